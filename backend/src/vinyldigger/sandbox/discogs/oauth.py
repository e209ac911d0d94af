"""OAuth 1.0a: signatures, and the three steps from a request token to an access token."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode

from fastapi import APIRouter, Request, Response

from vinyldigger.sandbox.world import World

REQUEST_LIFETIME = 15 * 60
_PARAMETER = re.compile(r'(\w+)="([^"]*)"')
_LONGEST_NONCE = 64
_LATEST_SECONDS = 100_000_000_000  # what is larger is milliseconds
_REQUIRED = ("oauth_consumer_key", "oauth_nonce", "oauth_signature", "oauth_signature_method", "oauth_timestamp")

router = APIRouter()


def header_parameters(header: str) -> dict[str, str]:
    """The decoded parameters of an ``OAuth …`` header, without its realm."""
    found = {name: unquote(value) for name, value in _PARAMETER.findall(header)}
    found.pop("realm", None)
    return found


def is_sloppy(params: dict[str, str]) -> bool:
    """Whether timestamp or nonce break the rules: not refused, but no longer trusted with private things."""
    stamp = params.get("oauth_timestamp", "")
    return not stamp.isdecimal() or int(stamp) > _LATEST_SECONDS or len(params.get("oauth_nonce", "")) > _LONGEST_NONCE


def is_signed(world: World, request: Request, params: dict[str, str], form: dict[str, str], token_secret: str) -> bool:
    """Whether consumer key and signature (PLAINTEXT or HMAC-SHA1) are right."""
    if params.get("oauth_consumer_key") != world.config.discogs_key:
        return False
    key = f"{_escape(world.config.discogs_secret)}&{_escape(token_secret)}"
    signature = params.get("oauth_signature", "")
    if params.get("oauth_signature_method") == "PLAINTEXT":
        return hmac.compare_digest(signature.encode(), key.encode())
    if params.get("oauth_signature_method") == "HMAC-SHA1":
        return hmac.compare_digest(signature.encode(), _hmac_sha1(key, _base_string(request, params, form)).encode())
    return False


def _base_string(request: Request, params: dict[str, str], form: dict[str, str]) -> str:
    sent = [(name, value) for name, value in params.items() if name != "oauth_signature"]
    sent += [*request.query_params.multi_items(), *form.items()]
    pairs = sorted((_escape(name), _escape(value)) for name, value in sent)
    normal = "&".join(f"{name}={value}" for name, value in pairs)
    url = f"{request.url.scheme}://{request.url.netloc}".lower() + quote(request.url.path)
    return "&".join((request.method, _escape(url), _escape(normal)))


def _hmac_sha1(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _escape(text: str) -> str:
    return quote(text, safe="~")


@router.api_route("/oauth/request_token", methods=["GET", "POST"])
async def request_token(request: Request) -> Response:
    """Step 1: a token to send the user away with. Lasts 15 minutes."""
    world: World = request.app.state.world
    params = header_parameters(request.headers.get("authorization", ""))
    form = dict(parse_qsl((await request.body()).decode()))
    refusal = _refusal(world, params)
    if not refusal and not is_signed(world, request, params, form, ""):
        refusal = "Invalid signature."
    if refusal:
        return Response(refusal, 401, media_type="text/plain")
    callback = params.get("oauth_callback") or "oob"
    token = world.sealer.seal({"kind": "request", "callback": callback, "at": world.seconds()})
    return _form(oauth_token=token, oauth_token_secret=world.sealer.secret_of(token), oauth_callback_confirmed="true")


@router.post("/oauth/access_token")
async def access_token(request: Request) -> Response:
    """Step 3: the verifier against a token for good."""
    world: World = request.app.state.world
    params = header_parameters(request.headers.get("authorization", ""))
    form = dict(parse_qsl((await request.body()).decode()))
    params = {name: value for name, value in form.items() if name.startswith("oauth_")} | params
    refusal = _refusal(world, params)
    if refusal:
        return Response(refusal, 401, media_type="text/plain")
    token = params.get("oauth_token", "")
    granted, username = world.sealer.open(token), _granted_by(world, token, params.get("oauth_verifier", ""))
    if granted is None or granted["kind"] != "request" or username is None:
        return Response("Invalid request token.", 401, media_type="text/plain")
    if world.seconds() - granted["at"] > REQUEST_LIFETIME or token in world.used_codes:
        return Response("Request token expired.", 400, media_type="text/plain")
    body = {name: value for name, value in form.items() if not name.startswith("oauth_")}
    if not is_signed(world, request, params, body, world.sealer.secret_of(token)):
        return Response("Invalid signature.", 401, media_type="text/plain")
    world.used_codes.add(token)
    access = world.sealer.seal({"kind": "access", "user": username})
    return _form(oauth_token=access, oauth_token_secret=world.sealer.secret_of(access))


def verifier_of(world: World, token: str, username: str) -> str:
    """The verifier that says a member granted a request token: ten letters, as on the real consent page."""
    return world.sealer.secret_of(f"{token} {username}")[:10]


def _granted_by(world: World, token: str, verifier: str) -> str | None:
    return next((name for name in world.people.members if verifier_of(world, token, name) == verifier), None)


def _refusal(world: World, params: dict[str, str]) -> str:
    missing = next((name for name in _REQUIRED if name not in params), None)
    if missing:
        return f"Parameter not found: {missing}"
    return "" if params["oauth_consumer_key"] == world.config.discogs_key else "Invalid consumer."


def _form(**fields: str) -> Response:
    return Response(urlencode(fields), media_type="application/x-www-form-urlencoded")
