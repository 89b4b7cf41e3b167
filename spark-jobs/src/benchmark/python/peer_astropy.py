"""Cross-match by astropy's match_to_catalog_sky."""

from __future__ import annotations

import numpy as np
from astropy import units
from astropy.coordinates import SkyCoord

from peer_tables import Question, answer


def nearest(question: Question) -> tuple[np.ndarray, np.ndarray]:
    spectra = SkyCoord(question.spectrum_ra * units.deg, question.spectrum_dec * units.deg)
    sources = SkyCoord(question.source_ra * units.deg, question.source_dec * units.deg)
    source, separation, _ = spectra.match_to_catalog_sky(sources)
    return source, separation.arcsec


if __name__ == "__main__":
    answer(nearest)
