"""Writes the files beside this one with NumPy: python3 make.py. Their codes are those of pythae in ../import/expected.json."""
import json, os
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "..", "import", "expected.json")) as file:
    z = np.array(json.load(file)["models"]["pythae"]["z"])
np.savez_compressed(os.path.join(HERE, "codes.npz"), mu=z, draws=np.stack([z, -z], 1).astype(np.float32), ids=np.arange(4))
np.save(os.path.join(HERE, "codes.npy"), z.astype(">f4"))
np.savetxt(os.path.join(HERE, "codes.csv"), z, delimiter=",", comments="", header="mu_0,mu_1")
np.savetxt(os.path.join(HERE, "named.csv"), np.column_stack([np.arange(4), z[:, ::-1]]), delimiter=",", comments="",
           header='"name, of all",z_1,z_0')
np.savez(os.path.join(HERE, "fortran.npz"), mu=np.asfortranarray(z))
np.savez(os.path.join(HERE, "objects.npz"), mu=np.array([None, z], dtype=object))
