"""The API's documentation as one plain page: no scripts, nothing from other hosts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "code{font-family:ui-monospace,monospace}h2{margin-top:2.5rem}dt{margin-top:1rem}dd{margin-left:1.5rem}"
)


def docs_page(schema: dict[str, Any]) -> str:
    """HTML that lists every operation of an OpenAPI document, by topic."""
    topics: dict[str, list[str]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            topics.setdefault(operation.get("tags", ["other"])[0], []).append(_operation(method, path, operation))
    title = f"{escape(schema['info']['title'])} {escape(schema['info']['version'])}"
    body = "".join(
        f"<h2>{escape(topic)}</h2><dl>{''.join(operations)}</dl>" for topic, operations in sorted(topics.items())
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f'<h1>{title}</h1><p>For programs: <a href="/api/openapi.json">openapi.json</a>.</p>{body}</html>'
    )


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    parts = [escape(operation.get("description", "")), *_parameters(operation), *_answers(operation)]
    return (
        f"<dt><code>{method.upper()} {escape(path)}</code> · {escape(operation.get('operationId', ''))}</dt>"
        f"<dd>{'<br>'.join(parts)}</dd>"
    )


def _parameters(operation: dict[str, Any]) -> Iterator[str]:
    names = [
        f"<code>{escape(parameter['name'])}</code> ({parameter['in']})" for parameter in operation.get("parameters", [])
    ]
    if names:
        yield f"Parameters: {', '.join(names)}"
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"Body: {escape(kind)} <code>{_model(content)}</code>"


def _answers(operation: dict[str, Any]) -> Iterator[str]:
    answers = []
    for status, answer in operation.get("responses", {}).items():
        models = [_model(content) for content in answer.get("content", {}).values()]
        answers.append(f"{escape(status)} <code>{' '.join(models)}</code>")
    yield f"Answers: {', '.join(answers)}"


def _model(content: dict[str, Any]) -> str:
    schema = content.get("schema", {})
    return escape(str(schema.get("$ref", schema.get("title", schema.get("type", "")))).rpartition("/")[2])
