"""What may be done with an offer, and every reason why not. Pure: values in, reasons out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.approvals import rules as approval_rules
from counterfoil.foundation.approvals.models import Approval, Step
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import ISSUER, MANAGER, OWNER, SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state

from .models import Offer
from .programme_rules import chosen, drawable

_HIRING = frozenset({OWNER, ISSUER, MANAGER})
"""Who hires, for the company or for a team."""


def draft(offer: Offer, by: Member, verb: str) -> list[Reason]:
    """An offer is written for a team of one's own, to a contractor with whom the company still works."""
    reasons = []
    if not for_own_team(by, offer.team_id, verb):
        reasons.append(Reason("not_your_team", _("You may hire for your own teams only."), never=True))
    if offer.contractor.archived_at is not None:
        sentence = _("%(contractor)s is archived: bring them back first, or choose somebody else.")
        reasons.append(Reason("contractor_archived", sentence, {"contractor": offer.contractor.name}))
    return reasons


def change(offer: Offer, by: Member) -> list[Reason]:
    """Only a draft is changed: what somebody decides on stands still."""
    reasons = own_offer(offer, by, "offer.change")
    if offer.state != "draft":
        sentence = _("It is %(state)s; only a draft can be changed. Take it back first.")
        reasons.append(Reason("not_draft", sentence, {"state": offer.state_words(offer.state)}))
    return reasons


def submit(
    offer: Offer, by: Member, reviewed: bool, base_worth: Decimal | None, today: date, programme: str
) -> list[Reason]:
    """Where the company reviews its offers, a draft is submitted."""
    reasons = wrong_state(offer, "submit") + own_offer(offer, by, "offer.submit") + _answerable(offer, today)
    reasons += chosen(offer, programme) + drawable(offer, by)
    if not reviewed:
        reasons.append(Reason("not_reviewed", _("Offers are not reviewed here: send it to the contractor.")))
    elif offer.most_amount is not None and base_worth is None:
        sentence = _(
            "The offer is in %(currency)s, and no general rate of it holds today, so nobody knows who has to approve it. "
            "Finance types one under Settings, Exchange rates."
        )
        reasons.append(Reason("rate_needed", sentence, {"currency": offer.currency}))
    return reasons


def send(offer: Offer, by: Member, reviewed: bool, today: date, programme: str) -> list[Reason]:
    """Where the company reviews none, a draft is sent as it stands."""
    reasons = wrong_state(offer, "send") + own_offer(offer, by, "offer.send") + _answerable(offer, today)
    reasons += chosen(offer, programme) + drawable(offer, by)
    if reviewed:
        sentence = _("Offers are reviewed here before they are sent: submit it.")
        reasons.append(Reason("review_first", sentence))
    return reasons


def recall(offer: Offer, by: Member) -> list[Reason]:
    """What nobody has answered yet can be taken back and changed."""
    return wrong_state(offer, "recall") + own_offer(offer, by, "offer.recall")


def withdraw(offer: Offer, by: Member) -> list[Reason]:
    """A draft or an offer that nobody has answered can be given up."""
    return wrong_state(offer, "withdraw") + own_offer(offer, by, "offer.withdraw")


def approve(
    offer: Offer, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool, today: date
) -> list[Reason]:
    """Whether this member may say yes now; the last yes sends it, so that the contractor has to be able to answer."""
    return _decide(offer, "approve", approval, steps, by, separated) + _answerable(offer, today)


def reject(offer: Offer, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool) -> list[Reason]:
    """Whether this member may say no now. The same people as for a yes."""
    return _decide(offer, "reject", approval, steps, by, separated)


def accept(offer: Offer, by: Member, today: date) -> list[Reason]:
    """Only the contractor to whom it was made says yes, and not after its last day."""
    return _answer(offer, "accept", by) + _over(offer, today)


def decline(offer: Offer, by: Member) -> list[Reason]:
    """Only the contractor to whom it was made says no."""
    return _answer(offer, "decline", by)


def shown_offer(offer: Offer, shown: str) -> list[Reason]:
    """A yes is to what was shown, and to nothing else."""
    if offer.document_sha256 == shown:
        return []
    sentence = _("What you were shown has changed since. Look at it again and then decide.")
    return [Reason("shown_is_not_current", sentence, {"shown": shown, "current": offer.document_sha256})]


def own_offer(offer: Offer, by: Member, verb: str) -> list[Reason]:
    """A manager acts on the offers that are theirs: written by them, or for a team that they manage."""
    everywhere = by.roles_for(verb) & SEES_EVERY_ORDER
    if everywhere or offer.made_by_id == by.id or for_own_team(by, offer.team_id, verb):
        return []
    return [Reason("not_your_offer", _("This offer belongs to another team."), never=True)]


def for_own_team(by: Member, team_id: object, *verbs: str) -> bool:
    """Whether one of the rights to hire, that count for these verbs, reaches this team. The rights come with the member; nothing
    is read here."""
    return any(right.role in _HIRING and right.team_id in (None, team_id) for right in by.rights_for(*verbs))


def _decide(
    offer: Offer, verb: str, approval: Approval | None, steps: Sequence[Step], by: Member, separated: bool
) -> list[Reason]:
    """The turn, the role and separation: who wrote it, submitted it or is paid by it does not decide."""
    reasons = wrong_state(offer, verb)
    if reasons:
        return reasons
    reasons = approval_rules.decide(approval, steps, by, separated, verb)
    told = {reason.key for reason in reasons} & {"own_request", "nothing_to_approve"}
    if separated and not told and by.has_hand_in([offer.contractor.member_id]):
        reasons.append(Reason("own_money", _("Nobody decides on an offer that pays themselves."), never=True))
    return reasons


def _answer(offer: Offer, verb: str, by: Member) -> list[Reason]:
    reasons = wrong_state(offer, verb)
    if offer.contractor.member_id != by.id:
        sentence = _("Only the contractor to whom it was made answers it.")
        reasons.append(Reason("not_your_offer", sentence, never=True))
    return reasons


def _answerable(offer: Offer, today: date) -> list[Reason]:
    """Somebody signs in for the contractor, and there is still a day to work on."""
    reasons = _over(offer, today)
    if offer.contractor.member_id is None:
        sentence = _(
            "Nobody signs in for %(contractor)s, so nobody could answer it. Finance or an owner gives them a sign-in on "
            "the contractor's page."
        )
        reasons.append(Reason("no_sign_in", sentence, {"contractor": offer.contractor.name}))
    return reasons


def _over(offer: Offer, today: date) -> list[Reason]:
    if offer.ends_on is None or offer.ends_on >= today:
        return []
    sentence = _("Its last day, %(day)s, is over. Take it back and give it other days.")
    return [Reason("days_over", sentence, {"day": offer.ends_on})]


def changed_policy(offers_reviewed: bool, reviewed: bool) -> list[Reason]:
    """A change that changes nothing says so."""
    return [Reason("unchanged", _("That is what it says already."))] if offers_reviewed == reviewed else []
