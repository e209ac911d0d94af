"""Answers to marketplaces, in their own spelling."""

from __future__ import annotations

from vinyldigger.api.v1.schemas.values import Out


class ChallengeOut(Out):
    """Proof that the address is ours, named as eBay wants it."""

    challengeResponse: str  # noqa: N815 - eBay's spelling
