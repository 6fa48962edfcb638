"""key.revoke: the end of a key, at once."""

from functools import partial
from uuid import UUID

from counterfoil.foundation.companies.actions.keys import create_key, revoke_key
from counterfoil.foundation.companies.queries import member_of_key, system_member

from ..cast import NOW, Cast
from .test_key_create import values
from .verb import WHY, Given, VerbTests, refused


class TestRevokeKey(VerbTests):
    verb, who, wrong = "key.revoke", "edda", "system"

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        made = create_key(by=cast.edda, at=NOW, values=values(cast))
        return {"key_id": UUID(made["id"]), "reason": WHY}


def test_works_at_once_and_only_once(cast: Cast) -> None:
    made = create_key(by=cast.edda, at=NOW, values=values(cast))
    call = partial(revoke_key, by=cast.edda, at=NOW, key_id=UUID(made["id"]), reason=WHY)
    assert member_of_key(made["secret"], NOW)
    call()
    assert member_of_key(made["secret"], NOW) is None
    assert refused(cast, call) == ["key_revoked"]


def test_nobody_revokes_an_owners_key_but_an_owner(cast: Cast) -> None:
    made = create_key(by=cast.olga, at=NOW, values=values(cast, "olga"))
    call = partial(revoke_key, at=NOW, key_id=UUID(made["id"]), reason=WHY)
    assert refused(cast, partial(call, by=cast.edda)) == ["owners_key"]
    assert refused(cast, partial(call, by=cast.fay)) == ["not_your_key"]
    call(by=cast.olga)
    assert member_of_key(made["secret"], NOW) is None
