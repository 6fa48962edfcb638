"""A statement as it is printed: in the contractor's document language and hand, each currency by itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from babel.dates import format_date
from babel.numbers import format_decimal

from counterfoil.formats import paper_pdf
from counterfoil.formats.order_pdf import Field
from counterfoil.formats.paper_pdf import Column, Paper, Row
from counterfoil.formats.paper_pdf.wording import STATEMENT
from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.money import minor_units
from counterfoil.foundation.parties.models import Contractor
from counterfoil.lifecycle.orders.printed import hand
from counterfoil.lifecycle.remittances.printing import logo_printed

from .statement import Line, Owing, Period

MOST_PRINTED = 5_000
"""So many lines are printed at most: a longer period is read as a table, or asked for in parts."""
_NAMED = 3
"""So many invoices and orders of one line are named by their numbers."""


def statement_pdf(
    contractor: Contractor, company: Company, period: Period, owings: Sequence[Owing], lines: Sequence[Line]
) -> bytes:
    """The PDF's bytes."""
    return paper_pdf.render(Printed(contractor, company).laid_out(period, owings, lines))


class Printed:
    """How a contractor's statements are written."""

    def __init__(self, contractor: Contractor, company: Company) -> None:
        self.contractor, self.company = contractor, company
        self.locale = hand(contractor.language, company.locale)
        self.wording = paper_pdf.wording(STATEMENT, self.locale.partition("_")[0])
        self.words = self.wording.words

    def laid_out(self, period: Period, owings: Sequence[Owing], lines: Sequence[Line]) -> Paper:
        """The paper with all that it says."""
        words, company, contractor = self.words, self.company, self.contractor
        return Paper(
            language=self.wording.code,
            labels=words,
            day=period.last,
            title=words["title"],
            name=words["period"].format(first=self.day(period.first), last=self.day(period.last)),
            sender=company.name,
            sender_address=company.billing_address,
            receiver=contractor.name,
            receiver_address=contractor.address,
            facts=[Field(words["code"], contractor.code), *self._stands(owings)],
            columns=(
                Column(words["what"]),
                Column(words["day"], 28),
                Column(words["ordered"], 25, is_figure=True),
                Column(words["owed"], 26, is_figure=True),
                Column(words["balance"], 27, is_figure=True),
            ),
            rows=list(self._rows(period, owings, lines)),
            notes=(words["reads"], *([words["nothing"]] if not lines else [])),
            letterhead=company.letterhead,
            logo=logo_printed(company, company.logo_sha256),
        )

    def day(self, day: date) -> str:
        """A day as the contractor reads it."""
        written: str = format_date(day, format="medium", locale=self.locale)
        return written

    def figure(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency's decimals."""
        pattern = ("#,##0." + "0" * minor_units(currency)).rstrip(".")
        written: str = format_decimal(amount, format=pattern, locale=self.locale)
        return written

    def _stands(self, owings: Sequence[Owing]) -> Iterator[Field]:
        """What is owed either way, in each currency."""
        for one in owings:
            sides = {"we_owe": one.we_owe, "they_owe": one.they_owe}
            said = {name: amount for name, amount in sides.items() if amount} or {"we_owe": one.we_owe}
            for name, amount in said.items():
                yield Field(self.words[name], f"{self.figure(amount, one.currency)} {one.currency}")

    def _rows(self, period: Period, owings: Sequence[Owing], lines: Sequence[Line]) -> Iterator[Row]:
        of = {currency: list(each) for currency, each in groupby(lines, lambda line: line.currency)}
        for one in owings:
            named = f"{one.currency}: "
            yield self._stand(named + self.words["opening"], period.first, one.opening, one.currency)
            yield from (self._row(line) for line in of.get(one.currency, []))
            yield self._stand(named + self.words["closing"], period.last, one.balance, one.currency)
            yield from self._figures(one)

    def _stand(self, words: str, day: date, amount: Decimal, currency: str) -> Row:
        return Row((words, self.day(day), "", "", self.figure(amount, currency)), strong=True)

    def _figures(self, one: Owing) -> Iterator[Row]:
        for figure, amount in one.told:
            written, promised = self.figure(amount, one.currency), figure.is_promised
            columns = (written, "", "") if promised else ("", written, "")
            yield Row((self.words[f"figure_{figure.name}"], "", *columns))

    def _row(self, line: Line) -> Row:
        words = self.words
        amount = self.figure(line.amount, line.currency)
        balance = self.figure(line.balance, line.currency)
        said = f"{words[f'kind_{line.kind.name}']} {line.document}".strip()
        told = {"for": line.invoices if line.pays else (), "on": line.orders if line.named_by_it else ()}
        details = [words[name].format(what=self._several(names)) for name, names in told.items() if names]
        return Row(
            (said, self.day(line.day), *(("", amount, balance) if line.is_owed else (amount, "", ""))),
            [*details, *([words["waits"]] if line.waits else [])],
        )

    def _several(self, names: Sequence[str]) -> str:
        more = len(names) - _NAMED
        named = ", ".join(names[:_NAMED])
        return self.words["more"].format(named=named, more=more) if more > 0 else named
