"""The result of a cross-match benchmark as tables for people."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

PAIR_WORDS = {
    "same": "the same pair",
    "tied": "another, exactly as near",
    "farther": "another, not the nearest",
    "missing": "missing",
    "extra": "extra",
}


def print_summary(result: dict[str, Any]) -> None:
    measurements = result["measurements"]
    _print_costs(measurements)
    _print_slopes(measurements)
    for size, pairs in result["pairs"].items():
        _print_pairs(size, pairs)


def _print_costs(measurements: list[dict[str, Any]]) -> None:
    ours = {each["size"]: each["median"] for each in measurements if each["tool"] == "allsky"}
    print("Medians of whole processes; x is the tool's median over that of allsky.")
    print(
        f"{'size':>10} {'tool':<8} {'wall s':>8} {'least':>8} {'most':>8} {'x':>6}"
        f" {'cpu s':>8} {'x':>6} {'peak GiB':>9}"
    )
    for each in measurements:
        median, walls = each["median"], [cost["wall_seconds"] for cost in each["rounds"]]
        base = ours.get(each["size"])
        print(
            f"{each['size']:>10} {each['tool']:<8}"
            f" {median['wall_seconds']:8.1f} {min(walls):8.1f} {max(walls):8.1f}"
            f" {_ratio(median, base, 'wall_seconds')} {median['cpu_seconds']:8.1f}"
            f" {_ratio(median, base, 'cpu_seconds')} {median['peak_rss_bytes'] / 2**30:9.2f}"
        )


def _ratio(median: dict[str, float], base: dict[str, float] | None, name: str) -> str:
    return f"{median[name] / base[name]:6.2f}" if base else f"{'':>6}"


def _print_slopes(measurements: list[dict[str, Any]]) -> None:
    by_tool: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in measurements:
        by_tool[each["tool"]].append(each)
    lines = []
    for tool, sizes in by_tool.items():
        for less, more in zip(sizes, sizes[1:]):
            wall = more["median"]["wall_seconds"] - less["median"]["wall_seconds"]
            millions = (more["sources"] - less["sources"]) / 1e6
            if millions > 0:
                lines.append(f"{tool:<8} {less['size']:>10} to {more['size']:<10} {wall / millions:8.3f}")
    if lines:
        print("\nWall seconds for each further million of sources:")
        print("\n".join(lines))


def _print_pairs(size: str, pairs: dict[str, Any]) -> None:
    print(f"\nPairs of {size}: {pairs['all_pairs']:,} within the radius, from which follow")
    print(f"  {pairs['nearest_of_each_source']:,} sources with their nearest spectrum, of which have")
    _print_found("allsky", pairs["allsky"])
    print(f"  {pairs['nearest_of_each_spectrum']:,} spectra with their nearest source, of which have")
    for tool, found in pairs["peers"].items():
        _print_found(tool, found)


def _print_found(tool: str, found: dict[str, int]) -> None:
    parts = [f"{found[key]:,} {words}" for key, words in PAIR_WORDS.items() if found[key] or key == "same"]
    print(f"    {tool:<8} {found['pairs']:,} pairs: {', '.join(parts)}")
    if found["missing"]:
        print(
            f"{'':13}of the missing, {found['missing_at_ra_0']:,} lie within the radius of right"
            f" ascension 0 or a pole, {found['missing_at_radius']:,} exactly at the radius"
        )
