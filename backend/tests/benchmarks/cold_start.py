"""`./justw up` in a fresh clone with empty caches: everything is fetched, installed, built, started."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.support import say, table, timed
from vinyldigger.cli.embedded import REPOSITORY
from vinyldigger.core.config import child_environment


def main() -> None:
    """Clone, start, stop; then once more with everything in place."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(REPOSITORY), str(clone)], check=True)
        environment = child_environment(
            UV_CACHE_DIR=f"{folder}/uv", npm_config_cache=f"{folder}/npm", PIP_CACHE_DIR=f"{folder}/pip"
        )
        # a program that does nothing: up ends once everything answers
        up = ["./justw", "up", "--port", "0", "--logs", f"{folder}/log", "--", "true"]
        rows = []
        for name in ("fresh clone, empty caches", "again"):
            say(name)
            with timed() as whole:
                subprocess.run(up, cwd=clone, env=environment, check=True, stdout=sys.stderr)
            rows.append((name, f"{whole.seconds:.0f} s"))
        print(table(("`./justw up` until everything answers, and stop", "duration"), rows))


if __name__ == "__main__":
    main()
