"""Writes sprites in the format of dSprites' own file, drawn anew from what docs say of them: python3 make_sprites.py, in this folder.

Squares, ellipses and hearts of 32×32 pixels: the radius of the circle around a shape is 0.22 (0.5 + 0.1 scale) of the width, its
centre stays 0.22 away from each border, and a pixel is as white as half a pixel minus its distance to the outline says. Numbers
have single precision, so that the last bit of a grey level can be compared.
"""
import io
import zipfile

import numpy as np

SIZE, COUNT = 32, 600
SIZES = [3, 6, 40, 32, 32]
f = np.float32


def outline(shape, x, y):
    """The signed distance to a shape that just fits into the unit circle, for arrays of places; negative inside."""
    if shape == 0:
        return np.maximum(np.abs(x), np.abs(y)) - f(0.7071)
    if shape == 1:
        y2 = f(2) * y
        k = np.sqrt((x * x + y2 * y2).astype(np.float64)).astype(f)
        slope = np.sqrt((x * x + f(4) * y2 * y2).astype(np.float64)).astype(f)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(k == 0, f(-0.5), k * (k - f(1)) / slope)
    unit = f(0.654)
    x, y = np.abs(x) * unit, unit - y * unit
    lobe = np.sqrt(((x - f(0.25)) ** 2 + (y - f(0.75)) ** 2).astype(np.float64)).astype(f) - f(0.35355)
    m = f(0.5) * np.maximum(x + y, f(0))
    notch, flank = x * x + (y - f(1)) * (y - f(1)), (x - m) * (x - m) + (y - m) * (y - m)
    rest = np.sign(x - y) * np.sqrt(np.minimum(notch, flank).astype(np.float64)).astype(f)
    return np.where(x + y > 1, lobe, rest) / unit


def draw(shape, scale, orientation, column, row):
    radius = f(0.22) * f(SIZE) * (f(0.5) + f(0.1) * f(scale))
    angle = 2 * np.pi * orientation / 40
    cos, sin = f(np.cos(angle)), f(np.sin(angle))
    free = f(1) - f(2) * f(0.22)
    cx, cy = f(SIZE) * (f(0.22) + free * f(column) / f(31)), f(SIZE) * (f(0.22) + free * f(row) / f(31))
    places = np.arange(SIZE, dtype=f) + f(0.5)
    dx, dy = np.meshgrid((places - cx) / radius, (places - cy) / radius)
    white = np.clip(f(0.5) - radius * outline(shape, dx * cos + dy * sin, dy * cos - dx * sin), f(0), f(1))
    return np.floor(f(255) * white + f(0.5)).astype(np.uint8)


def npy(array, **options):
    out = io.BytesIO()
    np.lib.format.write_array(out, np.asanyarray(array), **options)
    return out.getvalue()


def write(name, images, classes):
    metadata = np.array({"title": "a stand-in", "latents_sizes": np.array([1] + SIZES)}, dtype=object)
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("metadata.npy", npy(metadata, allow_pickle=True))
        file.writestr("imgs.npy", npy(images))
        file.writestr("latents_classes.npy", npy(classes))
        file.writestr("latents_values.npy", npy(classes / 7.0))


random = np.random.RandomState(7)
numbers = np.sort(random.choice(np.prod(SIZES), COUNT, replace=False))
steps = np.stack(np.unravel_index(numbers, SIZES), -1)
images = np.stack([draw(*row) for row in steps])
classes = np.concatenate([np.zeros((COUNT, 1), int), steps], 1).astype(np.int64)
write("dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz", images, classes)
# as binary as dSprites itself, and small enough to be damaged in many ways
write("tiny.npz", (images[::50, ::8, ::8] > 128).astype(np.uint8), classes[::50])

# MPI3D, made small: 2 × 3 × 2 × 1 × 3 × 4 × 5 images of 3×2 pixels whose colours say their number
count = 2 * 3 * 2 * 1 * 3 * 4 * 5
number = np.arange(count)
pixels = np.zeros((count, 2, 3, 3), np.uint8)
pixels[..., 0] = (number % 256)[:, None, None]
pixels[..., 1] = (number // 256)[:, None, None]
pixels[..., 2] = np.arange(6).reshape(2, 3) * 40
np.savez_compressed("mpi3d_toy.npz", images=pixels)
