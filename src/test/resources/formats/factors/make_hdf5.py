"""Writes files in the format of Shapes3D with h5py, and broken ones: python3 make_hdf5.py, in this folder."""
import h5py
import numpy as np

SIZES = [3, 2, 2, 4, 2, 3]
COUNT = int(np.prod(SIZES))
number = np.arange(COUNT)
images = np.zeros((COUNT, 4, 5, 3), np.uint8)
images[..., 0] = (number % 256)[:, None, None]
images[..., 1] = (number // 256)[:, None, None]
images[..., 2] = np.arange(20).reshape(4, 5) * 12
values = [np.linspace(0, 0.9, 10)[:3], np.linspace(0, 0.9, 10)[:2], np.linspace(0, 0.9, 10)[:2], np.linspace(0.75, 1.25, 4),
          np.arange(2.0), np.linspace(-30, 30, 3)]
labels = np.stack([v[i] for v, i in zip(values, np.unravel_index(number, SIZES))], -1)


def write(name, labels=labels, **options):
    with h5py.File(name, "w") as file:
        file.create_dataset("images", data=images, **options)
        packed = {"chunks": (50, 4), "compression": "gzip", "shuffle": True} if options else {}
        file.create_dataset("labels", data=labels, **packed)


write("chunked.h5", chunks=(70, 3, 2, 2), compression="gzip")
write("shuffled.h5", chunks=(7, 4, 5, 3), compression="gzip", shuffle=True)
write("plain.h5", labels.astype(">f4"))
write("lzf.h5", chunks=(70, 4, 5, 3), compression="lzf")
write("short.h5", labels[:-1])
with h5py.File("linked.h5", "w") as file:
    file["images"] = h5py.ExternalLink("chunked.h5", "images")
    file["labels"] = h5py.SoftLink("/images")
with h5py.File("huge.h5", "w") as file:
    file.create_dataset("images", shape=(10**9, 64, 64, 3), dtype="u1", chunks=(1, 1, 1, 1))
    file.create_dataset("labels", shape=(10**9, 6), dtype="f8", chunks=(10**6, 6))
with h5py.File("words.h5", "w") as file:
    file["images"] = np.array([b"one", b"two"])
    file.create_group("labels")
# dSprites, as HDF5: the same arrays as make_sprites.py has written
with np.load("dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz") as npz, h5py.File("dsprites.hdf5", "w") as file:
    file.create_dataset("imgs", data=npz["imgs"], chunks=(50, 8, 16), compression="gzip")
    file.create_dataset("latents/classes", data=npz["latents_classes"], chunks=(64, 6), compression="gzip")
    file.create_dataset("latents/values", data=npz["latents_values"])
