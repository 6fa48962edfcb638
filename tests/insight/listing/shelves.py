"""Orders, invoices and payments of every kind to list, and what is asked of each list."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue import actions as catalogue
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.kit import Catalogue
from counterfoil.foundation.catalogue.rates import EuroRate, RateValues
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import hold_contractor
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.insight.listing.catalogues import LISTINGS
from counterfoil.insight.listing.invoices import Invoices
from counterfoil.insight.listing.lines import lines
from counterfoil.insight.listing.listing import AnyListing, narrowed, sorting
from counterfoil.insight.listing.orders import Orders
from counterfoil.insight.listing.payments import Payments
from counterfoil.insight.listing.rates import Rates
from counterfoil.insight.listing.reader import Reader
from counterfoil.lifecycle.engagements.models import Engagement, Requisition
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.invoices.states import UNFINISHED
from counterfoil.lifecycle.matching import actions as matching
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.payments import actions as payments
from counterfoil.lifecycle.payments.models import Allocation

from ...actions import billing
from ...cast import NOW, Cast, line
from ...catalogues import added, done, fitting
from . import claim_shelves, hiring_shelves, people_shelves, shared_shelves

_SHELVES = (*claim_shelves.LISTS, *people_shelves.LISTS, *hiring_shelves.LISTS, *shared_shelves.LISTS)
LISTS = (Orders, Invoices, Payments, Rates, *_SHELVES, *LISTINGS.values())
Asked = dict[str, Any]


def fill(cast: Cast) -> None:
    """Some of each, in two currencies, of two contractors."""
    other = _other(cast)
    cast.draft(title="=SUM(A1:A9)")
    cast.pending(title="-1 and more", currency="USD", rate="0.9", lines=[line(unit_price="12.34")])
    cast.issued(title="@here", **other)
    first = cast.issued()
    for order_id, after in ((first, 2), (cast.issued(title="Posted"), 0)):
        day, at = (NOW + timedelta(days=after)).date(), NOW + timedelta(days=3)
        orders.note_sent(by=cast.iris, at=at, order_id=order_id, sent_on=day, sent_how="post")
    orders.hold(by=cast.petra, at=NOW, order_id=first, values=HoldValues(scope="payment", reason="Bank details"))
    billing.accepted(cast, first)
    billing.received(cast, first, number="R-HELD", quantity=4)
    billing.disputed(cast, number="R-DISPUTED")
    billing.received(cast, None, number="=1+1", total=Decimal("77.70"), issued_on=date(2026, 1, 5))
    billing.received(cast, None, number="X-USD", currency="USD", total=Decimal("20.05"), quoted="+PO")
    void = billing.received(cast, None, number="X-VOID", total=Decimal("31"))["id"]
    matching.void(by=cast.petra, at=NOW, invoice_id=UUID(void), reason="Sent twice")
    part = billing.matched(cast, number="R-PART", quantity=8)
    payments.release(by=cast.fay, at=NOW, invoice_id=part, amount=Decimal("333.33"), purpose="Part of 333.33")
    billing.settled(cast, billing.matched(cast, number="R-PAID", quantity=7))
    billing.received(cast, None, kind="credit", number="G-1", credits="R-PAID", quantity=2)
    going = billing.initiated(cast, billing.matched(cast, number="R-GOING", quantity=6), reference="SEPA 4%71")
    payments.fail(by=cast.fay, at=NOW, payment_id=going, reason="The account was closed")
    billing.received(cast, None, number="O-1", total=Decimal("9.90"), contractor_id=other["contractor_id"])
    values = HoldValues(scope="everything", reason="Asked the registry", last_day=(NOW + timedelta(days=10)).date())
    hold_contractor(by=cast.fay, at=NOW, contractor_id=other["contractor_id"], values=values)
    for one in CATALOGUES:
        _fill_catalogue(cast, one)
    _fill_rates(cast)


def _fill_catalogue(cast: Cast, one: Catalogue) -> None:
    """Rows with and without days, today among them or not, one of them retired, two of one name."""
    today, day = NOW.date(), timedelta(1)
    added(one, cast, code="A", **fitting(one, cast))
    added(one, cast, code="B", valid_from=today)
    added(one, cast, code="C", name="=1+1", valid_through=today)
    added(one, cast, code="D", name="Advertising", valid_from=today + day)
    added(one, cast, code="E", valid_from=today - day * 9, valid_through=today - day)
    done(one, "retire", cast, added(one, cast, code="F", name="Sales"))


def _fill_rates(cast: Cast) -> None:
    """Typed ones and the bank's, of two currencies and three days."""
    today, day = NOW.date(), timedelta(1)
    for currency, on in (("USD", today), ("USD", today - day), ("JPY", today)):
        values = RateValues(currency=currency, day=on, rate=Decimal("0.9"))
        catalogue.set_rate(by=cast.fay, at=NOW, values=values)
    bank = [EuroRate(day=today - day * 2, currency=code, per_euro=Decimal("1.25")) for code in ("USD", "CHF")]
    catalogue.load_rates(by=cast.fay, at=NOW, published=bank)


def _other(cast: Cast) -> Asked:
    """The company's other contractor, who has no sign-in, with their engagement."""
    with scope.reading(cast.company_id):
        found = Engagement.objects.exclude(contractor_id=cast.contractor_id).get()
    return {"contractor_id": found.contractor_id, "engagement_id": found.id}


def questions(cast: Cast) -> dict[AnyListing, list[tuple[Asked, Callable[[Any], bool]]]]:
    """What each list can be asked, every name of it at least once, and whether a row is among what is asked."""
    contractor, engagement = cast.contractor_id, cast.engagement_id
    money = Decimal("500")
    today, sent = NOW.date(), NOW.date() + timedelta(days=1)
    with scope.reading(cast.company_id):
        wanted = Requisition.objects.order_by("id").values_list("id", flat=True)[0]
        bills = list(Invoice.objects.filter(kind="invoice").select_related("order"))
        paid = dict(Allocation.objects.values_list("payment_id", "invoice__number"))
    on_orders = {bill.order_id for bill in bills if bill.state not in ("rejected", "void", "credited")}
    late = {bill.number: bill for bill in bills if bill.due_on and bill.due_on < today and bill.state in UNFINISHED}
    by_number = {bill.number: bill for bill in bills}
    whose: list[Any] = [({"contractor_id": contractor}, lambda row: row.contractor_id == contractor)]
    euros: list[Any] = [({"currency": "USD"}, lambda row: row.currency == "USD")]
    of_work: list[Any] = [({"engagement_id": engagement}, lambda row: row.engagement_id == engagement)]
    return {
        Orders: [
            *whose,
            *euros,
            *of_work,
            ({"state": "issued"}, lambda row: row.state == "issued"),
            ({"team_id": cast.team_id}, lambda row: row.team_id == cast.team_id),
            ({"requester_id": cast.rita.id}, lambda row: row.requester_id == cast.rita.id),
            ({"requisition_id": wanted}, lambda row: row.requisition_id == wanted),
            ({"issued_on_from": today}, lambda row: row.issued_on is not None and row.issued_on >= today),
            ({"issued_on_to": today - timedelta(1)}, lambda row: row.issued_on is not None and row.issued_on < today),
            ({"sent_on_from": sent}, lambda row: row.sent_on is not None and row.sent_on >= sent),
            ({"sent_on_to": today}, lambda row: row.sent_on is not None and row.sent_on <= today),
            ({"net_from": money}, lambda row: row.net >= money),
            ({"net_to": money}, lambda row: row.net <= money),
            ({"number": "po 2026-00002"}, lambda row: row.number == "PO-2026-00002"),
            ({"on_hold": True}, lambda row: row.number in ("PO-2026-00001", "PO-2026-00002")),
            ({"archived": True}, lambda row: False),
            ({"archived": False}, lambda row: True),
            ({"invoiced": True}, lambda row: row.id in on_orders),
            ({"invoiced": False}, lambda row: row.id not in on_orders),
            ({"noted": True}, lambda row: row.noted_number is not None),
            ({"noted": False}, lambda row: row.noted_number is None),
            ({"paid": True}, lambda row: row.id == by_number["R-PAID"].order_id),
            ({"paid": False}, lambda row: row.id != by_number["R-PAID"].order_id),
            ({"overdue": True}, lambda row: row.id in {bill.order_id for bill in late.values()}),
            (
                {"due_state": "not_invoiced"},
                lambda row: row.state == "issued" and not row.written_off_amount and row.id not in on_orders,
            ),
            ({"due_state": "settled"}, lambda row: row.id == by_number["R-PAID"].order_id),
            ({"due_state": "disputed"}, lambda row: by_number["R-DISPUTED"].order_id == row.id),
            ({"made_from": today}, lambda row: True),
            ({"made_to": today - timedelta(1)}, lambda row: False),
            ({"on_my_desk": "asked_for"}, lambda row: False),
        ],
        Invoices: [
            *whose,
            *euros,
            *of_work,
            ({"state": "disputed"}, lambda row: row.state == "disputed"),
            ({"issued_on_from": today}, lambda row: row.issued_on >= today),
            ({"issued_on_to": date(2026, 1, 31)}, lambda row: row.issued_on <= date(2026, 1, 31)),
            ({"due_on_from": today}, lambda row: row.due_on is not None and row.due_on >= today),
            ({"due_on_to": today}, lambda row: row.due_on is not None and row.due_on <= today),
            ({"total_from": money}, lambda row: row.total >= money),
            ({"total_to": money}, lambda row: row.total <= money),
            ({"overdue": True}, lambda row: row.number in late),
            ({"due_state": "disputed"}, lambda row: row.kind == "invoice" and row.state == "disputed"),
            ({"due_state": "later"}, lambda row: row.kind == "invoice" and row.state in ("matched", "paying")),
            ({"on_hold": True}, lambda row: row.number in ("R-HELD", "O-1")),
            ({"on_hold": False}, lambda row: row.number not in ("R-HELD", "O-1")),
            ({"team_id": cast.team_id}, lambda row: row.order is not None and row.order.team_id == cast.team_id),
            ({"requester_id": cast.rita.id}, lambda row: row.order is not None),
            ({"requester_id": cast.fay.id}, lambda row: False),
            ({"order_id": by_number["R-HELD"].order_id}, lambda row: row.number == "R-HELD"),
            ({"paid": True}, lambda row: row.number == "R-PAID"),
            ({"paid": False}, lambda row: row.number != "R-PAID"),
            ({"on_my_desk": "release"}, lambda row: False),  # an owner releases nothing
        ],
        Payments: [
            *whose,
            ({"currency": "EUR"}, lambda row: row.currency == "EUR"),
            ({"state": "settled"}, lambda row: row.state == "settled"),
            ({"initiated_on_from": today}, lambda row: row.initiated_on is not None and row.initiated_on >= today),
            ({"initiated_on_to": today}, lambda row: row.initiated_on is not None and row.initiated_on <= today),
            ({"settled_on_from": today}, lambda row: row.settled_on is not None and row.settled_on >= today),
            ({"settled_on_to": today}, lambda row: row.settled_on is not None and row.settled_on <= today),
            ({"amount_from": money}, lambda row: row.amount >= money),
            ({"amount_to": money}, lambda row: row.amount <= money),
            ({"engagement_id": engagement}, lambda row: by_number[paid[row.id]].engagement_id == engagement),
            ({"team_id": cast.team_id}, lambda row: True),
            ({"requester_id": cast.fay.id}, lambda row: False),
            ({"invoice_id": by_number["R-PART"].id}, lambda row: paid[row.id] == "R-PART"),
            ({"order_id": by_number["R-PAID"].order_id}, lambda row: paid[row.id] == "R-PAID"),
            ({"reference": "sepa 4%"}, lambda row: row.reference == "SEPA 4%71"),
            ({"released_from": today}, lambda row: True),
            ({"released_to": today - timedelta(1)}, lambda row: False),
            ({"overdue": True}, lambda row: paid[row.id] in late and row.state in ("released", "initiated")),
            ({"on_hold": True}, lambda row: False),
            ({"on_hold": False}, lambda row: True),
            ({"reconcile": "no_order"}, lambda row: False),
            ({"reconcile": "several_orders"}, lambda row: False),
            ({"reconcile": "several_histories"}, lambda row: False),
            ({"on_my_desk": "send"}, lambda row: False),
        ],
        Rates: [
            *euros,
            ({"source": "ecb"}, lambda row: row.day == today - timedelta(2)),
            ({"day_from": today}, lambda row: row.day == today),
            ({"day_to": today - timedelta(1)}, lambda row: row.day < today),
        ],
        **claim_shelves.claim_questions(cast),
        **people_shelves.people_questions(cast),
        **hiring_shelves.hiring_questions(cast),
        **shared_shelves.shared_questions(),
        **{LISTINGS[one.subject]: _of_catalogue(cast, one) for one in CATALOGUES},
    }


def is_own(cast: Cast, listing: AnyListing, row: Any) -> bool:
    """Whether a row is Cleo's own, who contracts."""
    if listing.name in ("write_offs", "alerts", "purchase_orders", "shared_orders", "requisitions", "change_requests"):
        return False
    if listing.name == "contracts":
        return bool(row.engagement.contractor.member_id == cast.cleo.id and row.state != "drafted")
    if listing.name == "offers" and row.sent_at is None:
        return False
    if hasattr(listing.model, "contractor"):
        return bool(row.contractor.member_id == cast.cleo.id)
    if listing.name in ("evidence", "exceptions"):
        return bool(
            getattr(row, "order" if listing.name == "evidence" else "invoice").contractor.member_id == cast.cleo.id
        )
    own = {"arrivals": "sender_id", "contractors": "member_id", "keys": "member_id", "members": "id"}
    return listing.name in own and getattr(row, own[listing.name]) == cast.cleo.id


def _of_catalogue(cast: Cast, one: Catalogue) -> list[tuple[Asked, Callable[[Any], bool]]]:
    own = fitting(one, cast)
    return [
        ({"state": "retired"}, lambda row: row.code == "F"),
        ({"valid": True}, lambda row: row.code in "ABCF"),
        ({"valid": False}, lambda row: row.code in "DE"),
        *(({name: own[name]}, lambda row: row.code == "A") for name in one.keys),
    ]


def found(listing: AnyListing, reader: Reader, given: Asked, text: str = "") -> list[Any]:
    """Every row that is asked for."""
    with scope.reading(reader.by.company_id):
        return list(listing.names(narrowed(listing, reader, given, text)))


def told(listing: AnyListing, reader: Reader, given: Asked, text: str = "", sort: str = "") -> list[list[Any]]:
    """Every line of the file."""
    return [one for chunk in lines(listing, reader, given, text, sorting(listing, sort)) for one in chunk]
