"""A statement as a file: the PDF of all its lines, and as rows of a table, some at a time."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.money import round_money
from counterfoil.foundation.kernel.refusals import Invalid, NotFound
from counterfoil.foundation.parties.models import Contractor

from .printed import MOST_PRINTED, statement_pdf
from .statement import Line, Owing, Period, is_whole, lines, owings

AT_ONCE = 1_000
Row = list[Any]


def printed(by: Member, contractor: Contractor, period: Period) -> bytes:
    """The PDF, for who sees all of it: a part of a statement is no paper to be sent. It goes to the contractor, and says what
    they may read, whoever prints it (R163). Called inside a scope.

    Raises NotFound for everybody else, and Invalid where it has more lines than are printed.
    """
    if not is_whole(by, contractor.id):
        raise NotFound("statement")
    found = lines(by, contractor.id, period, None, MOST_PRINTED, outside=True)
    if found.after:
        more = _("That is more than %(most)s lines. Choose a shorter period, or take the table.")
        raise Invalid({"from": [more % {"most": MOST_PRINTED}]})
    return statement_pdf(contractor, by.company, period, owings(by, contractor.id, period, outside=True), found.each)


def file_name(contractor: Contractor, period: Period, ending: str) -> str:
    """What the file is called: by the contractor's code and the period."""
    return f"{_('statement')}-{contractor.code}-{period.first.isoformat()}-{period.last.isoformat()}{ending}"


def heads() -> list[str]:
    """What the columns of the table are called."""
    return [
        _("Currency"),
        _("Day"),
        _("What happened"),
        _("Document"),
        _("Invoices"),
        _("Our order"),
        _("Ordered, net"),
        _("Amount"),
        _("Balance"),
    ]


def rows(by: Member, contractor_id: UUID, period: Period) -> Iterator[list[Row]]:
    """Every line between the balances of its currency, some at a time, each time in a transaction of its own: who takes a file
    slowly holds nothing. Called outside of any scope."""
    with scope.reading(by.company_id):
        left = {one.currency: one for one in owings(by, contractor_id, period)}
    after, begun = None, ""
    while True:
        with scope.reading(by.company_id):
            found = lines(by, contractor_id, period, after, AT_ONCE)
        told: list[Row] = []
        for line in found.each:
            if line.currency != begun:
                told += _between(left, begun, line.currency, period)
                begun = line.currency
            told.append(_row(line))
        after = found.after
        if after is None:
            yield told + _between(left, begun, "", period)
            return
        yield told


def _between(left: dict[str, Owing], ends: str, begins: str, period: Period) -> list[Row]:
    """The balance with which one currency ends, those in which nothing happened, and with which the next one begins."""
    told = [_closing(left.pop(ends), period)] if ends in left else []
    quiet = [one for currency, one in left.items() if not begins or currency < begins]
    for one in quiet:
        told += [_opening(one, period), _closing(left.pop(one.currency), period)]
    return [*told, *([_opening(left[begins], period)] if begins in left else [])]


def _opening(one: Owing, period: Period) -> Row:
    return _balance(one.currency, period.first, _("Opening balance"), one.opening)


def _closing(one: Owing, period: Period) -> Row:
    return _balance(one.currency, period.last, _("Closing balance"), one.balance)


def _balance(currency: str, day: Any, words: str, amount: Decimal) -> Row:
    return [currency, day, words, "", "", "", None, None, _exactly(amount, currency)]


def _row(line: Line) -> Row:
    amount = _exactly(line.amount, line.currency)
    return [
        line.currency,
        line.day,
        str(line.kind.words),
        line.document,
        line.pays,
        line.our_orders,
        None if line.is_owed else amount,
        amount if line.is_owed else None,
        _exactly(line.balance, line.currency),
    ]


def _exactly(amount: Decimal, currency: str) -> Decimal:
    """With its currency's decimals, and no more."""
    return round_money(amount, currency)
