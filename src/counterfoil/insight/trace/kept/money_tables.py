"""Invoices, what stands against them, and what is paid: their tables, as the trail says them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.tables import Rows
from counterfoil.foundation.kernel.terms_words import words as terms_words
from counterfoil.insight.verbs.role_words import ROLE_WORDS
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import Instalment, Invoice, InvoiceHold, InvoiceLine
from counterfoil.lifecycle.matching.kinds import KINDS, RESPONSIBLE
from counterfoil.lifecycle.matching.models import Cover, Credit, InvoiceException, Route, Surcharge
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment, Refund, SetOff, Twin, WriteOff, WriteOffLimit
from counterfoil.lifecycle.remittances.models import Remittance

from ..since import HEAD
from .company_tables import HOLD, HOLD_QUIET
from .kept import Column, Kept, Part, Thing, coded, state
from .order_tables import LINE_COLUMNS, ON_LINE

_OWNERS = {**ROLE_WORDS, RESPONSIBLE: _("whoever asked for the order")}
_REFERENCE = Column(_("Reference"))
_TAKEN = {"amount": Column(_("taken of the order"), money=True)}


def _kind(code: str) -> Any:
    return KINDS[code].words if code in KINDS else code


def _left_over(kind: str) -> Any:
    return WriteOff.KINDS.get(kind, kind)


def _refunds(by: Member) -> Rows:
    found: Rows = Refund.objects.within(by.company_id)
    return found.filter(credited_id__in=invoices.visible(by).values("id"))


def _routes(by: Member) -> Rows:
    found: Rows = Route.objects.within(by.company_id)
    return found if may_read(by.roles, "route") else found.none()


def _limits(by: Member) -> Rows:
    found: Rows = WriteOffLimit.objects.within(by.company_id)
    return found if may_read(by.roles, "writeofflimit") else found.none()


MONEY_TABLES = (
    Kept(
        Invoice,
        ("invoice", "advance"),
        Thing(_("Invoice"), invoices.visible, "number", amount="total", kinds=Invoice.KIND_WORDS),
        columns={
            "state": Column(_("State"), says_of=Invoice.state_of_kind),
            "number": Column(_("Number")),
            "order_id": Column(_("Order")),
            "engagement_id": Column(_("Engagement")),
            "credits_id": Column(_("Credits")),
            "corrects_id": Column(_("Corrects")),
            "currency": Column(_("Currency")),
            "issued_on": Column(_("Dated")),
            "due_on": Column(_("Due on")),
            "stated_due_on": Column(_("Due, as it says")),
            "total": Column(_("Total"), money=True),
            "note": Column(_("Note")),
        },
        quiet="kind origin arrival_id contractor_id number_normal copy quoted credits_number type_code written_as below_zero "
        "is_correction corrects_number gives_back net charges tax rounding prepaid entered_by_id credited_amount "
        "allocated_amount settled_amount returned_amount written_off_amount charged_amount tax_rates",
    ),
    Kept(
        Instalment,
        part=Part({"invoice_id": Invoice}, place="position", where=_("Instalment %(n)s")),
        columns={
            "due_on": Column(_("due on")),
            "amount": Column(_("amount"), money=True),
            "payment_terms": Column(HEAD["payment_terms"], says=terms_words),
        },
        quiet="round position runs_from",
    ),
    Kept(InvoiceHold, part=Part({"invoice_id": Invoice}), columns=HOLD, quiet=HOLD_QUIET),
    Kept(
        InvoiceLine,
        part=Part({"invoice_id": Invoice}, place="position", where=ON_LINE, alike="text"),
        columns={
            **LINE_COLUMNS,
            "text": Column(_("what is billed")),
            "order_line_id": Column(_("bills the order's line")),
            "struck": Column(_("left out")),
        },
        quiet="position charges amount reference buyer_item seller_item names_line_id names_piece_id paired_by "
        "covered_quantity covered_amount small_amount credited_quantity credited_amount",
    ),
    Kept(
        Cover,
        part=Part({"invoice_line__invoice_id": Invoice}, place="order_line_id", where=ON_LINE, always=True),
        columns=_TAKEN,
        quiet="order_id order_line_id invoice_line_id piece_id quantity small",
    ),
    Kept(
        Surcharge,
        part=Part({"invoice_id": Invoice}, always=True),
        columns={"amount": Column(_("Charges taken of the order"), money=True)},
        quiet="order_id small",
    ),
    Kept(
        Credit,
        part=Part({"invoice_id": Invoice}, always=True),
        columns={"gross": Column(_("Credited"), money=True)},
        quiet="note_line_id invoice_line_id quantity amount",
    ),
    Kept(
        InvoiceException,
        ("exception",),
        part=Part({"invoice_id": Invoice}, place="kind", says=_kind, where=_("Exception “%(n)s”"), always=True),
        columns={
            "state": state(InvoiceException, _("state")),
            "owner_id": Column(_("looked after by")),
            "due_on": Column(_("due on")),
        },
        quiet="kind invoice_line_id expected actual allowed excess measure note settled_by_id reason",
    ),
    Kept(
        Route,
        ("route",),
        Thing(_("Route of"), _routes, "kind", says=_kind),
        columns={"owner": coded(_("Goes to"), _OWNERS), "working_days": Column(_("Working days"))},
        quiet="kind set_by_id",
    ),
    Kept(
        Payment,
        ("payment",),
        Thing(_("Payment"), payments.visible, "reference", amount="amount"),
        columns={
            "state": state(Payment),
            "initiated_on": Column(_("Left on")),
            "settled_on": Column(_("Arrived on")),
            "reversed_on": Column(_("Taken back on")),
            "reference": _REFERENCE,
        },
        quiet="contractor_id currency amount released_by_id ended_by_id day_reason reason",
    ),
    Kept(
        Allocation,
        part=Part({"payment_id": Payment, "invoice_id": Invoice}),
        columns={
            "amount": Column(_("Pays"), money=True),
            "purpose": Column(_("For")),
            "starts_on": Column(_("For the time from")),
            "ends_on": Column(_("For the time until")),
        },
        quiet="net live unlinked order_line_id",
    ),
    Kept(
        Twin,
        part=Part({"payment_id": Payment}, always=True),
        columns={
            "amount": Column(_("A second one is right, of"), money=True),
            "day": Column(_("on")),
            "covers_id": Column(_("The second one")),
        },
        quiet="contractor_id currency reason confirmed_by_id",
    ),
    Kept(
        SetOff,
        part=Part({"payment_id": Payment, "invoice_id": Invoice, "credited_id": Invoice}, always=True),
        columns={"amount": Column(_("Set off"), money=True)},
        quiet="net credited_net live released_by_id ended_by_id",
    ),
    Kept(
        Remittance,
        part=Part({"payment_id": Payment}, always=True),
        columns={"state": state(Remittance, _("remittance advice")), "void_on": Column(_("advice void since"))},
        quiet="payment_id content sha256 void_sha256",
    ),
    Kept(
        Refund,
        ("refund",),
        Thing(
            _("Refund"),
            _refunds,
            "reference",
            amount="amount",
            currency="credited__currency",
            page=("credited_id", Invoice),
        ),
        columns={"state": state(Refund), "reference": _REFERENCE, "received_on": Column(_("Received on"))},
        quiet="credited_id amount net noted_by_id decided_by_id reason",
    ),
    Kept(
        WriteOff,
        ("writeoff",),
        Thing(_("Write-off"), payments.write_offs, "kind", says=_left_over, amount="amount"),
        columns={"state": state(WriteOff), "reason": Column(_("Reason"))},
        quiet="kind order_id invoice_id currency amount net noted_by_id approved_by_id ended_by_id ended_reason",
    ),
    Kept(
        WriteOffLimit,
        ("writeofflimit",),
        Thing(_("Write-offs"), _limits, "version"),
        columns={"amount": Column(_("One person alone up to"))},
        quiet="set_by_id",
    ),
)
