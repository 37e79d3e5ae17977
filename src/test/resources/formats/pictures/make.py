"""Writes the pictures of PictureFolderTest with Pillow, and what Pillow makes of them: python3 make.py, in this folder."""
import os

import numpy as np
from PIL import Image

COUNT, WIDTH, HEIGHT = 30, 12, 8
expected = {"rgb": [], "grey": [], "box": []}
y, x = np.mgrid[:HEIGHT, :WIDTH]
for i in range(COUNT):
    pixels = np.stack([(x * 20 + i) % 256, (y * 30 + 2 * i) % 256, np.full_like(x, 8 * i)], -1).astype(np.uint8)
    picture = Image.fromarray(pixels)
    folder = ["train", "test"][i % 3 == 2]
    os.makedirs(folder, exist_ok=True)
    name = f"{folder}/{i:02}"
    if i % 2:
        picture.save(name + ".jpg", quality=95, subsampling=0)
        picture = Image.open(name + ".jpg")
    else:
        picture.save(name + ".png")
    expected["rgb"].append(np.asarray(picture))
    expected["grey"].append(np.asarray(picture.convert("L")))
    expected["box"].append(np.asarray(picture.resize((4, 2), Image.BOX)))
np.savez_compressed("expected.npz", **{name: np.stack(arrays) for name, arrays in expected.items()})
