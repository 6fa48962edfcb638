"""The list of evidence: what was submitted on orders, and what was decided on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.queries import visible_members
from counterfoil.insight.desk.evidence_turns import EVIDENCE_TURNS
from counterfoil.insight.trace.priced import worth_of_submission
from counterfoil.lifecycle.evidence.models import Piece, Submission
from counterfoil.lifecycle.evidence.queries import visible
from counterfoil.lifecycle.orders.models import Order

from .asked_first import of_contractor, of_engagement, of_order, of_requester, of_team
from .columns import Chip, Link, Moment, Money, Part, Party, Text
from .filters import Currency, Kind, Of, OneOf
from .keyset import Newest
from .listing import Empty, Listing, Sentence, Way
from .on_desk import OnDesk
from .reader import Reader
from .searching import evidence_found
from .spans import Amount, Days
from .through import of_orders, told_by


@dataclass(frozen=True)
class ListedSubmission:
    """A submission of a list, with the states of its pieces."""

    submission: Submission
    states: frozenset[str]


def _named(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    return rows.select_related("order__contractor", "submitter")


def _along(reader: Reader, rows: Sequence[Submission]) -> Sequence[ListedSubmission]:
    pieces = Piece.objects.within(reader.by.company_id).filter(submission_id__in=[row.id for row in rows])
    states = set(pieces.values_list("submission_id", "state").distinct())
    return [ListedSubmission(row, frozenset(state for one, state in states if one == row.id)) for row in rows]


def _some(state: str, reader: Reader) -> Q:
    """A piece of it is in this state."""
    pieces = Piece.objects.within(reader.by.company_id).filter(submission_id=OuterRef("id"), state=state)
    return Q(Exists(pieces))


_FIRST_OF = ("submitted", "accepted", "rejected", "withdrawn")
"""A submission is called after the first of these states that a piece of it is in."""


def _kind(state: str) -> Kind:
    earlier = _FIRST_OF[: _FIRST_OF.index(state)]

    def true(reader: Reader) -> Q:
        found = _some(state, reader)
        for other in earlier:
            found &= ~_some(other, reader)
        return found

    return Kind(Piece.STATES[state], true)


def _stands(one: ListedSubmission, reader: Reader) -> tuple[str, str]:
    state = next((state for state in _FIRST_OF if state in one.states), "withdrawn")
    return state, str(Piece.STATES[state])


_UNDER = (Part(_("Number"), "submission.order.number", _("no number yet")),)
_NONE_FITS = Empty(
    "search",
    _("No evidence fits."),
    _("Evidence is found by the number, title or contractor of its order."),
    Way("evidence", "", Sentence(_("Show all evidence"))),
)
_NONE_YET = Empty(
    "files",
    _("There is no evidence yet."),
    _("Evidence says what was done on an order. It is submitted from the order, and somebody else decides on it."),
    Way("orders", "", Sentence(_("Look at the orders"), _("Look at my orders"))),
)


class Evidence(Listing):
    """Evidence, newest first by when it was submitted."""

    name, title, caption, model = "evidence", _("Evidence"), _("Evidence, newest first"), Submission
    row, rows, search, names, along, order = (
        "submission",
        visible,
        evidence_found,
        _named,
        _along,
        Newest("submitted_at"),
    )
    find = Sentence(_("Number, title or contractor of the order"), _("Number or title of the order"))
    figures = {"currency": told_by(Order, "order_id", "currency"), "worth": worth_of_submission()}
    filters = (
        OneOf("stands", _("State"), {state: _kind(state) for state in _FIRST_OF}, as_chips=True),
        of_contractor(of_orders("contractor_id")),
        of_engagement(of_orders("engagement_id")),
        of_team(of_orders("team_id")),
        of_requester(of_orders("requester_id")),
        Of("submitter", _("Submitted by"), visible_members, inside=True),
        of_order(),
        Days("submitted", _("Submitted"), "submitted_at"),
        Amount("worth", _("Amount")),
        Currency(),
        OnDesk(EVIDENCE_TURNS, inside=True),
    )
    columns = (
        Link(_("Order"), "submission.order.title", to="submission", under=_UNDER),
        Party(_("Contractor"), "submission.order.contractor.name", inside=True),
        Money(_("Amount"), "submission.worth", total="worth", sort="worth"),
        Chip(_("State"), _stands),
        Text(_("Submitted by"), "submission.submitter.name", inside=True),
        Moment(_("Submitted"), "submission.submitted_at", sort="submitted_at"),
    )
    none_fits, none_yet = _NONE_FITS, _NONE_YET
