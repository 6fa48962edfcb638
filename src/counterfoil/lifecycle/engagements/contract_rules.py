"""What may be done with a contract, and every reason why not. Pure: values in, reasons out."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import SEES_EVERY_ORDER
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state

from .models import Contract, Engagement
from .offer_rules import for_own_team


def draft(engagement: Engagement, by: Member, is_taken: bool) -> list[Reason]:
    """One contract for an engagement of one's own team."""
    reasons = _own(engagement, by, "contract.create")
    if is_taken:
        reasons.append(Reason("has_contract", _("This engagement has its contract already.")))
    return reasons


def change(contract: Contract, engagement: Engagement, by: Member) -> list[Reason]:
    """Only what nobody has signed is changed."""
    reasons = _own(engagement, by, "contract.change")
    if contract.state != "drafted":
        sentence = _("It is %(state)s; only what nobody has signed can be changed.")
        reasons.append(Reason("not_draft", sentence, {"state": contract.state_words(contract.state)}))
    return reasons


def sign(contract: Contract, engagement: Engagement, by: Member) -> list[Reason]:
    """A draft is signed by storing what was signed."""
    return wrong_state(contract, "sign") + _own(engagement, by, "contract.sign")


def signed_file(signed_on: date, size: int, today: date) -> list[Reason]:
    """There is a file, and nobody signs ahead of time."""
    reasons = []
    if signed_on > today:
        sentence = _("It can't have been signed on %(day)s: that day is still to come.")
        reasons.append(Reason("day_ahead", sentence, {"day": signed_on}))
    if not size:
        reasons.append(Reason("no_file", _("The file is empty. Choose the one that was signed.")))
    return reasons


def start(contract: Contract, engagement: Engagement, by: Member, today: date) -> list[Reason]:
    """Work begins under what was signed, and not after its last day."""
    reasons = wrong_state(contract, "start") + _own(engagement, by, "contract.start")
    if contract.ends_on is not None and contract.ends_on < today:
        sentence = _("Its last day, %(day)s, is over.")
        reasons.append(Reason("days_over", sentence, {"day": contract.ends_on}))
    return reasons


def end(contract: Contract, engagement: Engagement, by: Member) -> list[Reason]:
    """Nothing new is ordered under it any more; what was ordered runs on."""
    return wrong_state(contract, "end") + _own(engagement, by, "contract.end")


def _own(engagement: Engagement, by: Member, verb: str) -> list[Reason]:
    if by.roles_for(verb) & SEES_EVERY_ORDER or for_own_team(by, engagement.team_id, verb):
        return []
    return [Reason("not_your_team", _("This engagement belongs to another team."), never=True)]
