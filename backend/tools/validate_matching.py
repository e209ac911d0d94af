"""How well the matcher does on artists that its weights were not fitted to, by cross-validation within two thirds.

    cd backend && PYTHONPATH=src:. .venv/bin/python -m tools.validate_matching

Every choice of a feature or a word is made by these figures. The blind third is read by ``just bench matching`` alone.
"""

from __future__ import annotations

from pathlib import Path

import click
from tools import matching_data as data
from tools.matching_examples import Examples
from tools.matching_measures import shop_figures, title_figures
from tools.matching_validation import judged_pairs, judged_titles

FOLDS = 5
ANOTHER_DRAW = 1  # not the folds that calibration uses


@click.command()
@click.option("--shared", type=click.Path(exists=True, path_type=Path), default=Path("../../shared"))
def main(shared: Path) -> None:
    """Print the figures of pairs of shop records and of titles."""
    examples = Examples.read(shared)
    labelled = [pair for pair in examples.shops.labelled if examples.shops.third(pair) != data.BLIND]
    wanted = [item for item in examples.titles.wanted if item.third != data.BLIND]
    pairs = shop_figures(
        judged_pairs(labelled, lambda pair: data.fold(examples.shops.artist(pair), FOLDS, ANOTHER_DRAW), examples)
    )
    print("release", pairs.release)
    curve = " ".join(f"{p:.2f}:{true:.2f}({count})" for p, true, count in pairs.calibration.curve)
    print(f"calibration error {pairs.calibration.error:.4f}, by chance {pairs.calibration.chance[0]:.4f}:", curve)
    print(f"log-loss {pairs.log_loss:.1f}")
    print("album, hard pairs", pairs.album)
    titles = title_figures(judged_titles(wanted, lambda item: data.fold(item.artist, FOLDS, ANOTHER_DRAW), examples))
    print("titles: album", titles.album, "release", titles.release)
    print(f"titles: wrongly accepted {titles.wrong_unknown:.3f}, lots {titles.wrong_lots:.3f}")


if __name__ == "__main__":
    main()
