"""Training of IICnet by PyTorch: Adam, cross entropy, random cutouts that lie in memory.

    python3 peer_training.py eager|channels-last BATCH STEPS EPOCHS THREADS

Prints a line of JSON an epoch, as TrainingBenchmark.java does.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
import torch

from iicnet_torch import IicNet
from measured_process import resident_bytes

CLASSES = 3
SHAPE = (3, 80, 80)


def main() -> None:
    layout, batch, steps, epochs, threads = sys.argv[1], *map(int, sys.argv[2:])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    channels_last = {"memory_format": torch.channels_last} if layout == "channels-last" else {}
    network = IicNet().to(**channels_last).train()
    parameters = sum(parameter.numel() for parameter in network.parameters())
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
        print(json.dumps({**told, "rss_bytes": resident_bytes(), "parameters": parameters}), flush=True)


if __name__ == "__main__":
    main()
