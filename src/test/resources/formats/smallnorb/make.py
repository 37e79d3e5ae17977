"""Writes files in the format of SmallNORB, byte by byte as its page describes it: python3 make.py, in this folder."""
import gzip
import struct

import numpy as np

CODES = {"uint8": 0x1E3D4C55, "int32": 0x1E3D4C54}


def write(name, array):
    shape = list(array.shape) + [1] * (3 - array.ndim)
    head = struct.pack(f"<II{len(shape)}I", CODES[array.dtype.name], array.ndim, *shape)
    with open(name + ".mat.gz", "wb") as file:
        file.write(gzip.compress(head + array.tobytes(), mtime=0))


for half, instances, name in [(0, [4, 6], "5x46789x9x18x6x2x96x96-training"), (1, [0, 1], "5x01235x9x18x6x2x96x96-testing")]:
    rows = [(c, i, e, 2 * a, l) for c in range(5) for i in instances for e in range(2) for a in range(3) for l in range(2)]
    rows = np.array(rows, np.int32)[np.random.RandomState(half).permutation(len(rows))]
    images = np.zeros((len(rows), 2, 96, 96), np.uint8)
    images[:, 1] = 255
    # a third of the picture says category and instance, another elevation and azimuth, the last the lighting
    images[:, 0, :30] = (rows[:, 0] * 10 + rows[:, 1])[:, None, None]
    images[:, 0, 30:60] = (rows[:, 2] * 40 + rows[:, 3])[:, None, None]
    images[:, 0, 60:] = rows[:, 4][:, None, None]
    write(f"smallnorb-{name}-cat", rows[:, 0].copy())
    write(f"smallnorb-{name}-info", rows[:, 1:].copy())
    write(f"smallnorb-{name}-dat", images)
