"""Writes files in the formats of Cars3D and of Burda's Omniglot with SciPy: python3 make.py, in this folder."""
import numpy as np
from scipy.io import savemat

# 3 cars, 5 azimuths, 2 elevations; pictures of 128×128, as of the published files, whose colours say which it is
for car in range(3):
    im = np.zeros((128, 128, 3, 5, 2), np.uint8)
    for azimuth in range(5):
        for elevation in range(2):
            im[:, :, 0, azimuth, elevation] = 50 * car
            im[:, :, 1, azimuth, elevation] = 20 * azimuth
            im[:, :, 2, azimuth, elevation] = 100 * elevation
            im[:64, :, :, azimuth, elevation] += 10
            im[:, ::2, 2, azimuth, elevation] += 4
    savemat(f"car_{car + 1:03}_mesh.mat", {"im": im, "mask": im[:, :, 0] > 0}, do_compression=True)
with open("list.txt", "w") as file:
    file.write("".join(f"car_{car + 1:03}_mesh\n" for car in range(3)))


def characters(count, first):
    """An image has its number as a bar of that length in row 3, from column 2 on; and a half grey corner, bottom left."""
    data = np.zeros((784, count))
    target = np.zeros((4, count))
    for i in range(count):
        image = np.zeros((28, 28))
        image[3, 2 : 2 + first + i] = 1
        image[27, 0] = 0.5
        data[:, i] = image.reshape(-1, order="F")
        target[(first + i) % 4, i] = 1
    return data, target


data, target = characters(20, 1)
testdata, testtarget = characters(6, 10)
known = {"data": data, "target": target, "testdata": testdata, "testtarget": testtarget, "targetchar": np.ones((1, 20))}
savemat("../omniglot/chardata.mat", known, do_compression=True)
savemat("../omniglot/plain.mat", {**known, "data": data.astype(np.float32), "testdata": testdata.astype(np.float32)})
savemat("../omniglot/complex.mat", {**known, "data": data * 1j}, do_compression=True)
savemat("../omniglot/cells.mat", {**known, "data": np.array([[1, "a"]], dtype=object)}, do_compression=True)
savemat("../omniglot/narrow.mat", {**known, "data": data[:700]}, do_compression=True)
savemat("../omniglot/loud.mat", {**known, "data": data * 2}, do_compression=True)
# says that it unpacks to 600 MB
import struct
import zlib

SIZE = 784 * 95663 * 8
pack = zlib.compressobj(9)
body = b"".join(pack.compress(part) for part in
                [struct.pack("<II", 14, SIZE + 56), struct.pack("<IIIIIIII", 6, 8, 6, 0, 5, 8, 784, 95663),
                 struct.pack("<II4s4x", 1, 4, b"data"), struct.pack("<II", 9, SIZE)] + [bytes(10**6)]) + pack.flush()
with open("../omniglot/chardata.mat", "rb") as file:
    head = file.read(128)
with open("../omniglot/bomb.mat", "wb") as file:
    file.write(head + struct.pack("<II", 15, len(body)) + body)
