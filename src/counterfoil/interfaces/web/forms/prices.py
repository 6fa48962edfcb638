"""What an order's form asks beside its lines' prices: discounts, taxes and adjustments, and how each line is taxed and coded.

What is picked from a list of the company's own is typed as its code or chosen from those that are offered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.values import SignedAmount
from counterfoil.lifecycle.orders.charging import defaults_of, row_id_of
from counterfoil.lifecycle.orders.models import ADJUSTMENT, DISCOUNT, TAX, Revision, RevisionLine
from counterfoil.lifecycle.orders.pricing import MOST_ADJUSTMENTS, Pricing, Totals, totals

from ..wording import Wording
from .code_lists import CODED, PICKED, Lists
from .declared import DocumentForm, Field
from .shown import amounts, currency_of, readable
from .typed import Typed

PLACES = 2
BEGUN = "charges_for"
"""The contractor whose last discounts and taxes stand in the form."""
GROUP = gettext_lazy("Discounts, taxes and adjustments")
TAXED = {"": gettext_lazy("Taxed"), "yes": gettext_lazy("Free of tax")}
_WORDS = {
    "discount_1": gettext_lazy("Discount or markup"),
    "discount_2": gettext_lazy("A second one"),
    "tax_1": gettext_lazy("Tax"),
    "tax_2": gettext_lazy("A second tax"),
}


def standing_on(revision: Revision, says: Sequence[RevisionLine]) -> list[UUID | None]:
    """The rows that a draft names already."""
    coded = [getattr(line, f"{name}_id") for line in says for name, _table, _words in CODED]
    return [row_id_of(one) for one in revision.all_charges] + coded


def with_prices(form: DocumentForm, by: Member, lists: Lists, places: int = PLACES) -> DocumentForm:
    """An order's form with its discounts, taxes and so many adjustments, and what each line says beyond its price."""
    begun = Field(BEGUN, control="charges_begun", of=str)
    offered = [replace(one, group=str(GROUP)) for one in (begun, *_charges(lists), *_adjustments(places))]
    lines = replace(
        form.lines,
        columns=(*form.lines.columns, *_of_line(lists)),
        tucked="web/forms/tucked.html",
    )
    whole = replace(form, lines=lines, below=(*offered, *form.below), sum_behind=offered[-1].name)
    sequential = by.company.sequential_discounts
    return replace(whole, reckon=lambda typed, words: reckoned(typed, lists, words, sequential))


def places_for(post: Mapping[str, str], revision: Revision | None = None) -> int:
    """How many adjustments a form asks for: those that were sent or stand, and one more."""
    sent = sum(f"adjustment_{place}" in post for place in range(1, MOST_ADJUSTMENTS + 1))
    stand = len(revision.charges_of(ADJUSTMENT)) if revision else 0
    return min(max(PLACES, sent, stand + 1), MOST_ADJUSTMENTS)


def begun_with(by: Member, contractor: Any, at: datetime) -> dict[str, list[UUID]]:
    """The discounts and taxes that an order of this contractor begins with. Called inside a scope."""
    found = defaults_of(contractor, by.company.today(at)) if contractor else ([], [])
    return dict(zip((DISCOUNT, TAX), found, strict=True))


def as_begun(contractor: Any, begun: Mapping[str, Sequence[UUID]], lists: Lists) -> dict[str, str]:
    """The same by the names that they have in the form."""
    named = dict.fromkeys(_WORDS, "") | {BEGUN: str(contractor.id) if contractor else ""}
    for name, ids in begun.items():
        named |= {f"{name}_{place}": lists.label(name, one) for place, one in enumerate(ids, 1)}
    return named


def as_it_stands(revision: Revision, lists: Lists) -> dict[str, Any]:
    """What a draft's charges say, by the names that they have in the form."""
    said: dict[str, Any] = {}
    for kind in (DISCOUNT, TAX):
        for place, one in enumerate(revision.charges_of(kind), 1):
            said[f"{kind}_{place}"] = lists.label(kind, row_id_of(one))
    for place, one in enumerate(revision.charges_of(ADJUSTMENT), 1):
        said |= {f"adjustment_{place}": one.words, f"adjustment_{place}_amount": one.amount}
    return said


def line_as_it_stands(line: RevisionLine, lists: Lists) -> dict[str, Any]:
    """The same of one line: how it is taxed and coded."""
    coded = {name: lists.label(name, getattr(line, f"{name}_id")) for name, _table, _words in CODED}
    return {"job": line.line.job, "taxed": "yes" if line.tax_exempt else ""} | coded


def reckoned(typed: Typed, lists: Lists, words: Wording, sequential: bool) -> list[tuple[Any, Decimal]]:
    """Every sum that the order would print, by the one pricing rule, of what can be read already."""
    currency = currency_of(typed)
    exempt = [line.get("taxed") == "yes" for line in typed.lines]
    lines = [(amount, free) for amount, free in zip(amounts(typed, words), exempt, strict=True) if amount is not None]
    discounts, taxes = (_typed_rows(typed, name, lists) for name in ("discount", "tax"))
    adjustments = [
        (typed.head.get(f"adjustment_{place}", ""), readable(typed.head.get(f"adjustment_{place}_amount", ""), words))
        for place in range(1, MOST_ADJUSTMENTS + 1)
    ]
    adding = [(named, amount) for named, amount in adjustments if amount is not None]
    pricing = Pricing(discounts, taxes, [amount for _named, amount in adding], sequential)
    return printed(totals(lines, currency, None, currency, pricing), discounts, taxes, adding, words)


def printed(
    sums: Totals, discounts: Sequence[Any], taxes: Sequence[Any], adding: Sequence[tuple[Any, Decimal]], words: Wording
) -> list[tuple[Any, Decimal]]:
    """The sums in the order in which they are printed, the total last. Between the lines and it nothing stands where nothing is
    added."""
    rows: list[tuple[Any, Decimal]] = []
    if discounts or taxes or adding:
        rows = [(_("Lines"), sums.subtotal), *_named(discounts, sums.discounts, words), (_("Net"), sums.net)]
    return [*rows, *_named(taxes, sums.taxes, words), *adding, (_("Total"), sums.total)]


def _named(rows: Sequence[Any], amounts_of: Sequence[Decimal], words: Wording) -> list[tuple[Any, Decimal]]:
    names = [f"{getattr(row, 'name', '') or row.words} {words.number(row.percent)} %" for row in rows]
    return list(zip(names, amounts_of, strict=True))


def _typed_rows(typed: Typed, name: str, lists: Lists) -> list[Any]:
    """The discounts or taxes that are typed, as far as they can be read already."""
    found = []
    for place in (1, 2):
        try:
            row = lists.meant(name, typed.head.get(f"{name}_{place}", ""))
        except ValueError:
            continue
        if row is not None:
            found.append(row)
    return found


def _charges(lists: Lists) -> list[Field]:
    return [
        Field(
            f"{name}_{place}",
            _WORDS[f"{name}_{place}"],
            css="half",
            of=str,
            control="pick",
            hint=lists.hint(name),
            options=lists.labels(name),
            into=(many, f"#{place}"),
            read=_reads(lists, name),
            write=_as_said,
        )
        for name, _table, many in PICKED
        for place in (1, 2)
    ]


def _adjustments(places: int) -> list[Field]:
    """As many adjustments as an order takes, each a word and an amount."""
    return [
        one
        for place in range(1, places + 1)
        for one in (
            Field(
                f"adjustment_{place}",
                _("Adjustment %(n)s") % {"n": place},
                css="half",
                of=str,
                into=("adjustments", f"#{place}", "words"),
            ),
            Field(
                f"adjustment_{place}_amount",
                _("Amount, below zero to take off"),
                css="half",
                of=SignedAmount,
                into=("adjustments", f"#{place}", "amount"),
            ),
        )
    ]


def _of_line(lists: Lists) -> list[Field]:
    """How a line is taxed and coded. What the company asks for is not folded away."""
    own = [
        Field(
            "discount",
            gettext_lazy("Discount (−) or markup, %"),
            css="cell-day",
            more=True,
            tucked=True,
            write=lambda percent, words: words.number(percent) if percent else "",
        ),
        Field(
            "taxed",
            gettext_lazy("Tax"),
            css="cell-day",
            more=True,
            tucked=True,
            options=TAXED,
            of=str,
            into=("tax_exempt",),
            read=lambda text, _words: text == "yes",
            write=_as_said,
        ),
        Field("heading", gettext_lazy("Heading above it"), css="cell-day", more=True, tucked=True),
        Field("details", gettext_lazy("Text below it"), css="cell-day", more=True, tucked=True, control="long", rows=1),
        Field("job", gettext_lazy("Job in a project tool"), css="cell-day", more=True, tucked=True),
    ]
    return own + [
        Field(
            name,
            words,
            css="cell-day",
            more=True,
            tucked=name not in lists.required,
            of=str,
            control="pick",
            hint=lists.hint(name),
            options=lists.labels(name),
            into=(f"{name}_id",),
            read=_reads(lists, name),
            write=_as_said,
        )
        for name, _table, words in CODED
        if lists.offered[name] or name in lists.required
    ]


def _reads(lists: Lists, name: str) -> Any:
    def read(text: str, _words: Wording) -> str | None:
        row = lists.meant(name, text)
        return str(row.id) if row else None

    return read


def _as_said(value: Any, _words: Wording) -> str:
    return str(value or "")
