"""Who may be added as a party, and who ends a hold. Pure: values in, reasons out."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import Reason

from .models import Contractor


def lift(contractor: Contractor, by: Member, separated: bool) -> list[Reason]:
    """Nobody lifts a hold on what pays themselves, whatever else they are in the company: on any of the three kinds."""
    if not separated or not by.has_hand_in([contractor.member_id]):
        return []
    return [Reason("own_money", _("Nobody lifts a hold on what pays themselves."), never=True)]


def add_contractor(code: str, taken: bool, known: Sequence[str] = ()) -> list[Reason]:
    """A contractor's code is its own: order codes are made from it. `known` are the names that mean somebody already: with
    them a new contractor would come between others and their papers."""
    reasons = []
    if taken:
        reasons.append(Reason("contractor_code_taken", _("Another contractor has the code %(code)s."), {"code": code}))
    if known:
        sentence = _("Documents know somebody else by %(names)s already. Finance says by which names each is known.")
        reasons.append(Reason("identity_taken", sentence, {"names": ", ".join(known)}))
    return reasons
