"""Writes the tables of TableDoorTest with Python's csv module: python3 make.py, in this folder."""
import csv

COUNT = 60
with open("mixed.csv", "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["age", "height, in m", "colour", "label"])
    for i in range(COUNT):
        rows.writerow([20 + i, 1.5 + (i % 5) / 8, ["red", "blue", 'so-called "green"'][i % 3], ["b", "a"][i % 2]])
with open("digits.csv", "w", newline="") as file:
    rows = csv.writer(file)
    rows.writerow(["label"] + [f"pixel{p}" for p in range(9)])
    for i in range(COUNT):
        rows.writerow([i % 12] + [(i * 4 + p * 20) % 256 for p in range(9)])
