"""Whatever is done with a contractor, in whatever order, the statement says what rows reckoned by hand say, for every period."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest

from counterfoil.foundation.companies.actions.members import grant_role
from counterfoil.foundation.kernel import scope
from counterfoil.insight.listing.contractor_figures import figures_of
from counterfoil.insight.statement.kinds import ACCOUNT, FIGURES
from counterfoil.insight.statement.statement import Period, lines, owings
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.orders.models import Order
from counterfoil.lifecycle.payments.models import Refund

from ...cast import NOW, Cast
from ..money_moves import WHY
from ..moves import MOVES
from ..seen import Seen
from ..test_histories import _parties, _walk
from ..walk import Step, Walk
from .by_hand import Event, events

pytestmark = pytest.mark.django_db(transaction=True)

SHARDS, HISTORIES, LENGTH = 3, 6, 60


def on_refund(walk: Walk, seen: Seen) -> Step | None:
    """A second person confirms money that came back."""
    with scope.reading(walk.cast.company_id):
        noted = list(Refund.objects.filter(state="noted").order_by("id").values_list("id", flat=True))
    return ("refund.confirm", "olga", {"refund_id": walk.chance.choice(noted)}) if noted else None


def refund(walk: Walk, seen: Seen) -> Step | None:
    """A credit balance came back."""
    owed = [one for one in seen.invoices if one["owed_back"] > 0]
    first = walk.chance.choice(owed) if owed else None
    given = {"invoice_id": UUID(first["id"]), "amount": Decimal(str(first["owed_back"]))} if first else {}
    return ("refund.note", "fay", given) if first else None


def write_off_rest(walk: Walk, seen: Seen) -> Step | None:
    """What no invoice claims of the order; rarely, because nothing is invoiced after it."""
    rarely = walk.chance.random() < 0.1
    return ("writeoff.note_order", "fay", {"order_id": walk.order_id, "reason": WHY}) if rarely else None


EVERYTHING = [*MOVES, *[write_off_rest] * 8, *[refund] * 12, *[on_refund] * 16]
COMMON = {"order_issued", "invoice", "credit_note", "payment", "payment_reversed", "written_off"}


@pytest.mark.req(161, 163)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_it_says_what_rows_reckoned_by_hand_say(cast: Cast, shard: int) -> None:
    grant_role(by=cast.olga, at=NOW, member_id=cast.petra.id, role="finance", confirm=cast.petra.name)
    cast.again("petra")
    chance, at, serial, seen = Random(shard), NOW, 1, Counter[str]()  # noqa: S311
    parties = _parties(cast, 0)
    contractor_id = UUID(str(parties[0]))
    for _history in range(HISTORIES):
        walk = _walk(cast, chance, parties, at, serial)
        walk.moves = EVERYTHING
        for _step in range(LENGTH):
            walk.step(walk.see())
            walk.at += timedelta(days=chance.choice((0, 0, 0, 1, 5)))
        while walk.holds:
            room, subject, held = walk.holds[0]
            walk.take(f"{room}.lift", "petra", {f"{room}_id": UUID(subject), "hold_id": UUID(held), "reason": WHY})
        at, serial = walk.at, walk.serial
        _holds(cast, contractor_id, chance, at.date(), seen)
    assert seen.keys() >= COMMON, seen


def _holds(cast: Cast, contractor_id: UUID, chance: Random, last: date, seen: Counter[str]) -> None:
    with scope.reading(cast.company_id):
        told = events(cast, contractor_id)
        first = min(one.day for one in told) - timedelta(1)
        days = sorted(first + timedelta(chance.randint(0, (last - first).days)) for _ in range(2))
        for period in (Period(first, last), Period(first, days[0]), Period(*days)):
            _as_by_hand(cast, contractor_id, period, told)
        _halves_join(cast, contractor_id, first, days[0], last)
        _page_agrees(cast, contractor_id, last)
        seen.update(one.kind.name for one in lines(cast.fay, contractor_id, Period(first, last), None, 10_000).each)


def _as_by_hand(cast: Cast, contractor_id: UUID, period: Period, told: list[Event]) -> None:
    within = [one for one in told if period.first <= one.day <= period.last]
    until = [one for one in told if one.day <= period.last]
    (account,) = owings(cast.fay, contractor_id, period) or [None]
    shown = lines(cast.fay, contractor_id, period, None, 10_000).each
    if account is None:
        assert not until
        return
    for figure in FIGURES:
        assert account.figures[figure.name] == sum(one.amount for one in within if one.figure == figure.name), figure
        own = [figure.sign * one.amount for one in shown if one.kind.figure == figure.name]
        assert account.figures[figure.name] == sum(own), figure
    assert account.opening == sum(one.owed for one in told if one.day < period.first)
    assert account.balance == sum(one.owed for one in until)
    assert account.opening + sum(one.amount for one in shown if one.kind.book == ACCOUNT) == account.balance
    by_bill: dict[Any, Decimal] = defaultdict(Decimal)
    for one in until:
        by_bill[one.invoice] += one.owed
    assert account.we_owe == sum(max(owed, Decimal(0)) for owed in by_bill.values())
    assert account.they_owe == sum(max(-owed, Decimal(0)) for owed in by_bill.values())
    balance = account.opening
    for line in shown:
        balance += line.amount if line.is_owed else 0
        assert line.balance == balance


def _halves_join(cast: Cast, contractor_id: UUID, first: date, middle: date, last: date) -> None:
    whole, one, other = (Period(*days) for days in ((first, last), (first, middle), (middle + timedelta(1), last)))
    every = [lines(cast.fay, contractor_id, period, None, 10_000).each for period in (whole, one, other)]
    assert every[0] == [*every[1], *every[2]]
    sums = [next(iter(owings(cast.fay, contractor_id, period)), None) for period in (whole, one, other)]
    assert sums[0] and sums[2] and sums[2].opening == (sums[1].balance if sums[1] else 0)
    assert sums[2].balance == sums[0].balance
    for figure in FIGURES:
        halves = (sums[1].figures[figure.name] if sums[1] else 0) + sums[2].figures[figure.name]
        assert sums[0].figures[figure.name] == halves


def _page_agrees(cast: Cast, contractor_id: UUID, today: date) -> None:
    (page,) = figures_of(cast.fay, contractor_id, today) or ()
    ordered = Order.objects.filter(contractor_id=contractor_id, state__in=("issued", "closed"))
    bills = Invoice.objects.filter(contractor_id=contractor_id, kind="invoice")
    bills = bills.exclude(state__in=("rejected", "void", "credited"))
    assert page.ordered == sum(one.limit_amount for one in ordered)
    assert page.invoiced == sum(one.total - one.credited_amount for one in bills)
    assert page.written_off == sum(one.written_off_amount for one in bills)
