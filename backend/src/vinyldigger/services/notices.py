"""What a marketplace tells us by itself: that a member's account was deleted."""

from __future__ import annotations

import hashlib

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.errors import BadRequest, NotFound
from vinyldigger.core.security import decrypt
from vinyldigger.marketplaces.contract import BadNotice, Capability, MarketplaceError
from vinyldigger.marketplaces.contract import NotFound as NotThere
from vinyldigger.models.environments import Environment
from vinyldigger.services import access
from vinyldigger.services.access import app_owner, markets
from vinyldigger.services.repositories import audit, purging
from vinyldigger.services.repositories import installation as rows

SAMPLE_VERIFICATION_TOKEN = "sandbox-verification-token-for-deletion-notices"  # noqa: S105 - the sandbox's, public


def notice_url(marketplace: str) -> str:
    """The address that the marketplace is told to send its notices to."""
    return f"{get_settings().public_url}/api/v1/webhooks/{marketplace}/account-deletion"


async def challenge_response(marketplace: str, challenge: str) -> str:
    """Proof that the address is ours: SHA-256 over challenge, verification token and address, in hexadecimal.

    Source: eBay developer guide *Marketplace user account deletion/closure*, step "validate your endpoint".
    """
    token = await _verification_token(marketplace)
    proof = hashlib.sha256(challenge.encode())
    proof.update(token.encode())
    proof.update(notice_url(marketplace).encode())
    return proof.hexdigest()


async def _verification_token(marketplace: str) -> str:
    async with read_session() as session:
        if await rows.environment(session) is Environment.SAMPLE:
            return SAMPLE_VERIFICATION_TOKEN
        config = await rows.app_config(session, marketplace)
    token = config.options.get("verification_token_encrypted") if config else None
    if token is None:
        raise NotFound("No verification token is set", "verification_token_missing", marketplace=marketplace)
    return decrypt(str(token), app_owner(marketplace))


async def delete_members_data(marketplace: str, body: bytes, signature: str) -> None:
    """Carry out an account-deletion notice. One that came before finds nothing to do.

    Raises BadRequest unless the marketplace itself signed it.
    """
    opened = await markets()
    market = opened.get(marketplace)
    if Capability.DELETION_NOTICES not in market.capabilities:
        raise NotFound()
    try:
        sellers = await market.deleted_sellers(body, signature)
    except (BadNotice, NotThere) as error:
        raise BadRequest("The notice is not genuine", "notice_not_genuine") from error
    except MarketplaceError as error:
        raise access.refusal(error) from error
    async with unit_of_work() as session:
        gone = await purging.forget_sellers(session, opened.environment, marketplace, sellers)
        if gone:
            await audit.note(
                session, "seller.forgotten", user_id=None, subject=("marketplace", marketplace), count=gone
            )
