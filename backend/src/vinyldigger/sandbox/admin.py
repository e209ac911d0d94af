"""The sandbox's own switches: clock, reset, faults, counters. From this machine only."""

from __future__ import annotations

import asyncio
import http.client
import ipaddress
import json
import secrets
from dataclasses import asdict
from datetime import datetime
from random import Random
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import AwareDatetime, BaseModel, Field

from vinyldigger.sandbox.ebay import notifications
from vinyldigger.sandbox.ebay.account import user_id
from vinyldigger.sandbox.ebay.auth import USERS
from vinyldigger.sandbox.ebay.wire import moment
from vinyldigger.sandbox.faults import Fault, FaultKind
from vinyldigger.sandbox.stock.sellers import LARGE_SELLER, WATCHED_SELLERS
from vinyldigger.sandbox.world import World

Json = dict[str, Any]
_NOTICE_TIMEOUT = 10.0


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def from_this_machine(request: Request) -> None:
    """Refuse everyone else."""
    if request.client is None or not is_loopback(request.client.host):
        raise HTTPException(403, "only from this machine")


def current_world(request: Request) -> World:
    """The world this process serves."""
    world: World = request.app.state.world
    return world


WorldDep = Annotated[World, Depends(current_world)]
router = APIRouter(prefix="/_sandbox", dependencies=[Depends(from_this_machine)])


class ClockChange(BaseModel):
    """A moment to set, or seconds to let pass."""

    set: AwareDatetime | None = None
    advance: float | None = None


class FaultSwitch(BaseModel):
    """A fault to switch on; see :class:`vinyldigger.sandbox.faults.Fault`."""

    marketplace: str = Field(pattern="^(discogs|ebay)$")
    kind: FaultKind
    count: int | None = Field(default=None, ge=1)
    path: str = ""
    seconds: float = Field(default=1.0, ge=0, le=120)
    status: int = Field(default=503, ge=500, le=599)
    share: float = Field(default=1.0, ge=0, le=1)
    ids: frozenset[int] = frozenset()


class RuName(BaseModel):
    """Where eBay's consent page returns to."""

    ru_name: str
    accept_url: str


class WantCount(BaseModel):
    """How many releases a member wants."""

    username: str
    count: int = Field(ge=0, le=15_000)


class NoticeOrder(BaseModel):
    """Whose account was deleted, and whom to tell."""

    url: str
    username: str = "sample_buyer_us"
    user_id: str | None = None


class ChallengeOrder(BaseModel):
    """Whom to challenge; ``endpoint``: the address it was registered under, when that is another."""

    url: str
    endpoint: str | None = None


@router.get("/info")
async def info(world: WorldDep) -> Json:
    """What there is and how to get in."""
    now, config = world.seconds(), world.config
    return {
        "watched_sellers": list(WATCHED_SELLERS),
        "large_seller": LARGE_SELLER,
        "releases": len(world.catalogue.releases),
        "listings": {
            "discogs": world.discogs.count(now),
            "ebay": world.ebay.count(now),
        },
        "discogs": {
            "key": config.discogs_key,
            "secret": config.discogs_secret,
            "tokens": {name: member.personal_token for name, member in world.people.members.items()},
        },
        "ebay": {
            "client_id": config.ebay_client_id,
            "client_secret": config.ebay_client_secret,
            "ru_name": config.ru_name,
            "users": list(USERS),
            "verification_token": config.verification_token,
        },
    }


@router.get("/clock")
async def clock(world: WorldDep) -> dict[str, datetime]:
    """The sandbox's time."""
    return {"now": world.now()}


@router.post("/clock")
async def change_clock(world: WorldDep, change: ClockChange) -> dict[str, datetime]:
    """Set the time or let some pass."""
    if change.set is not None:
        world.set_clock(change.set)
    if change.advance is not None:
        world.advance(change.advance)
    return {"now": world.now()}


@router.post("/reset", status_code=204)
async def reset(world: WorldDep) -> None:
    """Everything as after the start."""
    world.reset()


@router.get("/faults")
async def faults(world: WorldDep) -> list[Json]:
    """What is switched on."""
    return [asdict(fault) | {"ids": sorted(fault.ids)} for fault in world.faults.active]


@router.post("/faults", status_code=201)
async def add_fault(world: WorldDep, switch: FaultSwitch) -> list[Json]:
    """Switch one more fault on."""
    world.faults.add(Fault(**switch.model_dump()))
    return await faults(world)


@router.delete("/faults", status_code=204)
async def clear_faults(world: WorldDep) -> None:
    """Switch all faults off."""
    world.faults.clear()


@router.get("/calls")
async def calls(world: WorldDep) -> Json:
    """How often what was called, since the start or the last reset."""
    return {"total": world.calls.total(), "by_call": dict(world.calls)}


@router.delete("/calls", status_code=204)
async def forget_calls(world: WorldDep) -> None:
    """Count from zero."""
    world.calls.clear()


@router.post("/discogs/wants", status_code=204)
async def set_wants(world: WorldDep, change: WantCount) -> None:
    """Give a Discogs member a want list of a certain length, until the next reset."""
    member = world.people.members.get(change.username)
    if member is None:
        raise HTTPException(404, "no such member")
    world.people.wish(member, change.count, Random(f"wants of {change.username}"))


@router.post("/ebay/ru-name", status_code=204)
async def set_accept_url(world: WorldDep, change: RuName) -> None:
    """Say where eBay's consent page returns to for a RuName."""
    world.accept_urls[change.ru_name] = change.accept_url


@router.post("/ebay/deletion-notice")
async def send_notice(world: WorldDep, order: NoticeOrder) -> dict[str, int]:
    """Send a signed account-deletion notice to an address on this machine; answers the status it got."""
    url = _local(order.url)
    owner = order.user_id or user_id(order.username)
    body = json.dumps(notifications.notice(order.username, owner, moment(world.seconds()))).encode()
    headers = {"Content-Type": "application/json", "X-EBAY-SIGNATURE": notifications.signature(world.config.seed, body)}
    status, _ = await asyncio.to_thread(_send, "POST", url, body, headers)
    return {"status": status}


@router.post("/ebay/challenge")
async def send_challenge(world: WorldDep, order: ChallengeOrder) -> Json:
    """Ask an endpoint on this machine to prove itself, as eBay does when it is registered."""
    code = secrets.token_hex(16)
    url = f"{_local(order.url)}?challenge_code={code}"
    status, body = await asyncio.to_thread(_send, "GET", url, b"", {})
    endpoint = order.endpoint or order.url
    right = notifications.challenge_response(code, world.config.verification_token, endpoint)
    return {"status": status, "is_right": status == 200 and json.loads(body).get("challengeResponse") == right}


def _local(url: str) -> str:
    address = urlsplit(url)
    if address.scheme != "http" or not is_loopback(address.hostname or ""):
        raise HTTPException(422, "only http:// addresses of this machine")
    return url


def _send(method: str, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port or 80, timeout=_NOTICE_TIMEOUT)
    try:
        connection.request(method, f"{address.path}?{address.query}".rstrip("?"), body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
