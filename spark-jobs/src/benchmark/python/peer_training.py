"""Training of a network by PyTorch: Adam, cross entropy, random cutouts in memory.

    python3 peer_training.py eager|channels-last NETWORK BATCH STEPS EPOCHS THREADS
    python3 peer_training.py counts NETWORK...

Prints one line of JSON for each epoch, as TrainingBenchmark.java does. With counts it prints only the size
of the networks.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
import torch
from torch.utils.flop_counter import FlopCounterMode

from measured_process import resident_bytes
from networks_torch import NETWORKS

BANDS = 3
CLASSES = 3
SHAPE = (BANDS, 80, 80)


def main() -> None:
    if sys.argv[1] == "counts":
        for name in sys.argv[2:]:
            print(json.dumps({"network": name, **counts(name)}), flush=True)
    else:
        train(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))


def counts(name: str) -> dict[str, int]:
    """Parameters, and the multiply-adds of one cutout in convolutions and fully connected layers."""
    with torch.device("meta"):
        network = NETWORKS[name](BANDS, CLASSES).eval()
        cutout = torch.empty(1, *SHAPE)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(cutout)
    # The counter takes a multiplication and its addition as two operations.
    return {"parameters": parameters(network), "multiply_adds": counter.get_total_flops() // 2}


def parameters(network: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def train(layout: str, name: str, batch: int, steps: int, epochs: int, threads: int) -> None:
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    channels_last = {"memory_format": torch.channels_last} if layout == "channels-last" else {}
    network = NETWORKS[name](BANDS, CLASSES).to(**channels_last).train()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4)
    loss_of = torch.nn.CrossEntropyLoss()
    random = np.random.default_rng(1)
    pixels = random.standard_normal((batch * steps, *SHAPE), np.float32)
    labels = np.arange(batch * steps) % CLASSES
    for epoch in range(1, epochs + 1):
        order = random.permutation(len(labels))
        start, cpu = time.perf_counter(), time.process_time()
        for step in range(steps):
            chosen = order[step * batch : (step + 1) * batch]
            inputs = torch.from_numpy(pixels[chosen]).to(**channels_last)
            optimizer.zero_grad()
            loss = loss_of(network(inputs), torch.from_numpy(labels[chosen]))
            loss.backward()
            optimizer.step()
            loss.item()
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
        told = {"epoch": epoch, "images_per_second": batch * steps / seconds}
        told |= {"images_per_cpu_second": batch * steps / cpu_seconds}
        print(json.dumps({**told, "rss_bytes": resident_bytes()}), flush=True)


if __name__ == "__main__":
    main()
