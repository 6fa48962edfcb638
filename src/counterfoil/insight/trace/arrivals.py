"""The receive log: what each thing that arrived became, and why, in words and with the way to it (R87, R89)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER, works_here
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.kernel.written import MonetaryAmount, written
from counterfoil.lifecycle.evidence.models import Piece
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.findings import sentence, sentence_outside
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders import queries as orders
from counterfoil.lifecycle.orders.models import Order, OrderFinding, Revision

NOTHING = ("refused", "same", "second", "duplicate", "blocked", "waiting")
"""What makes nothing, or nothing yet."""


@dataclass(frozen=True)
class Told:
    """One arrival in words: what it became, and what is to be said of it. `order` and `invoice` are where it leads."""

    arrival: Arrival
    became: str
    because: Sequence[str] = field(default_factory=list)
    order: Order | None = None
    invoice: Invoice | None = None

    @property
    def makes_nothing(self) -> bool:
        """Whether it changed nothing, and lies in the log alone."""
        return self.arrival.became in NOTHING

    @property
    def first_id(self) -> str:
        """The arrival that brought the same bytes first, where these were turned away for it."""
        named = [reason["params"].get("arrival", "") for reason in self.arrival.reasons]
        return named[0] if self.arrival.became == "same" and named else ""


@dataclass(frozen=True)
class _Here:
    """What the arrivals lead to, read at once."""

    orders: dict[UUID, Order]
    invoices: dict[UUID, Invoice]
    said: dict[UUID, list[str]]
    stated: dict[UUID, Decimal]


def visible(by: Member) -> Rows:
    """What a member sees of the log: all of it; of their own teams, what belongs to the orders that they see; from outside,
    what they sent themselves."""
    arrivals: Rows = Arrival.objects.within(by.company_id)
    if by.roles & SEES_EVERY_ORDER:
        return arrivals
    if not works_here(by.roles):
        return arrivals.filter(sender_id=by.id)
    own, billed = orders.visible(by).values("id"), invoices.visible(by).values("id")
    theirs = Q(order_id__in=own) | Q(became_id__in=own) | Q(became_id__in=billed) | Q(same_as__in=billed)
    return arrivals.filter(Q(sender_id=by.id) | theirs)


def told(by: Member, arrivals: Sequence[Arrival]) -> list[Told]:
    """These arrivals in words, read with the same number of questions however many they are. Called inside a scope."""
    named = {one for row in arrivals for one in (row.became_id, row.same_as) if one}
    found = {one.id: one for one in invoices.visible(by).filter(id__in=named).select_related("contractor", "order")}
    wanted = {row.order_id for row in arrivals if row.order_id} | named
    wanted |= {invoice.order_id for invoice in found.values() if invoice.order_id}
    known = {one.id: one for one in orders.visible(by).filter(id__in=wanted).select_related("contractor")}
    here = _Here(known, found, _said(by, arrivals, list(found)), _stated(by, arrivals))
    return [_told(row, here) for row in arrivals]


def on_order(by: Member, order_id: UUID, invoice_ids: Sequence[UUID]) -> list[Told]:
    """Everything that arrived for one order, oldest first: what it was made from, and what made nothing."""
    named = Q(order_id=order_id) | Q(became_id__in=[order_id, *invoice_ids]) | Q(same_as__in=[order_id, *invoice_ids])
    found = list(visible(by).filter(named).exclude(kind="").select_related("sender").order_by("arrived_at", "id"))
    return told(by, found) if found else []


def _said(by: Member, arrivals: Sequence[Arrival], invoice_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """What stands against what they became: findings of orders by arrival, exceptions by invoice, pieces by arrival."""
    ids = [row.id for row in arrivals]
    found: dict[UUID, list[str]] = {}
    for finding in (
        OrderFinding.objects.within(by.company_id).filter(arrival_id__in=ids).select_related("line", "order")
    ):
        found.setdefault(finding.arrival_id, []).append(finding_words(finding))
    pieces = (
        Piece.objects.within(by.company_id).filter(submission__arrival_id__in=ids).select_related("submission", "line")
    )
    for piece in pieces:
        found.setdefault(piece.submission.arrival_id, []).append(_piece(piece))
    standing = InvoiceException.objects.within(by.company_id).filter(invoice_id__in=invoice_ids, state="open")
    said = sentence if works_here(by.roles) else sentence_outside
    for one in standing.order_by("opened_at", "id"):
        found.setdefault(one.invoice_id, []).append(said(one))
    return found


def _stated(by: Member, arrivals: Sequence[Arrival]) -> dict[UUID, Decimal]:
    """The total that each version of a loaded order states, by what arrived."""
    said = Revision.objects.within(by.company_id).filter(loaded_from_id__in=[row.id for row in arrivals])
    return dict(said.values_list("loaded_from_id", "net"))


def _told(row: Arrival, here: "_Here") -> Told:
    invoice = here.invoices.get(row.became_id or row.same_as or row.id)
    order = here.orders.get(row.order_id or row.became_id or row.id)
    if order is None and invoice and invoice.order_id:
        order = here.orders.get(invoice.order_id)
    reasons = [str(reason["words"]) for reason in row.reasons]
    own = here.said.get(invoice.id, []) if invoice and row.became_id == invoice.id else []
    became = _became(row, order, invoice, here.stated.get(row.id))
    return Told(row, became, [*reasons, *here.said.get(row.id, []), *own], order, invoice)


def _became(row: Arrival, order: Order | None, invoice: Invoice | None, stated: Decimal | None) -> str:
    number = order.number if order else _("of another team")
    if order and stated is not None:
        params = {"number": number, "ceiling": MonetaryAmount(stated, order.currency)}
        if row.became == "order" and order.contractor is None:
            return written(_("Loaded as order %(number)s, which contracts share, up to %(ceiling)s."), params)
        params |= {"of": order.contractor.name if order.contractor else ""}
        if row.became == "order":
            return written(_("Loaded as order %(number)s of %(of)s, up to %(ceiling)s."), params)
        return written(_("Order %(number)s was changed as its minter says, up to %(ceiling)s."), params)
    if row.became in ("invoice", "credit") and invoice:
        state = str(invoice.state_words(invoice.state))
        return _("Taken in as %(words)s %(number)s: %(state)s.") % {
            "words": invoice.kind_words,
            "number": invoice.number,
            "state": state,
        }
    words = "noted" if row.became in ("despatch", "receipt") and row.reasons else row.became
    return str(_WORDS.get(words, _WORDS["refused"])()) % {"number": number}


_WORDS = {
    "order": lambda: _("Loaded as an order of another team."),
    "change": lambda: _("An order of another team was changed as its minter says."),
    "invoice": lambda: _("Taken in as an invoice."),
    "credit": lambda: _("Taken in as a credit note."),
    "cancellation": lambda: _("Order %(number)s was cancelled as its minter says."),
    "despatch": lambda: _("Shown as evidence on order %(number)s."),
    "receipt": lambda: _("Accepted as evidence on order %(number)s."),
    "noted": lambda: _("Noted on order %(number)s."),
    "filed": lambda: _("Filed with order %(number)s."),
    "waiting": lambda: _("Waits for its order."),
    "second": lambda: _("Turned away: the number came before."),
    "duplicate": lambda: _("Turned away: the number came before."),
    "same": lambda: _("Turned away: the same file came before."),
    "blocked": lambda: _("Kept, and not followed."),
    "refused": lambda: _("Nothing was made of it."),
}


def _piece(piece: Piece) -> str:
    params = {"line": piece.line.position, "quantity": piece.quantity}
    return written(_("Line %(line)s: %(quantity)s, "), params) + str(piece.state_words(piece.state)) + "."


def finding_words(found: OrderFinding) -> str:
    """What its minter's figures contradict, as a sentence."""
    if found.expected is None or found.actual is None:
        return _TOLD[found.kind]() % {"note": found.note}
    expected, actual = (MonetaryAmount(figure, found.order.currency) for figure in (found.expected, found.actual))
    params = {"line": found.line.position if found.line else "", "expected": expected, "actual": actual}
    if found.kind == "line_amount":
        return written(_("Line %(line)s: quantity times price gives %(expected)s, and %(actual)s is stated."), params)
    if found.kind == "tax":
        sentence = _(
            "It states taxes of %(actual)s, and no two per cents of its lines give them: the tax of its invoices is compared "
            "with the rates that the company accepts."
        )
        return written(sentence, params)
    return written(_("The lines give %(expected)s, and a total of %(actual)s is stated, which is the ceiling."), params)


_TOLD = {
    "rate": lambda: _(
        "No exchange rate of %(note)s holds for the day of the order: what it is worth in the company's currency is not known. "
        "Everything else of it stands. Finance can add a rate: orders that come later take it, this one keeps none."
    ),
    "change": lambda: _("A change by its minter was not followed: %(note)s"),
    "cancellation": lambda: _("Its minter's cancellation was not followed: %(note)s"),
}
