"""The Python tools of bin/benchmark classify: from a tile's files and positions to probabilities.

    python3 peer_classify.py eager|onnxruntime FOLDER SOURCES MODEL BATCH THREADS OUTPUT
    python3 peer_classify.py bare              FOLDER SOURCES MODEL BATCH THREADS OUTPUT

The first two read the tile, cut as astropy's documentation does, stretch, and classify with PyTorch or
ONNX Runtime. The last one gives ready tensors, the same ones again and again, to ONNX Runtime. Writes
the probabilities (sources, 3) and prints a line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from measured_process import peak_bytes

CLASSES = 3
SHAPE = (3, 80, 80)
Network = Callable[[np.ndarray], np.ndarray]  # (n, 3, 80, 80) to logits (n, 3)


def main() -> None:
    tool, folder, sources, model, batch, threads, output = sys.argv[1:]
    network = eager(Path(model), int(threads)) if tool == "eager" else runtime(Path(model), int(threads))
    network(np.zeros((int(batch), *SHAPE), np.float32))
    start, cpu = time.perf_counter(), time.process_time()
    batches = ready(int(sources), int(batch)) if tool == "bare" else cut(Path(folder), int(sources), int(batch))
    logits = np.concatenate([network(each) for each in batches])
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    temperature = json.loads((Path(model) / "model.json").read_text())["temperature"]
    powers = np.exp((logits - logits.max(1, keepdims=True)) / temperature)
    (powers / powers.sum(1, keepdims=True)).astype("<f4").tofile(output)
    told = {"seconds": seconds, "cpu_seconds": cpu_seconds, "sources": len(logits)}
    print(json.dumps({**told, "peak_rss_bytes": peak_bytes()}), flush=True)


def cut(folder: Path, sources: int, batch: int) -> Iterator[np.ndarray]:
    from peer_cutouts import read
    from peer_cutouts_astropy import make
    from random_tile import positions_name

    positions = np.fromfile(folder / positions_name(), "<f8").reshape(-1, 2)[:sources]
    inputs = np.empty((batch, *SHAPE), np.float32)
    filled = 0
    for one in make(read(folder), positions, True):
        inputs[filled] = one[0]
        filled += 1
        if filled == batch:
            yield inputs
            filled = 0
    if filled:
        yield inputs[:filled]


def ready(sources: int, batch: int) -> Iterator[np.ndarray]:
    inputs = np.random.default_rng(1).standard_normal((batch, *SHAPE), np.float32)
    for first in range(0, sources, batch):
        yield inputs[: min(batch, sources - first)]


def eager(model: Path, threads: int) -> Network:
    import torch
    from safetensors.numpy import load_file

    from iicnet_torch import IicNet

    torch.set_num_threads(threads)
    weights = load_file(model / "iicnet.safetensors")
    network = IicNet().eval()
    unknown = network.load_state_dict({name: torch.from_numpy(w) for name, w in weights.items()}, strict=False)
    forgotten = [name for name in unknown.missing_keys if not name.endswith("num_batches_tracked")]
    if forgotten or unknown.unexpected_keys:
        sys.exit(f"the weights are of another network: {forgotten} {unknown.unexpected_keys}")

    def classify(inputs: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return network(torch.from_numpy(inputs)).numpy()

    return classify


def runtime(model: Path, threads: int) -> Network:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model / "iicnet.onnx", options, providers=["CPUExecutionProvider"]
    )
    return lambda inputs: session.run(["logits"], {"cutouts": inputs})[0]


if __name__ == "__main__":
    main()
