"""API keys: each acts as one member and never has more. Everybody makes their own, engineers and owners those of services."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from counterfoil.foundation.companies import queries
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key, revoke_key
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.values import Values, Why

from ..answering import Key, done, made, shown
from ..auth import member_of
from ..declaring import reads, writes
from ..paging import After, Limit, by_id
from ..shapes import KeyMade, KeyPage, Made

router = Router(tags=["keys"])


class Ending(Values):
    """Why the key ends."""

    reason: Why


@router.get("", **reads("key.list", KeyPage))
def listed(request: HttpRequest, after: After = None, limit: Limit = 50) -> HttpResponse:
    """The keys without their secrets: all of them for engineers and owners, else one's own."""
    member = member_of(request)
    with scope.reading(member.company_id):
        return shown(KeyPage.of(*by_id(queries.visible_keys(member), after, limit)))


@router.post("", **writes("key.create", KeyMade, status=201))
def create(request: HttpRequest, key: Key, body: KeyValues) -> HttpResponse:
    """Make a key. Its secret is in this answer and nowhere else: a replay of the request does not have it."""
    return made(request, key, create_key, values=body)


@router.post("/{key_id}/revocation", **writes("key.revoke", Made))
def revoke(request: HttpRequest, key_id: UUID, key: Key, body: Ending) -> HttpResponse:
    """End a key at once."""
    return done(request, key, revoke_key, key_id=key_id, reason=body.reason)
