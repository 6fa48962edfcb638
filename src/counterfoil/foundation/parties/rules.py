"""Who may be added as a party, what may be changed of one, and who ends a hold. Pure: values in, reasons out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.catalogue.models import CustomField
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import APPROVES_OR_PAYS, CONTRACTOR
from counterfoil.foundation.kernel import archiving
from counterfoil.foundation.kernel.refusals import Reason

from .models import Contractor


def archive(contractor: Contractor) -> list[Reason]:
    """What is archived is not archived again. What was ordered from them runs on."""
    return archiving.archive(contractor)


def unarchive(contractor: Contractor) -> list[Reason]:
    """Only what is archived comes back."""
    return archiving.unarchive(contractor)


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


def filled(missing: Sequence[CustomField]) -> list[Reason]:
    """A custom field that has to be filled in is: from the beginning, and from then on (R165)."""
    return [Reason("field_needed", _("%(field)s has to be filled in."), {"field": one.name}) for one in missing]


def changed_contractor(contractor: Contractor, named: Mapping[str, Any], in_fields: bool = False) -> list[Reason]:
    """What is named has to differ. A currency can change at any time: every order, invoice and payment has its own."""
    if in_fields or any(getattr(contractor, name) != value for name, value in named.items()):
        return []
    return [Reason("unchanged", _("That is what it says already."))]


def link(contractor: Contractor) -> list[Reason]:
    """A contractor has one sign-in at a time: whose work it is, is never in doubt."""
    if contractor.member_id is None:
        return []
    sentence = _("Somebody signs in as %(contractor)s already. Take their sign-in away first.")
    return [Reason("has_sign_in", sentence, {"contractor": contractor.name})]


def linked(by: Member, member: Member) -> list[Reason]:
    """Nobody makes a contractor of themselves, or of whoever's keys they made; and not everybody can be one."""
    return _own_sign_in(by, member.id) + sign_in(member)


def sign_in(member: Member) -> list[Reason]:
    """Whoever signs in as a contractor is or will be here, has the role for it, and neither approves nor pays."""
    reasons, who = [], {"who": member.name}
    if member.state == Member.GONE:
        reasons.append(Reason("member_gone", _("%(who)s has left the company."), who))
    if CONTRACTOR not in member.roles:
        sentence = _("%(who)s does not have the role contractor. An owner gives it to them.")
        reasons.append(Reason("no_contractor_role", sentence, who))
    if deciding := sorted(member.roles & APPROVES_OR_PAYS):
        sentence = _("%(who)s is %(roles)s here: who approves or pays does not sign in as a contractor.")
        reasons.append(Reason("approves_or_pays", sentence, who | {"roles": ", ".join(deciding)}))
    return reasons


def unlink(contractor: Contractor, by: Member) -> list[Reason]:
    """There has to be one to take away, and nobody ends the sign-in by which they are known to be paid."""
    if contractor.member_id is None:
        sentence = _("Nobody signs in as %(contractor)s.")
        return [Reason("no_sign_in", sentence, {"contractor": contractor.name})]
    return _own_sign_in(by, contractor.member_id)


def add_with_sign_in(by: Member) -> list[Reason]:
    """Whoever adds a contractor names its sign-in only where they may give one."""
    if by.may("contractor.link"):
        return []
    sentence = _("You can add the contractor without a sign-in. An owner or finance gives it to them afterwards.")
    return [Reason("sign_in_not_yours", sentence, never=True)]


def _own_sign_in(by: Member, member_id: Any) -> list[Reason]:
    if not by.has_hand_in([member_id]):
        return []
    sentence = _(
        "Nobody gives or takes a sign-in that is their own, or that acts by a key of theirs. Ask somebody else."
    )
    return [Reason("own_sign_in", sentence, never=True)]
