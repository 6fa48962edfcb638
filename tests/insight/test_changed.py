"""What an entry of the trail is about and what it changed: by name, amount and field, as far as the reader sees it."""

from decimal import Decimal
from uuid import UUID

import pytest
from babel.core import Locale
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.foundation.catalogue.actions import MatchPolicyValues, set_match_policy
from counterfoil.foundation.companies.actions.change_company import CompanyChanges, change_company
from counterfoil.foundation.companies.actions.members import add_team, grant_role, revoke_role
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Refused
from counterfoil.foundation.kernel.written import MonetaryAmount, written_by
from counterfoil.foundation.parties.actions import IdentityValues, identify, match_contractor
from counterfoil.foundation.parties.holds import HoldValues
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.trace.about import Said
from counterfoil.insight.trace.changed import said
from counterfoil.interfaces.web.wording import Wording, wording
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import OrderChanges
from counterfoil.lifecycle.payments import actions as money

from ..actions import billing
from ..actions.sharing import permit, shared
from ..cast import NOW, Cast, line
from .fulfilment import tell


def told(cast: Cast, name: str = "otto") -> list[tuple[Entry, Said]]:
    """Everything that happened in the company, for this reader."""
    by = cast.again(name)
    with scope.reading(cast.company_id):
        entries = list(Entry.objects.within(cast.company_id).order_by("recorded_at", "id"))
        found = said(by, entries)
    return [(entry, found.get(entry.id, Said())) for entry in entries]


def last(cast: Cast, verb: str, name: str = "otto") -> Said:
    """The last entry of a verb."""
    return [what for entry, what in told(cast, name) if entry.verb == verb][-1]


def things(what: Said) -> list[str]:
    """The things that it is about, in words."""
    return [f"{one.words} {one.called} {one.amount or ''}".strip() for one in what.things]


def fields(what: Said, reader: Member | None = None) -> dict[str, str]:
    """The fields that it changed, in the reader's hand."""
    with written_by(wording(reader)):
        return {one.words: f"{one.before_words} → {one.now_words}" for one in what.fields}


@pytest.mark.req(8, 23)
def test_who_may_use_an_order_is_named_each_once(cast: Cast) -> None:
    order_id = shared(cast)
    permit(cast, order_id, "amir", "rita", teams=[cast.team_id])
    permit(cast, order_id, "rita")
    first, then = (what for entry, what in told(cast) if entry.verb == "order.permit")
    assert fields(first) == {
        "Amir": "– → yes",
        "Rita": "– → yes",
        "Studio": "– → yes",
        "Used by those alone who are named": "no → yes",
    }
    assert fields(then) == {"Amir": "yes → no", "Studio": "yes → no"}


def test_a_payment_is_named_by_reference_and_amount_with_the_invoice_that_it_pays(cast: Cast) -> None:
    invoice_id = billing.matched(cast)
    payment_id = UUID(
        money.release(by=cast.fay, at=NOW, invoice_id=invoice_id, amount=Decimal(200), purpose="Part of 200")["id"]
    )
    money.initiate(by=cast.fay, at=NOW, payment_id=payment_id, reference="SEPA-7")
    paid = last(cast, "payment.initiate")
    assert things(paid) == ["Payment SEPA-7 200.00 EUR"]
    assert fields(paid) == {
        "State": "released → on its way",
        "Left on": "– → Mar 2, 2026",
        "Reference": "– → SEPA-7",
    }
    released = last(cast, "payment.release")
    assert things(released)[1].startswith("Invoice R-1 ")
    assert "Invoice R-1: State" in fields(released)


def test_values_are_as_the_reader_writes_them(cast: Cast) -> None:
    order_id = cast.draft()
    changes = {"title": "Autumn", "ends_on": "2026-05-01", "lines": [line(unit_price="1200.00")]}
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges.model_validate(changes))
    what = last(cast, "order.change")
    assert things(what) == ["Order Autumn 12000.00 EUR"]
    with written_by(Wording(Locale.parse("de_AT"), wording(None).zone)):
        shown = {one.words: (one.before_words, one.now_words) for one in what.fields}
    assert shown == {
        "Title": ("Spring catalogue", "Autumn"),
        "Last day": ("–", "01.05.2026"),
        "Total": ("1.000,00 EUR", "12.000,00 EUR"),
        "Line 1, unit price": ("100,00 EUR", "1.200,00 EUR"),
    }


def test_lines_that_are_put_in_again_are_told_by_what_they_say_otherwise(cast: Cast) -> None:
    order_id = cast.draft(lines=[line(text="Layout"), line(text="Artwork", quantity=2), line(text="Artwork")])
    new = [line(text="Type"), line(text="Artwork", quantity=3), line(text="Artwork")]
    changes = OrderChanges.model_validate({"lines": new})
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=changes)
    assert fields(last(cast, "order.change")) == {
        "Total": "EUR 2,200.00 → EUR 2,300.00",
        "Line 1, what is to be done": "Layout → Type",
        "Line 2, quantity": "2 → 3",
    }


def test_an_amount_stays_in_the_currency_that_it_was_said_in(cast: Cast) -> None:
    order_id = cast.draft()
    changes = {"currency": "USD", "rate": "0.9", "lines": [line(unit_price="120.00")]}
    orders.change(by=cast.rita, at=NOW, order_id=order_id, changes=OrderChanges.model_validate(changes))
    assert last(cast, "order.change").fields[-1].before == MonetaryAmount(Decimal(100), "EUR")
    assert last(cast, "order.change").fields[-1].now == MonetaryAmount(Decimal(120), "USD")


def test_evidence_is_named_with_its_order_and_what_was_accepted(cast: Cast) -> None:
    billing.accepted(cast, cast.issued(), 8)
    what = last(cast, "evidence.accept")
    assert things(what) == ["Evidence on PO-2026-00001 800.00 EUR"]
    assert fields(what)["Line 1, accepted"] == "0 → 8"
    assert fields(what)["Line 1, accepted amount"] == "EUR 0.00 → EUR 800.00"


def test_a_refusal_names_what_it_was_refused_for(cast: Cast) -> None:
    order_id = cast.pending()
    with pytest.raises(Refused):
        orders.issue(by=cast.iris, at=NOW, order_id=order_id)
    refused = last(cast, "order.issue")
    assert things(refused) == ["Order Spring catalogue 1000.00 EUR"] and not refused.fields


def test_an_exception_is_named_with_its_invoice(cast: Cast) -> None:
    billing.disputed(cast)
    what = last(cast, "invoice.receive")
    assert things(what)[0].startswith("Invoice R-1 ")
    assert fields(what)["Exception “Price”, looked after by"] == "– → Rita"


def test_what_the_company_is_called_and_known_by_is_told_of_it(cast: Cast) -> None:
    change_company(by=cast.olga, at=NOW, changes=CompanyChanges(name="Acme Works"))
    what = last(cast, "company.change")
    assert (things(what), fields(what)) == (["Company Acme Works"], {"Name": "Acme Studio → Acme Works"})
    known = [IdentityValues(scheme="vat", value="ATU1")]
    identify(by=cast.olga, at=NOW, contractor_id=None, identities=known)
    assert things(last(cast, "party.identify")) == ["Company Acme Works"]
    identify(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, identities=known)
    what = last(cast, "party.identify")
    assert (things(what), fields(what)) == (["Contractor Cleo"], {"vat, known as": "– → ATU1"})


def test_a_hold_says_what_it_stops_and_until_when(cast: Cast) -> None:
    values = HoldValues.model_validate({"scope": "payment", "reason": "Papers", "last_day": "2026-04-01"})
    orders.hold(by=cast.petra, at=NOW, order_id=cast.issued(), values=values)
    assert fields(last(cast, "order.hold")) == {"Stops": "– → payments", "Last day": "– → Apr 1, 2026"}


def test_every_entry_names_something(cast: Cast) -> None:
    tell(cast)
    assert [entry.verb for entry, what in told(cast, "olga") if not what.things] == []


def test_a_contractor_is_told_nothing(cast: Cast) -> None:
    tell(cast)
    assert not any(what.things or what.fields for _entry, what in told(cast, "cleo"))


def test_nothing_of_another_team_is_named(cast: Cast) -> None:
    tell(cast)
    team = UUID(add_team(by=cast.olga, at=NOW, name="Sound")["id"])
    revoke_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="approver", reason="Moves")
    grant_role(by=cast.olga, at=NOW, member_id=cast.amir.id, role="manager", team_id=team)
    for verb in (
        "order.issue",
        "order.hold",
        "evidence.accept",
        "invoice.receive",
        "payment.settle",
        "exception.accept",
    ):
        assert last(cast, verb).things and last(cast, verb).fields
        assert last(cast, verb, "amir") == Said([], [])
    names = [name for _entry, what in told(cast, "amir") for name in things(what)]
    assert "Team Sound" in names and not any(kind in name for name in names for kind in ("PO-", "R-", "Payment"))


def test_who_reads_no_match_policy_is_not_told_which_it_is(cast: Cast) -> None:
    values = MatchPolicyValues.model_validate({"name": "Loose"})
    policy_id = UUID(set_match_policy(by=cast.olga, at=NOW, values=values)["id"])
    match_contractor(by=cast.olga, at=NOW, contractor_id=cast.contractor_id, match_policy_id=policy_id)
    assert fields(last(cast, "contractor.match")) == {"Match policy": "– → Loose"}
    seen = last(cast, "contractor.match", "rita")
    assert things(seen) == ["Contractor Cleo"] and not seen.fields


def test_a_long_trail_takes_the_queries_of_a_short_one(cast: Cast) -> None:
    tell(cast)
    few = asked(cast)
    tell_again(cast, 5)
    assert asked(cast) == few <= 25


def tell_again(cast: Cast, times: int) -> None:
    """More of the same: orders, evidence, invoices, payments."""
    for n in range(times):
        order_id = cast.issued(lines=[line(20 + n)])
        billing.accepted(cast, order_id, 20 + n)
        billing.settled(cast, UUID(billing.received(cast, order_id, number=f"M-{n}", quantity=20 + n)["id"]))


def asked(cast: Cast) -> int:
    """How many queries the whole trail takes."""
    by = cast.again("olga")
    with scope.reading(cast.company_id):
        entries = list(Entry.objects.within(cast.company_id).order_by("recorded_at", "id"))
        with CaptureQueriesContext(connection) as captured:
            said(by, entries)
    return len(captured)
