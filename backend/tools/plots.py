"""Plots of the benches: plain SVG files in docs/plots, the same bytes for the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl

mpl.use("svg")
mpl.rcParams["svg.hashsalt"] = "vinyldigger"
from matplotlib import pyplot  # noqa: E402 - the drawing engine has to be chosen first

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "plots"


class Line(NamedTuple):
    """One series."""

    name: str
    across: Sequence[float]
    up: Sequence[float]


def plot(name: str, title: str, across: str, up: str, lines: Sequence[Line], logarithmic: bool = True) -> Path:
    """Draws series with marks into docs/plots/<name>.svg."""
    figure, axes = pyplot.subplots(figsize=(6.4, 3.6), layout="constrained")
    for line in lines:
        axes.plot(line.across, line.up, marker="o", label=line.name)
    if logarithmic:
        axes.set_xscale("log")
        axes.set_yscale("log")
    axes.set(title=title, xlabel=across, ylabel=up)
    axes.grid(visible=True, alpha=0.3)
    axes.legend(frameon=False)
    FOLDER.mkdir(parents=True, exist_ok=True)
    target = FOLDER / f"{name}.svg"
    figure.savefig(target, metadata={"Date": None})
    pyplot.close(figure)
    return target
