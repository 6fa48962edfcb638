"""Who asks: a key in the Authorization header acts as its member, and never has more."""

from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from counterfoil.foundation.companies.models import Member

from .limiting import asking

LONGEST = 200


class ApiKey(HttpBearer):
    """`Authorization: Bearer <key>`. What can't be a key is not looked up."""

    def authenticate(self, request: HttpRequest, token: str) -> Member | None:
        """The member of the key, or None, which is answered with 401."""
        if len(token) > LONGEST or not token.isascii() or not token.isprintable():
            return None
        return asking(request, token, timezone.now())


def member_of(request: HttpRequest) -> Member:
    """The member that the request's key acts for."""
    return cast(Member, request.auth)  # type: ignore[attr-defined]
