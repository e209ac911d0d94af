"""Fails when a JUnit report is missing, empty, or has a test that was left out: `no_skips.py REPORT…`."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def problems(report: Path) -> list[str]:
    """What is wrong with one report, one line each."""
    if not report.exists():
        return [f"{report}: no such report"]
    cases = list(ElementTree.parse(report).iter("testcase"))  # our own tools' files
    if not cases:
        return [f"{report}: no test ran"]
    found = []
    for case in cases:
        for skipped in case.iter("skipped"):
            reason = skipped.get("message") or "no reason given"
            found.append(f"{report.name}: left out {case.get('classname')} {case.get('name')}: {reason}")
    return found


def main(reports: list[str]) -> int:
    """Print every problem; 1 when there is one."""
    found = [line for report in reports for line in problems(Path(report))]
    print("\n".join(found) or f"nothing was left out in {len(reports)} reports")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
