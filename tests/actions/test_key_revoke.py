"""key.revoke: the end of a key, at once."""

from functools import partial
from uuid import UUID

from counterfoil.foundation.companies.actions.keys import create_key, revoke_key
from counterfoil.foundation.companies.queries import member_of_key

from ..cast import NOW, Cast
from .test_key_create import values
from .verb import WHY, Given, VerbTests, refused


class TestRevokeKey(VerbTests):
    verb, who = "key.revoke", "edda"

    def given(self, cast: Cast) -> Given:
        made = create_key(by=cast.edda, at=NOW, values=values(cast))
        return {"key_id": UUID(made["id"]), "reason": WHY}


def test_works_at_once_and_only_once(cast: Cast) -> None:
    made = create_key(by=cast.edda, at=NOW, values=values(cast))
    call = partial(revoke_key, by=cast.edda, at=NOW, key_id=UUID(made["id"]), reason=WHY)
    assert member_of_key(made["secret"], NOW)
    call()
    assert member_of_key(made["secret"], NOW) is None
    assert refused(cast, call) == ["key_revoked"]
