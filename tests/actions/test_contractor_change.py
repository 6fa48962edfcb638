"""contractor.change: how a contractor is named and reached. What is issued keeps its words."""

from functools import partial
from typing import Any

import pytest

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Stale
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders.models import Order

from ..cast import NOW, Cast
from .books import changes as noted
from .books import entries
from .verb import Given, VerbTests, refused, untouched


def changes(**named: Any) -> ContractorChanges:
    return parsed(ContractorChanges, named)


def change(cast: Cast, who: str = "rita", version: int | None = None, **named: Any) -> Any:
    given = {"contractor_id": cast.contractor_id, "changes": changes(**named), "version": version}
    return change_contractor(by=cast.members[who], at=NOW, **given)


def contractor(cast: Cast) -> Contractor:
    with scope.reading(cast.company_id):
        found: Contractor = Contractor.objects.get(id=cast.contractor_id)
    return found


class TestChangeContractor(VerbTests):
    verb, who = "contractor.change", "rita"

    def given(self, cast: Cast) -> Given:
        return {"contractor_id": cast.contractor_id, "changes": changes(name="Cleo Marchetti")}

    def otherwise(self, given: Given) -> Given:
        return given | {"changes": changes(name="Cleo M.")}


@pytest.mark.parametrize("who", ["rita", "iris", "fay", "olga"])
def test_what_is_named_is_changed_and_the_rest_stays(cast: Cast, who: str) -> None:
    before = contractor(cast)
    answer = change(cast, who, email="Cleo@Example.org", country="AT", currency="USD", address="Gasse 3\r\n1010 Wien")
    assert answer == {"id": str(cast.contractor_id), "code": "CLEO2", "version": 2}
    now = contractor(cast)
    assert (now.email, now.country, now.currency, now.address) == (
        "cleo@example.org",
        "AT",
        "USD",
        "Gasse 3\n1010 Wien",
    )
    assert (now.name, now.code, now.member_id) == (before.name, before.code, before.member_id)


def test_an_address_is_taken_out(cast: Cast) -> None:
    change(cast, email="cleo@example.org")
    change(cast, email="")
    assert contractor(cast).email == ""


@pytest.mark.parametrize("named", [{}, {"name": "Cleo"}, {"email": "", "currency": "EUR"}])
def test_a_change_that_changes_nothing_is_refused(cast: Cast, named: dict[str, Any]) -> None:
    assert refused(cast, partial(change, cast, **named)) == ["unchanged"]


def test_two_changes_do_not_overwrite_each_other(cast: Cast) -> None:
    change(cast, name="Cleo Marchetti", version=1)
    untouched(cast, Stale, partial(change, cast, name="Cleo M.", version=1))
    assert contractor(cast).name == "Cleo Marchetti"


def test_what_is_issued_keeps_its_words_and_its_currency(cast: Cast) -> None:
    order_id = cast.issued()
    change(cast, name="Cleopatra", address="Elsewhere", currency="USD")
    with scope.reading(cast.company_id):
        order = Order.objects.get(id=order_id)
    assert '"name":"Cleo"' in order.document and "Elsewhere" not in order.document
    assert order.currency == "EUR"


def test_how_they_are_reached_is_personal_on_the_trail(cast: Cast) -> None:
    change(cast, name="Cleopatra", email="cleo@example.org", address="Gasse 3", currency="USD")
    [entry] = entries(cast.company_id, verb="contractor.change")
    [found] = noted(cast.company_id, entry_id=entry.id)
    assert set(found.personal) == {"name", "email", "address"}
    assert set(found.plain) == {"currency", "version"}


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "nobody"}, {"currency": "XXX"}, {"country": "GERMANY"}, {"code": "NEW"}]
)
def test_values_that_can_not_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        changes(**wrong)


def test_a_contractor_does_not_change_themselves(cast: Cast) -> None:
    assert refused(cast, partial(change, cast, "cleo", name="Cleopatra")) == ["not_permitted"]


def test_another_companys_is_not_there(cast: Cast) -> None:
    untouched(cast, NotFound, partial(change, cast, "mallory", name="Mine"))
