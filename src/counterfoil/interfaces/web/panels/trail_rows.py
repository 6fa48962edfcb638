"""The trail as a page says it: who did what with which thing, and what it changed, or was refused and why; the newest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.urls import reverse

from counterfoil.foundation.approvals.models import Policy
from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.catalogue.models import MatchPolicy, Rate
from counterfoil.foundation.companies.models import ApiKey, Company, Member, Team
from counterfoil.foundation.documents.models import Arrival
from counterfoil.foundation.mail.models import MailTemplate
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.models import Entry
from counterfoil.insight.trace.about import NOTHING, About, Differing, Said
from counterfoil.insight.trace.changed import said
from counterfoil.insight.trace.history import history
from counterfoil.insight.verbs.words import verb_words
from counterfoil.lifecycle.engagements.models import (
    ChangeRequest,
    Contract,
    Engagement,
    HiringPolicy,
    JobPost,
    Offer,
    Programme,
    Requisition,
    RequisitionPolicy,
)
from counterfoil.lifecycle.evidence.models import Submission
from counterfoil.lifecycle.invoices.models import Invoice
from counterfoil.lifecycle.matching.models import Route
from counterfoil.lifecycle.orders.models import Layout, Order, RunOutPolicy
from counterfoil.lifecycle.payments.models import Payment, WriteOff, WriteOffLimit

AT_ONCE = 8
"""So many fields are read at a glance; where there are more, they are opened."""
_OWN: Mapping[type[Model], str] = {
    Order: "record",
    Submission: "submission",
    Invoice: "invoice",
    Payment: "payment",
    WriteOff: "write_off",
    Contractor: "contractor",
    Engagement: "engagement",
    Offer: "offer",
    JobPost: "job_post",
    Requisition: "requisition",
    Contract: "contract",
    ChangeRequest: "change_request",
    Arrival: "arrival",
    Member: "member",
    Team: "team",
    ApiKey: "key",
    MatchPolicy: "match_policy",
    Rate: "rate",
    **{one.model: one.subject for one in CATALOGUES},
}
_SHARED: Mapping[type[Model], str] = {
    Company: "own_company",
    Policy: "approval_policy",
    Layout: "layout",
    MailTemplate: "mail_template",
    Route: "routes",
    WriteOffLimit: "write_off_limit",
    HiringPolicy: "hiring_policy",
    Programme: "programme",
    RequisitionPolicy: "requisition_policy",
    RunOutPolicy: "run_out_policy",
}
PAGES: Mapping[str, tuple[str, bool]] = {
    **{model._meta.db_table: (name, True) for model, name in _OWN.items()},
    **{model._meta.db_table: (name, False) for model, name in _SHARED.items()},
}
"""The page of each thing's table, and whether each row has its own."""


@dataclass(frozen=True)
class ShownThing:
    """A thing that an entry is about; `link` is its page, where that is not this one."""

    about: About
    link: str


@dataclass(frozen=True)
class TrailRow:
    """One entry as a sentence, the things that it is about, and the fields that it changed."""

    entry: Entry
    who: str
    verb: str
    reasons: Sequence[str]
    things: Sequence[ShownThing]
    fields: Sequence[Differing]
    more: Sequence[Differing]
    """Fields beyond those that are read at a glance."""


def trail_rows(by: Member, entries: Sequence[Entry], name: Callable[[UUID | None], str], here: UUID) -> list[TrailRow]:
    """These entries, which come in the order in which they were recorded, the newest first, on the page of this thing.

    Called inside a scope.
    """
    found = said(by, entries)
    return [_trail_row(entry, name, found.get(entry.id, NOTHING), here) for entry in reversed(entries)]


def happened(by: Member, subject_id: UUID, relation: str = "") -> list[TrailRow]:
    """What was done with one thing that hangs on no order, the newest first; where its `relation` is named, what changed it from
    elsewhere too. Called inside a scope."""
    entries, names = history(by, subject_id, relation)
    return trail_rows(by, entries, lambda member_id: names.get(member_id, "–"), subject_id)


def _trail_row(entry: Entry, name: Callable[[UUID | None], str], told: Said, here: UUID) -> TrailRow:
    reasons = [reason.get("words", reason["key"]) for reason in entry.reasons or []]
    things = [ShownThing(one, _page(one, here)) for one in told.things]
    first, more = told.fields[:AT_ONCE], told.fields[AT_ONCE:]
    return TrailRow(entry, name(entry.member_id), verb_words(entry.verb), reasons, things, first, more)


def _page(about: About, here: Any) -> str:
    table, row_id = about.page
    address, own = PAGES[table]
    if row_id == here:
        return ""
    return reverse(address, args=[row_id] if own else [])
