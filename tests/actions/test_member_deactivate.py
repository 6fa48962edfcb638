"""member.deactivate: the end of a membership; the record stays."""

from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.actions.members import deactivate_member
from counterfoil.foundation.companies.queries import member_of_key, system_member

from ..cast import NOW, Cast
from .verb import WHY, Given, VerbTests, refused


class TestDeactivate(VerbTests):
    verb, who = "member.deactivate", "olga"

    def given(self, cast: Cast) -> Given:
        return {"member_id": cast.rita.id, "reason": WHY}


def deactivate(cast: Cast, name: str) -> None:
    deactivate_member(by=cast.olga, at=NOW, member_id=cast.members[name].id, reason=WHY)


def test_whoever_has_left_may_do_nothing(cast: Cast) -> None:
    deactivate(cast, "rita")
    rita = cast.again("rita")
    assert (rita.state, rita.name, rita.may("order.create")) == ("gone", "Rita", False)


def test_their_keys_open_nothing_any_more(cast: Cast) -> None:
    values = KeyValues(name="Key", member_id=cast.edda.id, scopes=["*"])
    secret = create_key(by=cast.edda, at=NOW, values=values)["secret"]
    assert member_of_key(secret, NOW)
    deactivate(cast, "edda")
    assert member_of_key(secret, NOW) is None


def test_once(cast: Cast) -> None:
    deactivate(cast, "rita")
    assert refused(cast, lambda: deactivate(cast, "rita")) == ["member_gone"]


def test_the_last_owner_stays(cast: Cast) -> None:
    assert refused(cast, lambda: deactivate(cast, "olga")) == ["last_owner"]


def test_the_company_s_own_member_stays(cast: Cast) -> None:
    cast.members["system"] = system_member(cast.company_id)
    assert refused(cast, lambda: deactivate(cast, "system")) == ["system_member"]
