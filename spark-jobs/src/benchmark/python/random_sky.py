"""Positions that look like a sky: even, crowded and awkward places, in fixed proportions.

Of the sources 55 % are uniform, 30 % lie along the galactic plane, 10 % in clusters of 25 within
30 arcsec, 3.5 % in 20 clumps of 5 arcmin, 0.5 % within 20 arcsec of right ascension 0, and 1 % repeat
another's position exactly; up to 5,000 more stand on each polar cap. Of the spectra 80 % lie near a
source, 13 % anywhere, and the others where matching goes wrong: at right ascension 0 and the poles.
"""

from __future__ import annotations

import numpy as np

ARCSEC = 1 / 3600
CLUSTER_MEMBERS = 25
CLUSTER_RADIUS_DEG = 30 * ARCSEC
CLUMPS = 20
CLUMP_RADIUS_DEG = 5 / 60
STRIP_HALF_WIDTH_DEG = 20 * ARCSEC
PLANE_SCALE_DEG = 5.0
CAP_RADIUS_DEG = 0.2
CAP_SOURCES = 5000

# Rows: galactic axes in equatorial J2000 coordinates (Hipparcos catalogue, ESA SP-1200, vol. 1,
# eq. 1.5.11), so that row vectors of galactic directions are multiplied from the left.
_GALACTIC_AXES = np.array(
    [
        [-0.0548755604, -0.8734370902, -0.4838350155],
        [+0.4941094279, -0.4448296300, +0.7469822445],
        [-0.8676661490, -0.1980763734, +0.4559837762],
    ]
)

Positions = tuple[np.ndarray, np.ndarray]


class RandomSky:
    """Draws sources in any number of chunks; the clumps stay where they are."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self._clumps = self._uniform(CLUMPS)

    def sources(self, count: int) -> Positions:
        """ra and dec in degrees, in no order."""
        plane = int(0.30 * count)
        clustered = int(0.10 * count)
        clumped = int(0.035 * count)
        strip = int(0.005 * count)
        repeats = int(0.01 * count)
        uniform = count - plane - clustered - clumped - strip - repeats
        ra, dec = _joined(
            self._uniform(uniform),
            self._plane(plane),
            self._clusters(clustered),
            self._clump_members(clumped),
            self._strip(strip),
        )
        again = self.random.integers(0, count - repeats, repeats)
        # As many decimals as the archive keeps; the rounding must not leave 360.
        ra, dec = np.round(ra, 7) % 360, np.round(dec, 7)
        return np.append(ra, ra[again]), np.append(dec, dec[again])

    def caps(self, each: int) -> Positions:
        """Sources around both poles."""
        north = self._cap(each, +90.0)
        south = self._cap(each, -90.0)
        ra, dec = _joined(north, south)
        return np.round(ra, 7) % 360, np.round(dec, 7)

    def spectra(self, count: int, near: Positions) -> Positions:
        """Positions of spectra; near are sources, one for each of the 80 % that have one."""
        random = self.random
        matched = len(near[0])
        awkward = max(8, int(0.02 * count))
        caps = self._cap_pair(awkward)
        border = self._border(awkward)
        strip = self._strip(awkward)
        rest = self._uniform(count - matched - 3 * awkward)
        # Most spectra are where the source is; a tenth is off like fast or faint ones.
        sigma = np.where(random.random(matched) < 0.9, 0.35, 2.0) * ARCSEC
        true = offset(
            near,
            random.standard_normal(matched) * sigma,
            random.standard_normal(matched) * sigma,
        )
        ra, dec = _joined(true, caps, border, strip, rest)
        order = random.permutation(count)
        return ra[order], dec[order]

    def _uniform(self, count: int) -> Positions:
        z = self.random.uniform(-1, 1, count)
        return self.random.uniform(0, 360, count), np.degrees(np.arcsin(z))

    def _plane(self, count: int) -> Positions:
        lon = self.random.uniform(0, 2 * np.pi, count)
        lat = np.radians(np.clip(self.random.laplace(0, PLANE_SCALE_DEG, count), -90, 90))
        galactic = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1)
        x, y, z = (galactic @ _GALACTIC_AXES).T
        return np.degrees(np.arctan2(y, x)) % 360, np.degrees(np.arcsin(np.clip(z, -1, 1)))

    def _clusters(self, count: int) -> Positions:
        ra, dec = self._uniform(-(-count // CLUSTER_MEMBERS))
        centers = np.repeat(ra, CLUSTER_MEMBERS)[:count], np.repeat(dec, CLUSTER_MEMBERS)[:count]
        return self._in_discs(centers, CLUSTER_RADIUS_DEG)

    def _clump_members(self, count: int) -> Positions:
        of = self.random.integers(0, CLUMPS, count)
        return self._in_discs((self._clumps[0][of], self._clumps[1][of]), CLUMP_RADIUS_DEG)

    def _strip(self, count: int) -> Positions:
        _, dec = self._uniform(count)
        return self.random.uniform(-STRIP_HALF_WIDTH_DEG, STRIP_HALF_WIDTH_DEG, count) % 360, dec

    def _cap(self, count: int, pole: float) -> Positions:
        away = CAP_RADIUS_DEG * np.sqrt(self.random.random(count))
        return self.random.uniform(0, 360, count), np.sign(pole) * (90 - away)

    def _cap_pair(self, count: int) -> Positions:
        """Half at each pole, the first two of each exactly there under different meridians."""
        north = self._cap(count // 2, +90.0)
        south = self._cap(count - count // 2, -90.0)
        north[1][:2] = 90.0
        south[1][:2] = -90.0
        return _joined(north, south)

    def _border(self, count: int) -> Positions:
        """As close to right ascension 360 as a double can say, or exactly at 0."""
        _, dec = self._uniform(count)
        return np.where(np.arange(count) % 2 == 0, 359.9999999999, 0.0), dec

    def _in_discs(self, centers: Positions, radius_deg: float) -> Positions:
        count = len(centers[0])
        away = radius_deg * np.sqrt(self.random.random(count))
        angle = self.random.uniform(0, 2 * np.pi, count)
        return offset(centers, away * np.cos(angle), away * np.sin(angle))


def offset(near: Positions, east_deg: np.ndarray, north_deg: np.ndarray) -> Positions:
    """Moves positions along the tangent plane, exactly at the poles and at right ascension 0."""
    ra, dec = np.radians(near[0]), np.radians(near[1])
    east, north = np.radians(east_deg), np.radians(north_deg)
    radial = np.cos(dec) - north * np.sin(dec)
    x = radial * np.cos(ra) - east * np.sin(ra)
    y = radial * np.sin(ra) + east * np.cos(ra)
    z = np.sin(dec) + north * np.cos(dec)
    return np.degrees(np.arctan2(y, x)) % 360, np.degrees(np.arctan2(z, np.hypot(x, y)))


def unit_vectors(ra_deg: np.ndarray, dec_deg: np.ndarray) -> np.ndarray:
    """One row of x, y, z for each position."""
    ra, dec = np.radians(ra_deg), np.radians(dec_deg)
    vectors = np.empty((len(ra), 3))
    vectors[:, 0] = np.cos(dec) * np.cos(ra)
    vectors[:, 1] = np.cos(dec) * np.sin(ra)
    vectors[:, 2] = np.sin(dec)
    return vectors


def _joined(*parts: Positions) -> Positions:
    return np.concatenate([ra for ra, _ in parts]), np.concatenate([dec for _, dec in parts])
