"""The one-time address at which a server's first company is made: whoever starts the server has it, and nobody else."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from counterfoil.foundation.kernel.ids import new_id

from .queries import all_companies


@dataclass(frozen=True)
class FirstAddress:
    """One address, good for one company: its ids are dealt with it, so that the database has room for no second one.

    Of the secret in it only the SHA-256 is told to the processes that serve. A server that is started anew has another one.
    """

    digest: str
    company_id: UUID
    owner_id: UUID

    @classmethod
    def made(cls) -> tuple[str, Self]:
        """A new address, and the secret that opens it."""
        secret = secrets.token_urlsafe(32)
        return secret, cls(_digest(secret), new_id(), new_id())

    @classmethod
    def told(cls, text: str) -> Self | None:
        """What `str` of it said; nothing where nothing was said."""
        if not text:
            return None
        digest, company, owner = text.split(":")
        return cls(digest, UUID(company), UUID(owner))

    def __str__(self) -> str:
        return f"{self.digest}:{self.company_id}:{self.owner_id}"

    def opened_by(self, secret: str) -> bool:
        """Whether this is its secret."""
        return hmac.compare_digest(self.digest, _digest(secret))

    @property
    def used(self) -> bool:
        """Whether its company is there."""
        return self.company_id in {company_id for company_id, _slug, _sealed in all_companies()}


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
