"""What an order adds to its lines: discounts, markups and taxes picked from the company's lists, and adjustments."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.catalogues import COST_CENTRES, DISCOUNTS, PROJECTS, TAXES
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid, NotFound, Refused
from counterfoil.foundation.kernel.values import parsed
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.parties.models import Contractor
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.engagements.actions import EngagementValues, add_engagement
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import OrderLine, RevisionCharge, RevisionLine
from counterfoil.lifecycle.orders.values import OrderChanges, OrderValues

from ..cast import NOW, Cast, line
from ..catalogues import added, done
from .ordering import order_of, revision_of


def discount(cast: Cast, percent: str, **more: Any) -> UUID:
    return added(DISCOUNTS, cast, code=f"D{percent.replace('-', 'M')}", name=f"{percent} %", percent=percent, **more)


def tax(cast: Cast, percent: str, **more: Any) -> UUID:
    return added(TAXES, cast, code=f"T{percent}", name=f"Tax {percent}", percent=percent, **more)


def change(cast: Cast, order_id: UUID, **named: Any) -> dict[str, Any]:
    changes = OrderChanges.model_validate(named)
    return orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)


def charges_of(cast: Cast, order_id: UUID) -> list[tuple[str, int, str, str]]:
    with scope.reading(cast.company_id):
        rows = RevisionCharge.objects.filter(order_id=order_id).order_by("kind", "position")
        return [(one.kind, one.position, one.words, f"{one.amount:.2f}") for one in rows]


def sums_of(cast: Cast, order_id: UUID) -> list[str]:
    revision = revision_of(cast, order_id)
    names = ("subtotal", "net", "tax", "adjustments", "total", "base_total")
    return [f"{getattr(revision, name):.2f}" for name in names]


def full(cast: Cast, made: Callable[..., UUID], **more: Any) -> UUID:
    """An order with two discounts, two taxes and an adjustment: 1000.00 in dollars."""
    picked = {
        "currency": "USD",
        "rate": Decimal("1.25"),
        "discounts": [discount(cast, "-10"), discount(cast, "5")],
        "taxes": [tax(cast, "20"), tax(cast, "5")],
        "adjustments": [{"words": "Courier", "amount": "12.50"}],
    }
    return made(**picked | more)


@pytest.mark.req(145, 148, 149)
def test_what_is_picked_is_stored_row_by_row(cast: Cast) -> None:
    order_id = full(cast, cast.draft)
    assert charges_of(cast, order_id) == [
        ("adjustment", 1, "Courier", "12.50"),
        ("discount", 1, "-10 %", "-100.00"),
        ("discount", 2, "5 %", "50.00"),
        ("tax", 1, "Tax 20", "190.00"),
        ("tax", 2, "Tax 5", "47.50"),
    ]
    assert sums_of(cast, order_id) == ["1000.00", "950.00", "237.50", "12.50", "1200.00", "1500.00"]


@pytest.mark.req(145, 149)
@pytest.mark.parametrize("kind", ["discounts", "taxes"])
def test_a_third_is_refused(cast: Cast, kind: str) -> None:
    make = discount if kind == "discounts" else tax
    three = [make(cast, percent) for percent in ("1", "2", "3")]
    with pytest.raises(Refused) as refused:
        cast.draft(**{kind: three})
    assert [reason.key for reason in refused.value.reasons] == [f"too_many_{kind}"]
    order_id = cast.draft(**{kind: three[:2]})
    with pytest.raises(Refused):
        change(cast, order_id, **{kind: three})
    assert len(charges_of(cast, order_id)) == 2


@pytest.mark.req(148, 151)
def test_what_is_retired_or_not_valid_is_not_picked(cast: Cast) -> None:
    ended, early = discount(cast, "-1"), discount(cast, "-2", valid_from=date(2026, 3, 3))
    late = tax(cast, "7", valid_through=date(2026, 3, 1))
    done(DISCOUNTS, "retire", cast, ended)
    with pytest.raises(Refused) as refused:
        cast.draft(discounts=[ended, early], taxes=[late])
    assert [reason.key for reason in refused.value.reasons] == ["retired", "not_valid_yet", "no_longer_valid"]
    with pytest.raises(Refused, match="once"):
        cast.draft(taxes=[tax(cast, "8"), tax_of(cast, "T8")])


def tax_of(cast: Cast, code: str) -> UUID:
    with scope.reading(cast.company_id):
        return UUID(str(TAXES.model.objects.get(code=code).id))


def test_what_was_retired_meanwhile_stays_on_the_draft(cast: Cast) -> None:
    kept = discount(cast, "-10")
    order_id = cast.draft(discounts=[kept])
    done(DISCOUNTS, "retire", cast, kept)
    change(cast, order_id, discounts=[kept], title="Autumn catalogue")
    assert charges_of(cast, order_id) == [("discount", 1, "-10 %", "-100.00")]


def test_what_is_another_company_s_is_not_there(cast: Cast) -> None:
    with pytest.raises(NotFound):
        cast.draft(discounts=[cast.contractor_id])
    with pytest.raises(NotFound):
        cast.draft(lines=[line(cost_centre_id=cast.contractor_id)])


def test_lines_keep_their_charges_and_charges_their_lines(cast: Cast) -> None:
    order_id = full(cast, cast.draft)
    change(cast, order_id, lines=[line(1, "500.00"), line(1, "0.01")])
    assert sums_of(cast, order_id)[:2] == ["500.01", "475.01"]
    change(cast, order_id, discounts=[], adjustments=[{"words": "Rebate", "amount": "-1"}])
    assert sums_of(cast, order_id) == ["500.01", "500.01", "125.00", "-1.00", "624.01", "780.01"]
    change(cast, order_id, currency="JPY", rate="0.5")
    assert sums_of(cast, order_id) == ["500.00", "500.00", "125.00", "-1.00", "624.00", "312.00"]


@pytest.mark.req(105, 143)
def test_a_line_says_more_than_its_price(cast: Cast) -> None:
    project = added(PROJECTS, cast, code="P1", reference="X")
    said = {"discount": "-50", "tax_exempt": True, "heading": "Part one", "details": "In two colours", "job": "J-7"}
    order_id = cast.draft(lines=[line(1, "10.00", project_id=project, **said), line(1, "10.00")])
    with scope.reading(cast.company_id):
        first = RevisionLine.objects.select_related("line").filter(order_id=order_id).order_by("line__position").first()
    assert first is not None
    assert (first.amount, first.tax_exempt, first.heading, first.details) == (5, True, "Part one", "In two colours")
    assert (first.line.job, first.project_id) == ("J-7", project)


def test_every_line_shows_its_net(cast: Cast) -> None:
    order_id = cast.draft(
        discounts=[discount(cast, "-10")], lines=[line(1, "33.33"), line(1, "33.33"), line(1, "33.35")]
    )
    with scope.reading(cast.company_id):
        nets = [f"{one.net:.2f}" for one in RevisionLine.objects.filter(order_id=order_id).order_by("line__position")]
    assert nets == ["30.00", "30.00", "30.01"]
    assert sums_of(cast, order_id)[1] == "90.01"


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"lines": [line(discount="-100.0001")]}, "lines.0.discount"),
        ({"lines": [line(discount="0.00001")]}, "lines.0.discount"),
        ({"adjustments": [{"words": "", "amount": "1"}]}, "adjustments.0.words"),
        ({"adjustments": [{"words": "x", "amount": "1"}] * 6}, "adjustments"),
    ],
)
def test_values_that_can_not_be(cast: Cast, value: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        parsed(OrderValues, cast.values().model_dump() | value)
    assert list(invalid.value.fields) == [field]


@pytest.mark.parametrize("percent", ["-100.0001", "0.00001"])
def test_a_discount_of_more_than_all_is_not_added(cast: Cast, percent: str) -> None:
    with pytest.raises((Invalid, ValueError)):
        discount(cast, percent)


# -- jobs of a project tool ---------------------------------------------------------------------------------------------


@pytest.mark.req(143)
def test_one_live_order_line_alone_names_a_job(cast: Cast) -> None:
    first = cast.draft(lines=[line(job="J-7")])
    for lines in ([line(job="J-7")], [line(job="J-8"), line(job="J-8")]):
        with pytest.raises(Refused) as refused:
            cast.draft(lines=lines)
        assert [reason.key for reason in refused.value.reasons] == ["job_taken"]
    change(cast, first, lines=[line(job="J-7"), line(job="J-9")])
    orders.cancel(by=cast.rita, at=NOW, order_id=first, reason="Ordered elsewhere", replace=True)
    with scope.reading(cast.company_id):
        named = OrderLine.objects.filter(job="J-7").order_by("job_ended").values_list("job_ended", flat=True)
        assert list(named) == [0, 1]


# -- what is remembered ----------------------------------------------------------------------------------------------------


def another_contractor(cast: Cast) -> tuple[UUID, UUID]:
    values = ContractorValues.model_validate({"code": "DORA", "name": "Dora", "currency": "EUR"})
    dora = add_contractor(by=cast.olga, at=NOW, values=values)["id"]
    said = EngagementValues.model_validate({"contractor_id": dora, "title": "Proofs", "team_id": cast.team_id})
    return UUID(dora), UUID(add_engagement(by=cast.olga, at=NOW, values=said)["id"])


@pytest.mark.req(152, 153)
def test_what_was_submitted_last_is_what_the_next_one_begins_with(cast: Cast) -> None:
    ten, twenty, five = discount(cast, "-10"), tax(cast, "20"), tax(cast, "5")
    cast.draft(discounts=[ten], taxes=[five])
    assert charges_of(cast, cast.draft()) == [], "a draft is remembered only once it is submitted"
    cast.pending(discounts=[ten], taxes=[twenty])
    next_one = cast.draft()
    assert [(kind, words) for kind, _n, words, _a in charges_of(cast, next_one)] == [
        ("discount", "-10 %"),
        ("tax", "Tax 20"),
    ]
    cast.pending(discounts=[], taxes=[five, twenty])
    assert [words for _k, _n, words, _a in charges_of(cast, cast.draft())] == ["Tax 5", "Tax 20"]
    assert charges_of(cast, cast.draft(taxes=[])) == []
    done(TAXES, "retire", cast, five)
    assert [words for _k, _n, words, _a in charges_of(cast, cast.draft())] == ["Tax 20"]


@pytest.mark.req(152)
def test_another_contractor_brings_their_own(cast: Cast) -> None:
    dora, proofs = another_contractor(cast)
    cast.pending(discounts=[discount(cast, "-10")], taxes=[tax(cast, "20")])
    order_id = cast.draft()
    answer = change(cast, order_id, contractor_id=dora, engagement_id=proofs)
    assert answer["read_anew"] == {"discounts": [], "taxes": []}
    assert charges_of(cast, order_id) == []
    assert sums_of(cast, order_id)[0] == "1000.00", "the lines stay"
    kept = [tax_of(cast, "T20")]
    back = change(cast, order_id, contractor_id=cast.contractor_id, engagement_id=cast.engagement_id, taxes=kept)
    assert list(back["read_anew"]) == ["discounts"]
    with scope.reading(cast.company_id):
        assert Contractor.objects.get(id=dora).first_tax_id is None


# -- the line goes on ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"adjustments": [{"words": "Rebate", "amount": "-1000"}]}, "no_amount"),
        ({"discounts": ["-100"]}, "no_amount"),
        ({"discounts": ["-100", "-1"], "adjustments": [{"words": "Fee", "amount": "50"}]}, "net_below_zero"),
    ],
)
def test_an_order_of_nothing_is_not_submitted(cast: Cast, more: dict[str, Any], key: str) -> None:
    picked = {name: [discount(cast, one) for one in ids] for name, ids in more.items() if name == "discounts"}
    order_id = cast.draft(**more | picked)
    with pytest.raises(Refused) as refused:
        orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    assert [reason.key for reason in refused.value.reasons] == [key]


def test_what_is_issued_is_limited_to_its_net_and_adjustments(cast: Cast) -> None:
    order_id = full(cast, cast.issued)
    order = order_of(cast, order_id)
    assert f"{order.limit_amount:.2f}" == "962.50"
    with scope.reading(cast.company_id):
        assert f"{OrderLine.objects.get(order_id=order_id).limit_amount:.2f}" == "950.00"
    assert '"taxes":[{"amount":"190.00","percent":"20","words":"Tax 20"}' in order.document
    assert verify(cast.company_id).findings == []


# -- what a company sets ---------------------------------------------------------------------------------------------------


def set_company(cast: Cast, **named: Any) -> None:
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges.model_validate(named))
    for name in ("rita", "amir"):
        cast.again(name)


def test_sequential_discounts_are_fixed_with_the_first_order(cast: Cast) -> None:
    set_company(cast, sequential_discounts=True)
    assert sums_of(cast, full(cast, cast.draft))[1] == "945.00"
    with pytest.raises(Refused) as refused:
        set_company(cast, sequential_discounts=False)
    assert [reason.key for reason in refused.value.reasons] == ["discounts_fixed"]
    set_company(cast, sequential_discounts=True, own_keys=False)


@pytest.mark.req(105)
def test_a_line_names_what_the_company_asks_for(cast: Cast) -> None:
    set_company(cast, coding_required=["cost_centre", "project"])
    project = added(PROJECTS, cast, code="P1")
    order_id = cast.draft(lines=[line(project_id=project), line(project_id=project)])
    with pytest.raises(Refused, match="a cost centre on every line"):
        orders.submit(by=cast.rita, at=NOW, order_id=order_id)
    centre = added(COST_CENTRES, cast)
    change(cast, order_id, lines=[line(project_id=project, cost_centre_id=centre)])
    orders.submit(by=cast.rita, at=NOW, order_id=order_id)
