"""Exceptions, invoices, payments and credit balances that wait for a member."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    DecimalField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    UUIDField,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.models import PolicyVersion
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import FINANCE
from counterfoil.foundation.parties.holds import PAYMENT
from counterfoil.foundation.parties.models import Assignment
from counterfoil.foundation.trail.models import Change
from counterfoil.insight.trace.priced import unit_of
from counterfoil.lifecycle.invoices import queries as invoices
from counterfoil.lifecycle.invoices.models import ADVANCE, Invoice
from counterfoil.lifecycle.invoices.states import PAYABLE, WAITING
from counterfoil.lifecycle.matching import queries as matching
from counterfoil.lifecycle.matching.models import InvoiceException
from counterfoil.lifecycle.orders.models import LOADED, Revision
from counterfoil.lifecycle.payments import queries as payments
from counterfoil.lifecycle.payments.models import Allocation, Payment, Refund
from counterfoil.lifecycle.payments.reaching import RELEASING
from counterfoil.lifecycle.payments.states import BOUNCED

from .seat import Seat
from .turn import Turn, by_name

LONGEST_DAY = timedelta(hours=26)
"""No day is longer, whatever a clock is put back by."""
_MONEY: Any = DecimalField(max_digits=28, decimal_places=4)
_UNTOLD = Decimal(10**20)
"""More than any right reaches."""
_HELD_ON = {"invoice_id": "id", "order_id": "order_id", "contractor_id": "contractor_id"}


def invoices_seen(by: Member) -> QuerySet[Invoice]:
    """The visible invoices."""
    return invoices.visible(by)


def payments_seen(by: Member) -> QuerySet[Payment]:
    """The visible payments."""
    return payments.visible(by)


# -- exceptions ----------------------------------------------------------------------------------------------------


def _settle(seat: Seat) -> Q:
    """They own it: it is theirs to have it corrected, rejected or, where they may, accepted."""
    return Q(state="open", owner_id=seat.by.id)


# -- invoices ------------------------------------------------------------------------------------------------------


def payable() -> Q:
    """Matched or cleared, and at least the smallest unit of its currency is still to be paid."""
    left = Q(total__gte=F("credited_amount") + F("allocated_amount") + unit_of("currency"))
    return Q(state__in=(*PAYABLE, "paying")) & ~Q(kind="credit") & left


def _release(seat: Seat) -> Q:
    """All that the rule of a release asks but the comparison: what that found last is the invoice's state."""
    return releasable(seat) & ~_twin(seat)


def releasable(seat: Seat) -> Q:
    """The same of what is paid together with others: whether it is a second payment of the same is asked of their sum."""
    attached = Q(order__isnull=True) | Q(order__engagement__isnull=False)
    fits = payable() & attached & ~seat.held(PAYMENT, **_HELD_ON) & ~_beyond() & _reached(seat)
    return fits & _no_hand_in(seat) if seat.separated else fits


def _stopped(seat: Seat) -> Q:
    """What is payable, and what this member can't release now."""
    return payable() & ~_release(seat)


def _reached(seat: Seat) -> Q:
    """Their right reaches what is open of it; where that is not told, no bounded one does."""
    most = seat.by.most(FINANCE, *RELEASING)
    if most is None:
        return Q()
    left = F("total") - F("credited_amount") - F("allocated_amount") - F("written_off_amount")
    unit = Func(F("currency"), function="last_unit", output_field=_MONEY)
    whole = Func(left / unit, function="floor", output_field=_MONEY) * unit
    worth = Func(F("company_id"), F("id"), whole, function="release_worth", output_field=_MONEY)
    return Q(LessThanOrEqual(Coalesce(worth, Value(_UNTOLD)), Value(most)))


def _beyond() -> Q:
    """With it more would be released on its order than that allows. Few come near: only of those it is reckoned."""
    beside = Greatest(F("total") + F("prepaid") - F("net") - F("tax"), Value(0), output_field=_MONEY)
    room = F("order__limit_amount") + F("order__small_amount") - F("order__released_amount")
    near = Q(net__gt=room - beside)
    return Q(Case(When(near, then=_told("is_beyond_order", "company_id", "id")), default=Value(False)))


def _twin(seat: Seat) -> Q:
    """Released by itself it would be a second payment of the same amount today."""
    return Q(id__in=RawSQL("SELECT twin_invoices(%s, %s::uuid[])", [seat.today, seat.apart_from]))


def _no_hand_in(seat: Seat) -> Q:
    """They cleared nothing of it, asked for no advance, loaded no order, noted no failure, loosened nothing, and are not paid."""
    company, alike = seat.by.company_id, seat.alike
    own = InvoiceException.objects.within(company).filter(invoice_id=OuterRef("id"), state="accepted")
    versions = Revision.objects.within(company).filter(order__origin=LOADED, loaded_from__sender_id__in=alike)
    # Two questions, not one of either: each finds its rows by the order alone.
    loaded, above = (versions.filter(**{of: OuterRef("order_id")}) for of in ("order_id", "order__shares"))
    cleared = own.filter(settled_by_id__in=alike)
    return (
        ~Q(Exists(cleared))
        & ~Q(kind=ADVANCE, entered_by_id__in=alike)
        & ~Q(Exists(loaded))
        & ~Q(Exists(above))
        & ~_where_any(_failures(seat), _told("is_failed_by", "company_id", "id", alike=alike))
        & ~_where_any(_loosenings(seat), _told("is_loosened_by", "company_id", "order_id", alike=alike))
        & seat.nobody_alike("contractor__member_id")
    )


def _failures(seat: Seat) -> Q:
    """Whether they ever noted that a payment failed or was reversed."""
    noted = Payment.objects.within(seat.by.company_id).filter(state__in=BOUNCED, ended_by_id__in=seat.alike)
    return Q(Exists(noted))


def _loosenings(seat: Seat) -> Q:
    """Whether they ever loosened a policy, or anybody moved the company to another country."""
    company, alike = seat.by.company_id, seat.alike
    policies = PolicyVersion.objects.within(company).filter(loosens=True, set_by_id__in=alike)
    assigned = Assignment.objects.within(company).filter(loosens=True, set_by_id__in=alike)
    moved = Change.objects.within(company).filter(relation="companies_company", row_id=company, op="U")
    return Q(Exists(policies)) | Q(Exists(assigned)) | Q(Exists(moved.filter(plain__has_key="country")))


def _where_any(ever: Q, exactly: Func) -> Q:
    """Exactly this; asked of no row where it never happened at all."""
    return Q(Case(When(ever, then=exactly), default=Value(False)))


def _told(function: str, *columns: Any, alike: list[Any] | None = None) -> Func:
    """What one of our functions says of a row."""
    given: list[Any] = [F(one) if isinstance(one, str) else one for one in columns]
    people: ArrayField[Any, Any] = ArrayField(UUIDField())
    if alike is not None:
        given.append(Value(alike, output_field=people))
    return Func(*given, function=function, output_field=BooleanField())


def _attach(seat: Seat) -> Q:
    """Payable, but its loaded order belongs to no engagement yet; whom it pays attaches nothing."""
    loaded = Q(order__origin=LOADED, order__engagement__isnull=True) & ~Q(order__state="cancelled")
    return payable() & loaded & seat.nobody_alike("order__contractor__member_id")


def _balance(seat: Seat) -> Q:
    """More of it arrived than is owed, and that has not come back; an advance, once its order is not open any more."""
    waits = Q(kind=ADVANCE, order__state="issued")
    return Q(settled_amount__gt=F("total") - F("credited_amount") + F("returned_amount")) & ~waits


def confirmable(seat: Seat) -> QuerySet[Refund]:
    """The refunds that this member may confirm."""
    if not seat.by.may("refund.confirm"):
        return Refund.objects.none()
    noted: QuerySet[Refund] = Refund.objects.within(seat.by.company_id).filter(state="noted")
    return noted.filter(seat.apart("noted_by_id", "credited__contractor__member_id"))


def _confirm(seat: Seat) -> Q:
    """A second person noted that money came back."""
    return Q(id__in=confirmable(seat).values("credited_id"))


# -- payments ------------------------------------------------------------------------------------------------------


def _initiate(seat: Seat) -> Q:
    """Released, and nothing that can be asked of all at once keeps it: no hold, no correction, nothing credited since."""
    return Q(state="released") & ~Q(Exists(_unfit(seat, early=True)))


def _no_longer(seat: Seat) -> Q:
    """Released, and it no longer fits: finance cancels it, or waits until what keeps it ends."""
    return Q(state="released") & Q(Exists(_unfit(seat)))


def _arrive(seat: Seat) -> Q:
    return Q(state="initiated", initiated_on__lte=seat.today)


def _unfit(seat: Seat, *, early: bool = False) -> QuerySet[Allocation]:
    """What a payment pays, and what keeps it from leaving; `early`, also where its day has not come."""
    paid = Allocation.objects.within(seat.by.company_id).filter(payment_id=OuterRef("id"), live=True)
    corrections = Invoice.objects.within(seat.by.company_id).filter(state__in=WAITING)
    kept = seat.held(PAYMENT, **{subject: f"invoice__{column}" for subject, column in _HELD_ON.items()})
    kept |= Q(Exists(corrections.filter(corrects_id=OuterRef("invoice_id"))))
    kept |= Q(invoice__total__lt=F("invoice__credited_amount") + F("invoice__allocated_amount"))
    return paid.filter(kept | Q(invoice__issued_on__gt=seat.today) if early else kept)


_EXCEPTIONS, _INVOICES, _PAYMENTS = "exceptions", "invoices", "payments"

SETTLE = Turn("settle", "", _("Settle an exception"), _EXCEPTIONS, matching.visible, _settle, "due_on")
ATTACH = Turn("attach", "order.attach", _("Attach to an engagement"), _INVOICES, invoices_seen, _attach, "due_on")
RELEASE = Turn("release", "payment.release", _("Release"), _INVOICES, invoices_seen, _release, "due_on")
STOPPED = Turn("stopped", "payment.release", _("Can't be released yet"), _INVOICES, invoices_seen, _stopped, "due_on")
BALANCE = Turn("balance", "refund.note", _("Credit balances"), _INVOICES, invoices_seen, _balance, "received_at")
CONFIRM = Turn("confirm", "refund.confirm", _("Confirm a refund"), _INVOICES, invoices_seen, _confirm, "received_at")
INITIATE = Turn("send", "payment.initiate", _("Send a payment"), _PAYMENTS, payments_seen, _initiate, "released_at")
NO_LONGER = Turn("unfit", "payment.cancel", _("No longer fits"), _PAYMENTS, payments_seen, _no_longer, "released_at")
ARRIVE = Turn("arrived", "payment.settle", _("Did it arrive?"), _PAYMENTS, payments_seen, _arrive, "initiated_on")

EXCEPTION_TURNS = by_name(SETTLE)
INVOICE_TURNS = by_name(ATTACH, RELEASE, STOPPED, BALANCE, CONFIRM)
PAYMENT_TURNS = by_name(NO_LONGER, INITIATE, ARRIVE)
