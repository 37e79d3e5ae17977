"""Writes the arrays that NpyTest reads, and whose bytes NpyWriter must give too: python3 make.py, with NumPy."""
import numpy as np

numbers = [0, 1, 2, 100, 127, 3]
for name in ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32", "float64"):
    np.save(name + ".npy", np.array(numbers).reshape(2, 3).astype(name))
np.save("big-endian.npy", np.array(numbers).reshape(2, 3).astype(">i4"))
np.save("fractions.npy", np.array([[0.1, -2.5, 1e-40]], dtype="float32"))
np.save("extremes.npy", np.array([2**64 - 1, 2**63, 0], dtype="uint64"))
np.save("negative.npy", np.array([-1, -128, 127], dtype="int8"))
np.save("vector.npy", np.arange(5, dtype="float64"))
np.save("scalar.npy", np.float64(2.5))
np.save("empty.npy", np.zeros((0, 3), dtype="float32"))
np.save("fortran.npy", np.asfortranarray(np.array(numbers).reshape(2, 3)))
np.save("objects.npy", np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
np.save("records.npy", np.zeros(2, dtype=[("a", "i4"), ("b", "f8")]))
np.save("text.npy", np.array(["a", "bc"]))
np.save("complex.npy", np.zeros(2, dtype="complex64"))
with open("version2.npy", "wb") as file:
    np.lib.format.write_array(file, np.array(numbers, dtype="int16"), version=(2, 0))
np.savez("stored.npz", a=np.arange(6, dtype="uint8").reshape(2, 3), b=np.array([0.5, 1.5]))
np.savez_compressed("deflated.npz", a=np.arange(6, dtype="uint8").reshape(2, 3), b=np.array([0.5, 1.5]))
