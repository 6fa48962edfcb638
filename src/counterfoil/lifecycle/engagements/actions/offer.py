"""offer.*: a contractor is asked to do something for so much; reviewed where the company wants it, and answered by them."""

from datetime import datetime
from uuid import UUID

from counterfoil.foundation.approvals import deciding
from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.companies.models import Member, Team
from counterfoil.foundation.kernel.prepared import add_row, keep_row
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.kernel.values import Digest, Why
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Stored, action

from .. import jobpost_rules as posts
from .. import offer_rules as rules
from .. import queries
from ..document import freeze, said
from ..models import Contract, Engagement, Offer
from ..offer_cases import AnsweringCase, OfferCase
from ..offer_values import OfferValues
from ..programme_rules import in_currency


@action("offer.create", subject="offer")
def create_offer(*, by: Member, at: datetime, values: OfferValues) -> Stored:
    """Write an offer to a contractor. It binds nobody and can be changed until it is submitted or sent."""
    offer = Offer(company_id=by.company_id, made_by=by, created_at=at)
    _write(offer, values, by)
    refuse_if(rules.draft(offer, by, "offer.create") + posts.offered_from(offer))
    add_row(offer)
    return Stored(offer.id, offer.stored())


@action("offer.change", on=OfferCase, rule=rules.change)
def change_offer(case: OfferCase, *, values: OfferValues, version: int | None = None) -> Stored:
    """Write a draft anew: it says from now on what is said here."""
    offer = case.offer
    expect_version(version, offer.version)
    before, currency = offer.post_id, offer.currency
    _write(offer, values, case.by)
    reasons = rules.draft(offer, case.by, "offer.change") + in_currency(offer, currency)
    refuse_if(reasons + (posts.offered_from(offer) if offer.post_id != before else []))
    offer.version += 1
    keep_row(offer)
    return Stored(offer.id, offer.stored())


@action("offer.submit", on=OfferCase, rule=rules.submit)
def submit_offer(case: OfferCase, *, version: int | None = None) -> Stored:
    """Have the draft reviewed. Who approves is asked by the most that it can come to; all of them where it has no most."""
    offer, by, at = case.offer, case.by, case.at
    expect_version(version, offer.version)
    freeze(offer, case.company)
    offer.approval = deciding.ask(
        by=by,
        at=at,
        verb="offer.approve",
        subject_id=offer.id,
        digest=offer.document_sha256,
        amount=case.base_worth,
        currency=case.company.currency,
        interested=(interested := queries.offer_interested(offer)),
        typed_rate=case.worth.is_chosen_by({by.id, *interested}),
    )
    offer.submitted_at, offer.reason = at, ""
    move(offer, "submit")
    return Stored(offer.id, said(offer))


@action("offer.send", on=OfferCase, rule=rules.send)
def send_offer(case: OfferCase, *, version: int | None = None) -> Stored:
    """Send the draft to its contractor as it stands, where the company reviews none. From here it stands still."""
    offer = case.offer
    expect_version(version, offer.version)
    freeze(offer, case.company)
    offer.reason = ""
    _send(offer, "send", case)
    return Stored(offer.id, said(offer))


@action("offer.approve", on=OfferCase, rule=rules.approve, also=approval_rules.shown)
def approve_offer(case: OfferCase, *, shown: Digest) -> Stored:
    """Take the step whose turn it is; the last yes sends the offer. `shown` is the hash of what the reviewer looked at."""
    offer = case.offer
    if deciding.give(case.approval, case.steps, by=case.by, at=case.at):
        _send(offer, "approve", case)
    else:
        offer.version += 1
        keep_row(offer)
    return Stored(offer.id, offer.stored())


@action("offer.reject", on=OfferCase, rule=rules.reject)
def reject_offer(case: OfferCase, *, reason: Why) -> Stored:
    """Refuse it: it is a draft again, with the reason, and can be changed and submitted anew."""
    deciding.refuse(case.approval, case.steps, by=case.by, at=case.at, reason=reason)
    case.offer.reason = reason
    move(case.offer, "reject")
    return Stored(case.offer.id, case.offer.stored(), reason=reason)


@action("offer.recall", on=OfferCase, rule=rules.recall)
def recall_offer(case: OfferCase) -> Stored:
    """Take it back from its reviewers, or from the contractor who has not answered: it is a draft again."""
    offer = case.offer
    if offer.state == "in_review" or (case.approval and case.approval.state == "given"):
        deciding.close(case.approval, "recall" if offer.state == "in_review" else "withdraw", case.at)
    offer.sent_by = offer.sent_at = None
    move(offer, "recall")
    return Stored(offer.id, offer.stored())


@action("offer.withdraw", on=OfferCase, rule=rules.withdraw)
def withdraw_offer(case: OfferCase, *, reason: Why) -> Stored:
    """Give it up for good: nobody answers it any more."""
    offer = case.offer
    offer.decided_by, offer.decided_at, offer.reason = case.by, case.at, reason
    move(offer, "withdraw")
    return Stored(offer.id, offer.stored(), reason=reason)


@action("offer.accept", on=AnsweringCase, rule=rules.accept, also=rules.shown_offer)
def accept_offer(case: AnsweringCase, *, shown: Digest) -> Stored:
    """Agree to what was shown: an engagement and its contract come of it, signed by both. `shown` is the hash of what was read.

    The contract allows what was offered: who sent it has signed for the company, who accepts it for the contractor.
    """
    offer = case.offer
    engagement = Engagement(
        company_id=offer.company_id,
        contractor_id=offer.contractor_id,
        team_id=offer.team_id,
        title=offer.title,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
    )
    add_row(engagement)
    offer.engagement = engagement
    offer.decided_by, offer.decided_at = case.by, case.at
    move(offer, "accept")
    contract = _contract(offer, engagement, case)
    add_row(contract)
    if case.post is not None and case.post.state == "published":
        case.post.filled_at = case.at
        move(case.post, "fill")
    made = {"engagement_id": str(engagement.id), "contract_id": str(contract.id)}
    return Stored(offer.id, offer.stored() | made)


@action("offer.decline", on=OfferCase, rule=rules.decline)
def decline_offer(case: OfferCase, *, reason: Why) -> Stored:
    """Say no, with a reason that whoever made the offer reads."""
    offer = case.offer
    offer.decided_by, offer.decided_at, offer.reason = case.by, case.at, reason
    move(offer, "decline")
    return Stored(offer.id, offer.stored(), reason=reason)


def _write(offer: Offer, values: OfferValues, by: Member) -> None:
    for name, value in values.kept().items():
        setattr(offer, name, value)
    offer.contractor = Contractor.objects.within(offer.company_id).one(values.contractor_id)
    offer.team = _team(offer.company_id, values.team_id)
    offer.post = queries.post_named(by, values.post_id)


def _contract(offer: Offer, engagement: Engagement, case: OfferCase) -> Contract:
    """What was offered, as the contract that both have signed."""
    return Contract(
        company_id=offer.company_id,
        engagement=engagement,
        state="signed",
        currency=offer.currency,
        amount=offer.most_amount,
        unit_rate=offer.unit_rate,
        unit=offer.unit,
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        made_by=offer.sent_by,
        created_at=case.at,
        offer=offer,
        digest=offer.document_sha256,
        signed_on=case.today,
        signers=f"{offer.sent_by.name}, {case.by.name}",
        signed_by=case.by,
        signed_at=case.at,
    )


def _team(company_id: UUID, team_id: UUID | None) -> Team | None:
    found: Team | None = Team.objects.within(company_id).one(team_id) if team_id else None
    return found


def _send(offer: Offer, verb: str, case: OfferCase) -> None:
    offer.sent_by, offer.sent_at = case.by, case.at
    move(offer, verb)
