"""terms.set: by which payment terms orders are drafted. Contractor and order say otherwise, and what stands keeps its own."""

import json
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.set_terms import set_terms
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import (
    ContractorChanges,
    ContractorValues,
    add_contractor,
    change_contractor,
)
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.exporting import order_file
from counterfoil.lifecycle.orders.printing import issued
from counterfoil.lifecycle.orders.values import OrderChanges

from ..cast import NOW, Cast
from .ordering import order_of
from .verb import Given, VerbTests, untouched


class TestSetTerms(VerbTests):
    verb, who, stranger_finds_nothing = "terms.set", "fay", False

    def given(self, cast: Cast) -> Given:
        return {"payment_terms": "45 days"}

    def otherwise(self, given: Given) -> Given:
        return {"payment_terms": "60 days"}


def company_terms(cast: Cast) -> str:
    with scope.reading(cast.company_id):
        found: str = Company.objects.get(id=cast.company_id).payment_terms
    return found


def agree(cast: Cast, terms: str) -> None:
    changes = parsed(ContractorChanges, {"payment_terms": terms})
    change_contractor(by=cast.rita, at=NOW, contractor_id=cast.contractor_id, changes=changes)


def change(cast: Cast, order_id: UUID, **named: Any) -> dict[str, Any]:
    changes = OrderChanges.model_validate(named)
    return orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)


def terms_of(cast: Cast, order_id: UUID) -> str:
    found: str = order_of(cast, order_id).payment_terms
    return found


@pytest.mark.req(127)
def test_a_company_begins_with_thirty_days_from_the_invoice(cast: Cast) -> None:
    assert company_terms(cast) == "30 days"
    assert terms_of(cast, cast.draft()) == "30 days"


@pytest.mark.req(127, 136)
def test_an_order_takes_over_what_holds_when_it_is_drafted(cast: Cast) -> None:
    before = cast.draft()
    set_terms(by=cast.olga, at=NOW, payment_terms="45 from sending")
    assert company_terms(cast) == "45 days from sent"
    cast.again("rita")
    of_company = cast.draft()
    agree(cast, "end of month + 15")
    of_contractor = cast.draft()
    own = cast.draft(payment_terms="50%: 30, 50%: 60")
    set_terms(by=cast.olga, at=NOW, payment_terms="unknown")
    agree(cast, "")
    assert [terms_of(cast, one) for one in (before, of_company, of_contractor, own)] == [
        "30 days",
        "45 days from sent",
        "end of month + 15 days",
        "50%: 30 days, 50%: 60 days",
    ]


@pytest.mark.req(127)
def test_a_draft_changes_its_own_and_reads_anew_what_is_emptied(cast: Cast) -> None:
    order_id = cast.draft()
    change(cast, order_id, payment_terms="day 15")
    change(cast, order_id, title="Another title")
    assert terms_of(cast, order_id) == "day 15"
    answer = change(cast, order_id, payment_terms="")
    assert (terms_of(cast, order_id), answer["read_anew"]) == ("30 days", {"payment_terms": "30 days"})


@pytest.mark.req(127)
def test_another_contractor_brings_their_own(cast: Cast) -> None:
    order_id = cast.draft()
    values = ContractorValues(code="DORA", name="Dora", currency="EUR", payment_terms="14")
    dora = UUID(add_contractor(by=cast.rita, at=NOW, values=values)["id"])
    given = EngagementValues(contractor_id=dora, title="Other work", team_id=cast.team_id)
    engagement = add_engagement(by=cast.rita, at=NOW, values=given)["id"]
    answer = change(cast, order_id, contractor_id=str(dora), engagement_id=engagement)
    assert (terms_of(cast, order_id), answer["read_anew"]) == ("14 days", {"payment_terms": "14 days"})
    change(
        cast, order_id, contractor_id=str(cast.contractor_id), engagement_id=str(cast.engagement_id), payment_terms="7"
    )
    assert terms_of(cast, order_id) == "7 days"


@pytest.mark.req(127)
@pytest.mark.parametrize("terms", ["soon", "day 32", "50%: 30 days, 50%: 30 days", "60%: 30 days, 30%: 60 days"])
def test_what_can_be_no_terms_changes_nothing(cast: Cast, terms: str) -> None:
    untouched(cast, Invalid, lambda: set_terms(by=cast.olga, at=NOW, payment_terms=terms))


@pytest.mark.req(127, 136)
def test_what_is_issued_says_its_terms_on_paper_and_in_its_file(cast: Cast) -> None:
    agree(cast, "30 days from sent")
    order = order_of(cast, cast.issued())
    agree(cast, "90 days")
    with scope.reading(cast.company_id):
        company = Company.objects.get(id=cast.company_id)
        page, file = issued(order, company), order_file(order, company).decode()
    assert json.loads(order.document)["payment_terms"] == "30 days from sent"
    words = "Payable within 30 days of the day on which the order was sent"
    assert words in [one.value for one in page.facts]
    assert f"<cbc:Note>{words}</cbc:Note>" in file


@pytest.mark.req(127)
@pytest.mark.django_db(transaction=True)
def test_the_books_agree_with_terms_that_were_changed(cast: Cast) -> None:
    set_terms(by=cast.olga, at=NOW, payment_terms="45 days")
    agree(cast, "60 days")
    cast.again("rita")
    order_id = cast.draft()
    change(cast, order_id, payment_terms="7 days")
    report = verify(cast.company_id)
    assert report.findings == []
