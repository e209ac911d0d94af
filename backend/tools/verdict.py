"""What JUnit reports say: `verdict.py REPORT…`.

Prints why a test failed, which was left out and why, and "N passed, N failed, N skipped". Fails unless every report
is there, holds tests, and each of them passed.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

LAST_LINES = 20  # of a failure: there the assertion stands
LONGEST_LINE = 300
SHOWN = 15  # of a kind; of further ones only the number is told


def cases_of(report: Path) -> list[ElementTree.Element]:
    """The tests of one report; raises ValueError with what is wrong with it."""
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))  # our own tools' files
    except FileNotFoundError:
        raise ValueError(f"{report.name}: no such report") from None
    except ElementTree.ParseError as error:
        raise ValueError(f"{report.name}: not readable ({error})") from None
    if not cases:
        raise ValueError(f"{report.name}: no test ran")
    return cases


def failure_of(case: ElementTree.Element) -> str:
    """Why a test failed: its name and the end of what was said; "" when it did not."""
    said = [each.text or each.get("message") or "" for each in (*case.iter("failure"), *case.iter("error"))]
    lines = [line[:LONGEST_LINE] for text in said for line in text.strip().splitlines()[-LAST_LINES:]]
    return "\n    ".join([f"FAILED {_name(case)}", *lines]) if said else ""


def omission_of(case: ElementTree.Element) -> str:
    """Which test was left out, and why; "" when it was not."""
    reasons = [each.get("message") or "no reason given" for each in case.iter("skipped")]
    return f"LEFT OUT {_name(case)}: {reasons[0]}" if reasons else ""


def main(reports: list[str]) -> int:
    """Print what is wrong and the sums; 1 when something is."""
    cases: list[ElementTree.Element] = []
    missing: list[str] = []
    for report in map(Path, reports):
        try:
            cases += cases_of(report)
        except ValueError as error:
            missing.append(str(error))
    failed = list(filter(None, map(failure_of, cases)))
    skipped = list(filter(None, map(omission_of, cases)))
    print(*_first(failed), *_first(skipped), *missing, sep="\n")
    print(f"{len(cases) - len(failed) - len(skipped)} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or skipped or missing else 0


def _name(case: ElementTree.Element) -> str:
    return f"{case.get('classname')} {case.get('name')}"


def _first(texts: list[str]) -> list[str]:
    return [*texts[:SHOWN], f"… and {len(texts) - SHOWN} more"] if len(texts) > SHOWN else texts


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
