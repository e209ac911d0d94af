"""`python -m vinyldigger.cli`: the command where the package is not installed."""

from vinyldigger.cli import main

main(prog_name="vinyldigger")
