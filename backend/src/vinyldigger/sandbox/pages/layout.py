"""The plain frame of the sandbox's web pages."""

from __future__ import annotations

from html import escape

from fastapi.responses import HTMLResponse

_STYLE = """
:root{color-scheme:light dark}
:root{--ink:#1d1b18;--paper:#f6f2ea;--card:#fffdf8;--line:#d9d1c2;--accent:#b3471d}
@media(prefers-color-scheme:dark){
:root{--ink:#efe9dd;--paper:#191714;--card:#23201c;--line:#3b362f;--accent:#e98b5b}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{border-radius:12px;max-width:40rem;margin:6vh auto;padding:2rem}
main{background:var(--card);border:1px solid var(--line)}
h1{margin:0 0 .5rem;font-size:1.5rem}small,.soft{opacity:.75}img{max-width:100%;border-radius:6px}
fieldset{border:1px solid var(--line);border-radius:8px;margin:1rem 0;padding:.5rem 1rem}
label{display:block;padding:.5rem 0;cursor:pointer}
button{font:inherit;padding:.6rem 1.4rem;border-radius:8px;border:1px solid var(--accent);cursor:pointer}
button[value=allow]{background:var(--accent);color:#fff}button[value=deny]{background:none;color:inherit}
button:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{opacity:.7}dd{margin:0}
code{font-size:1.3rem;user-select:all;overflow-wrap:anywhere}a{color:var(--accent)}
"""


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """A whole page around ``body`` (HTML already)."""
    note = "<p class=soft><small>Sample marketplace of VinylDigger's sandbox: nothing here is for sale.</small></p>"
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="en"><head>{head}<title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}{note}</main></body></html>",
        status,
    )


def consent(title: str, application: str, users: dict[str, str], hidden: dict[str, str]) -> HTMLResponse:
    """A page where one chooses a sample user (name -> description) and allows or denies."""
    choices = "".join(
        f'<label><input type="radio" name="user" value="{escape(name)}"{" checked" if place == 0 else ""}> '
        f"<strong>{escape(name)}</strong> <small>{escape(text)}</small></label>"
        for place, (name, text) in enumerate(users.items())
    )
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in hidden.items()
    )
    return page(
        title,
        f"<p><strong>{escape(application)}</strong> would like to read the account of:</p>"
        f'<form method="post">{kept}<fieldset><legend>Sample users</legend>{choices}</fieldset>'
        '<button name="answer" value="allow">Authorize</button> '
        '<button name="answer" value="deny">Deny</button></form>',
    )


def facts(rows: dict[str, str]) -> str:
    """Names and values as a definition list."""
    return "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in rows.items()) + "</dl>"
