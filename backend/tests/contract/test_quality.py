"""The claims in each adapter's quality.yaml, checked by code: a rule that is claimed and not kept fails here."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract.harness import FIXTURES, OPERATIONS
from vinyldigger import marketplaces
from vinyldigger.marketplaces.contract import Marketplace
from vinyldigger.marketplaces.registry import MARKETPLACES

PACKAGE = Path(marketplaces.__file__).parent
DOCS = Path(__file__).resolve().parents[3] / "docs" / "adding-a-marketplace.md"
FILES = {"__init__.py", "adapter.py", "auth.py", "client.py", "links.py", "mapping.py", "vocabulary.py", "wire.py"}
SUITE = Path(__file__).with_name("test_contract.py")


def trees(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(folder.glob("*.py")):
        yield path.name, ast.parse(path.read_text(encoding="utf-8"))


def calls_in(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything that is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def suite_tests() -> set[str]:
    return {
        node.name for node in ast.walk(ast.parse(SUITE.read_text("utf-8"))) if isinstance(node, ast.AsyncFunctionDef)
    }


def same_files(name: str, claim: dict[str, Any]) -> None:
    """The same modules in each folder; what a marketplace needs besides is named in the claim."""
    found = {path.name for path in (PACKAGE / name).glob("*.py")}
    assert found >= FILES
    assert all(extra in claim.get("comment", "") for extra in found - FILES)


def injected_client(name: str, _claim: dict[str, Any]) -> None:
    """No module makes an HTTP client or a Redis connection, or imports Redis."""
    for module, tree in trees(PACKAGE / name):
        assert not {called for called in calls_in(tree) if "Client(" in f"{called}(" and "httpx" in called}, module
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {one for one in imported if one.split(".")[0] in ("redis", "requests", "aiohttp", "os")}, module


def only_transport(name: str, _claim: dict[str, Any]) -> None:
    """Nothing is sent but through the transport, which has the time-outs, the budget and the retries."""
    for module, tree in trees(PACKAGE / name):
        sent = {
            called for called in calls_in(tree) if called.split(".")[-1] in ("send", "request", "get_json", "stream")
        }
        assert all(".transport." in f".{called}." or "._transport." in f".{called}." for called in sent), (module, sent)


def in_the_suite(*tests: str) -> Callable[[str, dict[str, Any]], None]:
    """The contract suite has these tests, which run for every registered marketplace."""

    def check(_name: str, _claim: dict[str, Any]) -> None:
        assert set(tests) <= suite_tests()

    return check


def raw_fixtures(name: str, _claim: dict[str, Any]) -> None:
    """Bodies as they come over the wire, and the five refusals."""
    found = {path.name for path in (FIXTURES / name).iterdir()}
    assert {"cases.json", *(f"error_{status}.json" for status in (401, 403, 404, 429, 500))} <= found


def mapping_snapshot(name: str, _claim: dict[str, Any]) -> None:
    """A snapshot of what is read for each capability, and none that belongs to nothing."""
    capabilities: frozenset[str] = MARKETPLACES[name].factory.capabilities  # type: ignore[attr-defined] # the factories are the classes
    expected = {f"{one}.json" for one in OPERATIONS if one in capabilities}
    assert {path.name for path in (FIXTURES / name / "snapshots").iterdir()} == expected


def money_is_decimal(name: str, _claim: dict[str, Any]) -> None:
    """No module touches binary floats, and answers are parsed with numbers as decimals."""
    for module, tree in trees(PACKAGE / name):
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        floats = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)]
        assert "float" not in names, module
        assert not floats, module
    assert "parse_float=Decimal" in (PACKAGE / "jsontext.py").read_text("utf-8")


def ids_are_opaque(name: str, _claim: dict[str, Any]) -> None:
    """Wire models keep ids as text."""
    tree = ast.parse((PACKAGE / name / "wire.py").read_text("utf-8"))
    ids = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in ("id", "item_id", "instance_id")
    ]
    assert ids
    assert all(ast.unparse(node.annotation) == "str" for node in ids)


def docs_page(name: str, _claim: dict[str, Any]) -> None:
    """The page that says how it is done names every rule and this marketplace."""
    text = DOCS.read_text("utf-8")
    assert name in text.casefold()
    assert all(f"`{rule}`" in text for rule in RULES)


def conditional_requests(_name: str, claim: dict[str, Any]) -> None:
    """Nobody does it yet: a marketplace that offers validators has to bring the code and a check."""
    assert claim["status"] == "exempt"


RULES: dict[str, Callable[[str, dict[str, Any]], None]] = {
    "same-files": same_files,
    "injected-client": injected_client,
    "timeouts": only_transport,
    "rate-limit": in_the_suite("test_a_429_hands_the_work_back_and_stops_further_calls"),
    "retry-after": in_the_suite("test_retry_after_is_honoured_as_seconds_and_as_a_date"),
    "permanent-errors": in_the_suite("test_refused_credentials_are_permanent", "test_refusals_do_not_open_the_breaker"),
    "pagination-bounded": in_the_suite("test_pages_end"),
    "raw-fixtures": raw_fixtures,
    "mapping-snapshot": mapping_snapshot,
    "money-is-decimal": money_is_decimal,
    "ids-are-opaque": ids_are_opaque,
    "docs-page": docs_page,
    "conditional-requests": conditional_requests,
}


def claims(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((PACKAGE / name / "quality.yaml").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", list(MARKETPLACES))
def test_every_rule_has_a_claim_and_every_exemption_a_reason(name: str) -> None:
    assert claims(name).keys() == RULES.keys()
    for claim in claims(name).values():
        assert claim["status"] in ("done", "exempt")
        assert claim["status"] == "done" or claim.get("comment")


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize("name", list(MARKETPLACES))
def test_a_claimed_rule_is_kept(name: str, rule: str) -> None:
    claim = claims(name)[rule]
    if claim["status"] == "done" or rule == "conditional-requests":
        RULES[rule](name, claim)


def test_every_folder_is_registered() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "adapter.py").is_file()}
    assert folders == set(MARKETPLACES)


def test_the_contract_is_satisfied() -> None:
    """Every method of the protocol, by name: mypy checks the types, through the registry."""
    methods = {name for name, value in vars(Marketplace).items() if callable(value) and not name.startswith("_")}
    for entry in MARKETPLACES.values():
        assert methods <= set(dir(entry.factory))
