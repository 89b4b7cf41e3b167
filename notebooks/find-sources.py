#!/usr/bin/env python3
"""Lists the sources of small Atlas images, for classify-allsky:

    python3 notebooks/find-sources.py tutorial/atlas > tutorial/sources.csv

A source is a peak of W1: the largest of 7 x 7 pixels, 4 sigma above the median of the image, and 19 pixels
from the edge, so that its cutout is complete. The magnitudes are those of a circle of 8.25 arcsec with
AllWISE's standard aperture corrections (Explanatory Supplement, IV.4.c). An empty magnitude is no detection.

The folder has images named FIELD-W1.fits, FIELD-W2.fits and FIELD-W3.fits. Needs numpy and astropy.
"""

import csv
import sys
import warnings
from pathlib import Path

import numpy as np
from astropy.io import fits
from astropy.wcs import WCS

BANDS = ["W1", "W2", "W3"]
CORRECTION = {"W1": 0.222, "W2": 0.280, "W3": 0.665}  # magnitudes, subtracted
RADIUS, SKY = 6, (36, 50)  # pixels of 1.375 arcsec
SIGMAS, EDGE = 4, 19


def scatter(values):
    """The standard deviation of normal values, from the median absolute deviation."""
    return 1.4826 * np.nanmedian(np.abs(values - np.nanmedian(values)))


def peaks(image):
    """Columns and rows of the peaks, to a fraction of a pixel by the centroid of 5 x 5 pixels."""
    level, noise = np.nanmedian(image), scatter(image)
    for y in range(EDGE, image.shape[0] - EDGE):
        for x in range(EDGE, image.shape[1] - EDGE):
            if image[y, x] == image[y - 3:y + 4, x - 3:x + 4].max() > level + SIGMAS * noise:
                weights = np.clip(image[y - 2:y + 3, x - 2:x + 3] - level, 0, None)
                dy, dx = np.mgrid[-2:3, -2:3]
                yield x + np.average(dx, weights=weights), y + np.average(dy, weights=weights)


def magnitude(image, header, band, x, y):
    rows, columns = np.indices(image.shape)
    distance = np.hypot(columns - x, rows - y)
    inside = image[distance <= RADIUS]
    sky = np.nanmedian(image[(distance > SKY[0]) & (distance < SKY[1])])
    flux = np.nansum(inside - sky)
    if flux < 3 * scatter(image) * np.sqrt(inside.size):
        return ""
    return f"{header['MAGZP'] - 2.5 * np.log10(flux) - CORRECTION[band]:.3f}"


def main(folder):
    warnings.simplefilter("ignore")  # the headers have keywords that astropy calls deprecated
    table = csv.writer(sys.stdout)
    table.writerow(["cntr", "field", "ra", "dec", "w1mpro", "w2mpro", "w3mpro"])
    number = 0
    for path in sorted(folder.glob("*-W1.fits")):
        field = path.name.removesuffix("-W1.fits")
        images = {band: fits.open(folder / f"{field}-{band}.fits")[0] for band in BANDS}
        pixels = {band: image.data.astype(float) for band, image in images.items()}
        for x, y in peaks(pixels["W1"]):
            ra, dec = WCS(images["W1"].header).wcs_pix2world(x, y, 0)
            number += 1
            magnitudes = [magnitude(pixels[band], images[band].header, band, x, y) for band in BANDS]
            table.writerow([number, field, f"{ra:.6f}", f"{dec:.6f}", *magnitudes])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
