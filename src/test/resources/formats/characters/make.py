"""Writes files in the formats of EMNIST, notMNIST and binarised MNIST: python3 make.py, in this folder."""
import gzip
import os
import struct
import zipfile

import numpy as np


def idx(array):
    return gzip.compress(struct.pack(f">I{array.ndim}I", 0x0800 | array.ndim, *array.shape) + array.tobytes(), mtime=0)


def half(count, first, classes):
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 3, 20] = np.arange(count)  # row 3, column 20 of an upright picture
    images[:, 5, :10] = 200
    labels = (np.arange(count) % classes + first).astype(np.uint8)
    return images, labels


os.makedirs("emnist", exist_ok=True)
os.makedirs("notmnist", exist_ok=True)
with zipfile.ZipFile("emnist/gzip.zip", "w") as archive:
    for kind, classes, first in [("letters", 26, 1), ("byclass", 62, 0)]:
        for name, count in [("train", 130), ("test", 70)]:
            images, labels = half(count, first, classes)
            for what, array in [("images-idx3", images.transpose(0, 2, 1).copy()), ("labels-idx1", labels)]:
                archive.writestr(f"gzip/emnist-{kind}-{name}-{what}-ubyte.gz", idx(array))
for name, count in [("train", 30), ("t10k", 20)]:
    images, labels = half(count, 0, 10)
    for what, array in [("images-idx3", images), ("labels-idx1", labels)]:
        with open(f"notmnist/{name}-{what}-ubyte.gz", "wb") as file:
            file.write(idx(array))
for name, count in [("train", 6), ("valid", 3), ("test", 4)]:
    rows = (np.arange(count * 784).reshape(count, 784) % (count + 2) == 0).astype(int)
    np.savetxt(f"binarized_mnist_{name}.amat", rows, fmt="%d")
