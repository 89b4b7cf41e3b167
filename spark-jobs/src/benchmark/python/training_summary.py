"""Medians and ratios of the training benchmark, and its tables."""

from __future__ import annotations

import statistics

Turns = dict[str, list[dict[str, float]]]


def of(turns: Turns) -> dict[str, dict[str, float]]:
    """Of each tool: medians over the rounds, the range, and the ratio to PyTorch eager if that was measured."""
    base = _median(turns["eager"], "images_per_second") if "eager" in turns else None
    return {tool: _of_tool(rounds, base) for tool, rounds in turns.items()}


def _of_tool(rounds: list[dict[str, float]], base: float | None) -> dict[str, float]:
    rates = [each["images_per_second"] for each in rounds]
    rate = statistics.median(rates)
    return {
        "images_per_second": rate,
        "lowest": min(rates),
        "highest": max(rates),
        **({"ratio_to_eager": rate / base} if base else {}),
        "images_per_cpu_second": _median(rounds, "images_per_cpu_second"),
        "rss_bytes": _median(rounds, "rss_bytes"),
    }


def _median(rounds: list[dict[str, float]], name: str) -> float:
    return statistics.median(each[name] for each in rounds)


def print_tables(result: dict[str, object], memory_batch: int) -> None:
    networks = result["networks"]
    print("\nMedians of rounds; x is the ratio to PyTorch eager.")
    print(f"{'network':<18} {'tool':<14} {'images/s':>9} {'lowest':>7} {'highest':>7} {'x':>6} {'per cpu s':>10} {'GiB':>6}")
    for network, measured in networks.items():
        for tool, row in measured["summary"].items():
            print(
                f"{network:<18} {tool:<14} {row['images_per_second']:9.1f} {row['lowest']:7.1f} {row['highest']:7.1f}"
                f" {_ratio(row):>6} {row['images_per_cpu_second']:10.1f} {row['rss_bytes'] / 2**30:6.2f}"
            )
    if len(networks) > 1:
        _print_networks(networks)
    for point in result["memory"]:
        print(f"{point['step']:>8.0f} steps of {memory_batch}: resident {point['rss_bytes'] / 2**20:,.0f} MiB")


def _print_networks(networks: dict[str, dict[str, object]]) -> None:
    """One line for each network: the images a second of the tools, and allsky's ratio to PyTorch eager."""
    tools = list(next(iter(networks.values()))["summary"])
    print(f"\n{'images/s':<18} {'parameters':>12} " + " ".join(f"{tool:>14}" for tool in tools) + f" {'allsky x':>9}")
    for network, measured in networks.items():
        summary = measured["summary"]
        rates = " ".join(f"{summary[tool]['images_per_second']:14.1f}" for tool in tools)
        print(f"{network:<18} {measured['parameters']:12,} {rates} {_ratio(summary.get('allsky', {})):>9}")


def _ratio(row: dict[str, float]) -> str:
    return f"{row['ratio_to_eager']:.2f}" if "ratio_to_eager" in row else ""
