"""eBay's account-deletion notices: only what eBay signed counts."""

from __future__ import annotations

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from vinyldigger.marketplaces.contract import BadNotice
from vinyldigger.marketplaces.ebay.mapping import seller_id
from vinyldigger.marketplaces.ebay.notices import KeyBody, SignedNotice

HASH_KEY = b"a key of this test"
KEY = ec.generate_private_key(ec.SECP256R1())
BODY = json.dumps(
    {
        "metadata": {"topic": "MARKETPLACE_ACCOUNT_DELETION"},
        "notification": {"notificationId": "n", "data": {"username": "wax_owl", "userId": "ma8vp1jySJC"}},
    }
).encode()


def on_one_line(key: ec.EllipticCurvePrivateKey) -> KeyBody:
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return KeyBody(key="".join(pem.decode().splitlines()))


def header(body: bytes, key: ec.EllipticCurvePrivateKey = KEY, digest: str = "SHA1") -> str:
    algorithm = {"SHA1": hashes.SHA1, "SHA256": hashes.SHA256}.get(digest, hashes.SHA1)
    signed = base64.b64encode(key.sign(body, ec.ECDSA(algorithm()))).decode()
    parts = {"alg": "ecdsa", "kid": "key-1", "signature": signed, "digest": digest}
    return base64.b64encode(json.dumps(parts).encode()).decode()


@pytest.mark.parametrize("digest", ["SHA1", "SHA256"])
def test_a_genuine_notice_names_the_member_as_a_seller_is_stored(digest: str) -> None:
    notice = SignedNotice.read(BODY, header(BODY, digest=digest))
    notice.check(on_one_line(KEY))
    assert notice.header.kid == "key-1"
    assert notice.sellers(HASH_KEY) == {seller_id("wax_owl", HASH_KEY), seller_id("ma8vp1jySJC", HASH_KEY)}


def test_another_body_another_key_and_another_digest_are_refused() -> None:
    changed = SignedNotice.read(BODY.replace(b"wax_owl", b"wax_own"), header(BODY))
    with pytest.raises(BadNotice):
        changed.check(on_one_line(KEY))
    foreign = SignedNotice.read(BODY, header(BODY, ec.generate_private_key(ec.SECP256R1())))
    with pytest.raises(BadNotice):
        foreign.check(on_one_line(KEY))
    with pytest.raises(BadNotice):
        SignedNotice.read(BODY, header(BODY, digest="MD5")).check(on_one_line(KEY))


@pytest.mark.parametrize("broken", ["", "not base64!", base64.b64encode(b"no json").decode(), "e30="])
def test_a_header_that_cannot_be_read_is_refused(broken: str) -> None:
    with pytest.raises(BadNotice):
        SignedNotice.read(BODY, broken)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"notification": {"data": null}}'])
def test_a_body_that_names_nobody_is_refused(body: bytes) -> None:
    with pytest.raises(BadNotice):
        SignedNotice.read(body, header(body)).sellers(HASH_KEY)


def test_a_key_that_is_none_is_refused() -> None:
    with pytest.raises(BadNotice):
        SignedNotice.read(BODY, header(BODY)).check(KeyBody(key="-----BEGIN PUBLIC KEY-----xx-----END PUBLIC KEY-----"))
