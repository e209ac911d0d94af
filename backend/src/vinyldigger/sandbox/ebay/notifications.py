"""Account-deletion notices: signed as eBay signs them, and the key to check them with."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import APIRouter, Request

from vinyldigger.sandbox.ebay.auth import BearerDep
from vinyldigger.sandbox.ebay.wire import EbayError, Json
from vinyldigger.sandbox.world import World

router = APIRouter()
TOPIC = "MARKETPLACE_ACCOUNT_DELETION"


def _private_key(seed: int) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(hashlib.sha256(f"notices {seed}".encode()).digest()[:31], "big")
    return ec.derive_private_key(number, ec.SECP256R1())


def key_id(seed: int) -> str:
    """The id under which the public key is found."""
    return str(uuid.UUID(bytes=hashlib.sha256(f"key id {seed}".encode()).digest()[:16], version=4))


def notice(username: str, user_id: str, when: str) -> dict[str, Any]:
    """The body of an account-deletion notice."""
    return {
        "metadata": {"topic": TOPIC, "schemaVersion": "1.0", "deprecated": False},
        "notification": {
            "notificationId": str(uuid.uuid4()),
            "eventDate": when,
            "publishDate": when,
            "publishAttemptCount": 1,
            "data": {"username": username, "userId": user_id, "eiasToken": base64.b64encode(user_id.encode()).decode()},
        },
    }


def signature(seed: int, body: bytes) -> str:
    """The ``x-ebay-signature`` header: base64 of JSON with algorithm, key id, signature and digest."""
    signed = _private_key(seed).sign(body, ec.ECDSA(hashes.SHA1()))  # noqa: S303 - what eBay uses
    parts = {"alg": "ecdsa", "kid": key_id(seed), "signature": base64.b64encode(signed).decode(), "digest": "SHA1"}
    return base64.b64encode(json.dumps(parts).encode()).decode()


def challenge_response(code: str, verification_token: str, endpoint: str) -> str:
    """What an endpoint must answer to eBay's challenge: SHA-256 over code, verification token and its own address."""
    return hashlib.sha256(f"{code}{verification_token}{endpoint}".encode()).hexdigest()


@router.get("/commerce/notification/v1/public_key/{public_key_id}")
async def public_key(request: Request, _bearer: BearerDep, public_key_id: str) -> Json:
    """The key notices are signed with; armour and content on one line, as eBay writes it."""
    world: World = request.app.state.world
    if public_key_id != key_id(world.config.seed):
        raise EbayError(404, 11001)
    pem = (
        _private_key(world.config.seed)
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    lines = pem.decode().strip().splitlines()
    return {"key": lines[0] + "".join(lines[1:-1]) + lines[-1], "algorithm": "ECDSA", "digest": "SHA1"}
