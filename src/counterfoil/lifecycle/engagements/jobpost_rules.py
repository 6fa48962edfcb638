"""What may be done with a job post, and every reason why not. Pure: values in, reasons out."""

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state

from .models import JobPost, Offer
from .offer_rules import for_own_team
from .programme_rules import chosen


def draft(post: JobPost, by: Member, verb: str) -> list[Reason]:
    """A post is written for a team of one's own."""
    if for_own_team(by, post.team_id, verb):
        return []
    return [Reason("not_your_team", _("You may hire for your own teams only."), never=True)]


def change(post: JobPost, by: Member) -> list[Reason]:
    """Only a draft is changed."""
    reasons = _own(post, by, "jobpost.change")
    if post.state != "draft":
        sentence = _("It is %(state)s; only a draft can be changed.")
        reasons.append(Reason("not_draft", sentence, {"state": post.state_words(post.state)}))
    return reasons


def publish(post: JobPost, by: Member, programme: str) -> list[Reason]:
    """A draft is published once, with a choice of its purchase order where one is required (R18, R24)."""
    return wrong_state(post, "publish") + _own(post, by, "jobpost.publish") + chosen(post, programme)


def withdraw(post: JobPost, by: Member) -> list[Reason]:
    """What nobody fills can be given up."""
    return wrong_state(post, "withdraw") + _own(post, by, "jobpost.withdraw")


def offered_from(offer: Offer) -> list[Reason]:
    """An offer is made from a post that is published, and stays with it."""
    if offer.post is None or offer.post.state == "published":
        return []
    sentence = _("The post is %(state)s; an offer is made from one that is published.")
    return [Reason("post_not_published", sentence, {"state": offer.post.state_words(offer.post.state)})]


def _own(post: JobPost, by: Member, verb: str) -> list[Reason]:
    everywhere = by.roles_for(verb) & SEES_EVERY_ORDER
    if everywhere or post.made_by_id == by.id or for_own_team(by, post.team_id, verb):
        return []
    return [Reason("not_your_team", _("This post belongs to another team."), never=True)]
