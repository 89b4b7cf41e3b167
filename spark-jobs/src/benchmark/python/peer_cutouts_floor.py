"""The least that memory allows: the tile's bytes read and the outputs' written, as fast as numpy copies.

Takes the arguments of the other tools and prints their lines, so that it takes its turn among them.
"""

from __future__ import annotations

import json
import resource
import sys
import time

import numpy as np

from peer_cutouts import SIDE
from random_tile import BANDS
from random_tile import SIDE as TILE_SIDE


def main() -> None:
    _, sources, passes, *_ = sys.argv[1:]
    bands = [np.zeros((TILE_SIDE, TILE_SIDE), np.float32) for _ in BANDS]
    copy = np.ones_like(bands[0])
    output_bytes = int(sources) * len(BANDS) * SIDE * SIDE * 4
    for _ in range(int(passes)):
        start = time.process_time()
        for band in bands:
            np.copyto(copy, band)
        read = time.process_time()
        rate = len(bands) * copy.nbytes / (read - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        seconds = {"read_seconds": read - start, "cut_seconds": output_bytes / rate}
        print(json.dumps({**seconds, "peak_rss_bytes": peak}), flush=True)


if __name__ == "__main__":
    main()
