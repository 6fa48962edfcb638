"""key.create: a key acts as one member and never has more than that member."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.actions.keys import KeyValues, create_key
from counterfoil.foundation.companies.models import ApiKey
from counterfoil.foundation.companies.queries import member_of_key, system_member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import NotFound, Refused
from counterfoil.lifecycle.orders import actions as orders

from ..cast import NOW, Cast
from .books import entries
from .verb import Given, VerbTests, refused, untouched


def values(cast: Cast, owner: str = "edda", **more: Any) -> KeyValues:
    given = {"name": "Sync", "member_id": cast.members[owner].id, "scopes": ["order.create"]}
    return KeyValues.model_validate(given | more)


class TestCreateKey(VerbTests):
    verb, who, wrong = "key.create", "edda", "system"
    """Every person makes keys: only the company's own member does not."""

    def given(self, cast: Cast) -> Given:
        cast.members["system"] = system_member(cast.company_id)
        return {"values": values(cast)}

    def otherwise(self, given: Given) -> Given:
        return {"values": given["values"].model_copy(update={"name": "Other"})}


def make(cast: Cast, by: str = "rita", owner: str = "", **more: Any) -> str:
    return str(create_key(by=cast.members[by], at=NOW, values=values(cast, owner or by, **more))["secret"])


def test_the_secret_is_given_once_and_kept_nowhere(cast: Cast) -> None:
    secret = make(cast)
    prefix, _, rest = secret.partition(".")
    with scope.reading(cast.company_id):
        key = ApiKey.objects.get()
    assert key.prefix == prefix
    assert rest not in str(vars(key))
    assert rest not in str([vars(entry) for entry in entries(cast.company_id, verb="key.create")])


def test_it_acts_as_its_member_and_says_so_on_the_trail(cast: Cast) -> None:
    member = member_of_key(make(cast), NOW)
    assert member
    orders.create(by=member, at=NOW, values=cast.values())
    entry = entries(cast.company_id, verb="order.create")[0]
    assert (entry.member_id, entry.api_key_id) == (cast.rita.id, member.api_key_id)


@pytest.mark.parametrize(
    ("scopes", "may_create", "may_submit"),
    [
        (["order.create", "order.submit"], True, True),
        (["order.create"], True, False),
        ([], False, False),
        (["layout.set"], False, False),
    ],
)
def test_it_carries_its_scopes_and_never_more_than_its_member(
    cast: Cast, scopes: list[str], may_create: bool, may_submit: bool
) -> None:
    member = member_of_key(make(cast, scopes=scopes), NOW)
    assert member
    assert (member.may("order.create"), member.may("order.submit")) == (may_create, may_submit)
    assert not member.may("order.issue")


def test_beyond_its_scope_it_is_refused_for_good(cast: Cast) -> None:
    member = member_of_key(make(cast, scopes=[]), NOW)
    assert member
    with pytest.raises(Refused) as caught:
        orders.create(by=member, at=NOW, values=cast.values())
    assert caught.value.never


def test_a_wrong_or_expired_secret_opens_nothing(cast: Cast) -> None:
    secret = make(cast, expires_at=NOW + timedelta(days=1))
    assert member_of_key(secret, NOW + timedelta(hours=23))
    assert member_of_key(secret, NOW + timedelta(days=1)) is None
    assert member_of_key(secret + "x", NOW) is None
    assert member_of_key("cf_unknown.secret", NOW) is None
    assert member_of_key("", NOW) is None


def test_a_verb_that_is_none(cast: Cast) -> None:
    assert refused(cast, lambda: make(cast, scopes=["order.steal"])) == ["unknown_scope"]


def test_an_expiry_in_the_past(cast: Cast) -> None:
    assert refused(cast, lambda: make(cast, expires_at=NOW)) == ["expires_in_past"]


@pytest.mark.parametrize("who", ["edda", "olga", "fay"])
def test_nobody_makes_one_for_another_person(cast: Cast, who: str) -> None:
    assert refused(cast, lambda: make(cast, by=who, owner="rita")) == ["key_for_other"]


@pytest.mark.parametrize("who", ["amir", "otto", "cleo", "olga"])
def test_everybody_makes_one_for_themselves_where_the_company_allows_it(cast: Cast, who: str) -> None:
    member = member_of_key(make(cast, by=who, scopes=["*"]), NOW)
    assert member and member.id == cast.members[who].id
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(own_keys=False))
    cast.again(who)
    assert refused(cast, lambda: make(cast, by=who)) == ["own_keys_off"]


def test_the_trail_and_the_key_know_who_made_it_and_with_which_key(cast: Cast) -> None:
    first = member_of_key(make(cast, by="edda", scopes=["*"]), NOW)
    assert first
    made = create_key(by=first, at=NOW, values=values(cast, "edda"))
    with scope.reading(cast.company_id):
        key = ApiKey.objects.get(id=made["id"])
    assert (key.made_by_id, key.made_with_id, key.made_at) == (cast.edda.id, first.api_key_id, NOW)


def test_none_for_the_company_s_own_member(cast: Cast) -> None:
    cast.members["system"] = system_member(cast.company_id)
    assert refused(cast, lambda: make(cast, owner="system")) == ["member_not_active", "key_for_other"]


def test_a_member_of_another_company(cast: Cast) -> None:
    untouched(cast, NotFound, lambda: make(cast, owner="mallory"))


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": ["a\x00"]}, {"scopes": "*"}, {"expires_at": "soon"}])
def test_values_that_can_not_be(cast: Cast, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        values(cast, **wrong)
