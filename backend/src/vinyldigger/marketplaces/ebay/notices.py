"""eBay's signed notices that a member's account was deleted (developer guide *Marketplace account deletion*)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from pydantic import TypeAdapter, ValidationError

from vinyldigger.marketplaces.contract import BadNotice
from vinyldigger.marketplaces.ebay.mapping import MARKETPLACE, seller_id
from vinyldigger.marketplaces.ebay.wire import CamelWire
from vinyldigger.marketplaces.wire_types import Text, Wire

_BEGIN, _END = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
_DIGESTS: dict[str, type[hashes.HashAlgorithm]] = {"SHA1": hashes.SHA1, "SHA256": hashes.SHA256}


class SignatureHeader(Wire):
    """``x-ebay-signature``, decoded: which key signed, and the signature in base64."""

    kid: str
    signature: str
    digest: str = "SHA1"


class KeyBody(Wire):
    """The public key that a notice is checked with, its armour and content on one line."""

    key: str


class _Member(CamelWire):
    username: Text = ""
    user_id: Text = ""


class _Notification(CamelWire):
    data: _Member


class _Notice(CamelWire):
    notification: _Notification


@dataclass(frozen=True, slots=True)
class SignedNotice:
    """A notice with its signature, not yet checked."""

    body: bytes
    header: SignatureHeader

    @classmethod
    def read(cls, body: bytes, header: str) -> SignedNotice:
        """The two parts as they came. Raises BadNotice."""
        try:
            plain = base64.b64decode(header, validate=True)
            return cls(body, SignatureHeader.model_validate_json(plain))
        except (binascii.Error, ValidationError) as error:
            raise BadNotice(MARKETPLACE, "the signature header cannot be read") from error

    def check(self, key: KeyBody) -> None:
        """Raises BadNotice unless this key signed exactly this body."""
        content = key.key.replace(_BEGIN, "").replace(_END, "").strip()
        digest = _DIGESTS.get(self.header.digest.upper())
        try:
            public: Any = load_pem_public_key(f"{_BEGIN}\n{content}\n{_END}\n".encode())
            if digest is None or not isinstance(public, ec.EllipticCurvePublicKey):
                raise BadNotice(MARKETPLACE, "signed in a way that is not known")
            public.verify(base64.b64decode(self.header.signature), self.body, ec.ECDSA(digest()))
        except (InvalidSignature, ValueError) as error:
            raise BadNotice(MARKETPLACE, "the signature is wrong") from error

    def sellers(self, hash_key: bytes) -> frozenset[str]:
        """Under which ids the deleted member may be stored as a seller."""
        try:
            member = TypeAdapter(_Notice).validate_json(self.body).notification.data
        except ValidationError as error:
            raise BadNotice(MARKETPLACE, "the notice cannot be read") from error
        return frozenset(seller_id(name, hash_key) for name in (member.username, member.user_id) if name)
