"""Orders that wait for a member: to approve, to issue, to go on with; and what they asked for, until it has ended."""

from uuid import UUID

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals.models import Step
from counterfoil.foundation.catalogue.custom_kinds import ORDER, ORDER_LINE
from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.catalogue.queries import asked_on
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import ISSUER
from counterfoil.foundation.parties.holds import EVERYTHING
from counterfoil.lifecycle.orders import queries
from counterfoil.lifecycle.orders.models import (
    LOADED,
    SHARED,
    LineValue,
    Order,
    OrderLine,
    Revision,
    RevisionLine,
    Value,
)
from counterfoil.lifecycle.orders.states import UNENDED

from .seat import NOBODY, Seat
from .turn import Turn, by_name

_OUTSIDE_CONTRACT = Q(Func(F("company_id"), F("id"), function="outside_contract", output_field=BooleanField()))
"""That it asks for more than the contract of its engagement allows."""


def seen(by: Member) -> QuerySet[Order]:
    """The visible orders without discarded drafts."""
    return queries.visible(by).filter(discarded=False).exclude(kind=SHARED)


def _approve(seat: Seat) -> Q:
    """The next step is of a role that the member has; they took no earlier one, have no interest in the order, and are not paid
    by it."""
    steps = Step.objects.within(seat.by.company_id).filter(approval_id=OuterRef("approval_id"))
    next_role = Subquery(steps.filter(state="waiting").order_by("position").values("role")[:1])
    taken = Exists(steps.filter(member_id__in=seat.alike))
    theirs = seat.takes(next_role, "approval__amount", "order.approve") & ~Q(taken)
    if seat.separated:
        theirs &= ~Q(approval__interested__overlap=seat.alike) & seat.nobody_alike("contractor__member_id")
    return Q(state="pending", approval__state="open") & theirs


def _issue(seat: Seat) -> Q:
    """Approved as it stands, nothing held, and the company has said what a document must name."""
    if not (seat.by.company.billing_address and seat.by.company.invoice_channel):
        return NOBODY
    as_approved = _says(seat).filter(digest=OuterRef("approval__digest"))
    on_hold = seat.held(EVERYTHING, order_id="id", contractor_id="contractor_id")
    most = seat.by.most(ISSUER, "order.issue")
    reached = Q() if most is None else Q(approval__amount__lte=most)
    given = Q(state="approved", approval__state="given") & reached
    return given & Q(Exists(as_approved)) & ~on_hold & ~_OUTSIDE_CONTRACT


def _revise(seat: Seat) -> Q:
    return Q(state="rejected", requester_id=seat.by.id)


def _submit(seat: Seat) -> Q:
    """Their own draft that is worth something, coded and filled in as the company asks."""
    return _worth_submitting(seat) & ~_lacks(seat)


def _fill_in(seat: Seat) -> Q:
    """The same, where a code or a custom field that the company asks for is all that it lacks."""
    return _worth_submitting(seat) & _lacks(seat)


def _worth_submitting(seat: Seat) -> Q:
    """Their own draft, with lines, a total above zero, and discounts that take off no more than there is."""
    lines = OrderLine.objects.within(seat.by.company_id).filter(order_id=OuterRef("id"))
    worth = _says(seat).filter(total__gt=0, base_total__gt=0, net__gte=0, adjustments__gte=-F("net"))
    return Q(state="draft", requester_id=seat.by.id) & Q(Exists(lines)) & Q(Exists(worth)) & ~_OUTSIDE_CONTRACT


def _lacks(seat: Seat) -> Q:
    """That some line names no code of a kind that is asked for, or that a field is empty which has to be filled in."""
    company_id, lacks = seat.by.company_id, NOBODY
    for name in seat.by.company.coding_required:
        lacks |= Q(Exists(_lines(company_id, OuterRef("id"), OuterRef("revision_number")).filter(**{name: None})))
    needed = CustomField.objects.within(company_id).filter(asked_on(seat.today), required=True)
    own = Value.objects.within(company_id).filter(order_id=OuterRef(OuterRef("id")), field_id=OuterRef("id"))
    lacks |= Q(Exists(needed.filter(~Exists(own), applies_to=ORDER)))
    of_line = LineValue.objects.within(company_id).filter(
        line_id=OuterRef("line_id"), field_id=OuterRef(OuterRef("id"))
    )
    lines = _lines(company_id, OuterRef(OuterRef("id")), OuterRef(OuterRef("revision_number"))).filter(~Exists(of_line))
    return lacks | Q(Exists(needed.filter(Exists(lines), applies_to=ORDER_LINE)))


def _lines(company_id: UUID, order_id: OuterRef, number: OuterRef) -> QuerySet[RevisionLine]:
    """The lines of the revision that stands."""
    found: QuerySet[RevisionLine] = RevisionLine.objects.within(company_id)
    return found.filter(order_id=order_id, revision__number=number)


def _asked_for(seat: Seat) -> Q:
    """What they asked for and what has not ended, where the next thing to do with the order is not theirs."""
    own = Q(requester_id=seat.by.id, state__in=UNENDED) & ~Q(origin=LOADED)
    for turn in (APPROVE, ISSUE, REVISE, SUBMIT, FILL_IN):
        if turn.concerns(seat.by):
            own &= ~turn.asks(seat)
    return own


def _says(seat: Seat) -> QuerySet[Revision]:
    """The revision that stands."""
    found: QuerySet[Revision] = Revision.objects.within(seat.by.company_id)
    return found.filter(order_id=OuterRef("id"), number=OuterRef("revision_number"))


APPROVE = Turn("approve", "order.approve", _("Approve"), "orders", seen, _approve, "submitted_at")
ISSUE = Turn("issue", "order.issue", _("Issue"), "orders", seen, _issue, "approved_at")
REVISE = Turn("revise", "order.revise", _("Revise"), "orders", seen, _revise, "updated_at")
SUBMIT = Turn("submit", "order.submit", _("Submit"), "orders", seen, _submit, "updated_at")
FILL_IN = Turn("fill_in", "order.change", _("Fill in"), "orders", seen, _fill_in, "updated_at")
ASKED_FOR = Turn("asked_for", "", _("What you asked for, and where it waits"), "orders", seen, _asked_for, "created_at")

NEXT = by_name(APPROVE, ISSUE, REVISE, SUBMIT)
"""What takes an order further."""
ORDER_TURNS = by_name(*NEXT.values(), FILL_IN, ASKED_FOR)
