"""Writes the arrays of images that ArrayDoorTest reads: python3 make.py, with NumPy. Image i has the pixels of picture(i)."""
import numpy as np

COUNT, HEIGHT, WIDTH = 40, 2, 4


def picture(i):
    """Steps of 5, so that every value is a whole number of 1/255, and of 257/65535."""
    return (np.arange(HEIGHT * WIDTH).reshape(HEIGHT, WIDTH) * 5 + i * 5 + 25 * (i % 3)) % 256


grey = np.stack([picture(i) for i in range(COUNT)]).astype("uint8")
grey[0, 0, 0] = 255
np.save("bytes.npy", grey)
np.save("unit.npy", (grey / 255).astype("float32"))
np.save("words.npy", grey.astype("uint16") * 257)
np.save("big-endian.npy", grey.astype(">f8"))
np.save("bool.npy", grey > 100)
colour = np.stack([grey, 255 - grey, grey // 2], axis=-1)
np.save("colour.npy", colour)
np.save("planes.npy", np.ascontiguousarray(colour.transpose(0, 3, 1, 2)))
np.save("rows.npy", grey.reshape(COUNT, -1))
np.save("negative.npy", grey.astype("float32") - 10)
np.save("nan.npy", np.where(grey == 255, np.nan, grey))
np.save("large.npy", grey.astype("float64") * 300)
np.save("fortran.npy", np.asfortranarray(grey))
np.savez_compressed("halves.npz", x_train=grey[:30], x_test=grey[30:], y_train=np.arange(30) % 3, y_test=np.arange(10) % 3)
np.savez("known.npz", images=grey, labels=(np.arange(COUNT) % 4).reshape(-1, 1),
         factors=np.stack([np.arange(COUNT) % 4, np.arange(COUNT) // 4], axis=1))
np.savez("only.npz", pictures=grey)
np.savez("unknown.npz", a=grey, b=grey)
np.savez("mismatch.npz", images=grey, labels=np.arange(COUNT - 1))
np.savez("objects.npz", images=np.array([{"a": 1}], dtype=object))
