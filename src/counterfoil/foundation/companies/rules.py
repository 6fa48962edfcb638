"""Who may be invited, given or refused what. Pure: values in, reasons out."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason

from .models import ApiKey, Member
from .permissions import MANAGER, OWN_WORD, OWNER, PERMISSIONS, ROLES


def add_team(taken: bool, name: str) -> list[Reason]:
    """A team's name is its own."""
    if not taken:
        return []
    return [Reason("team_taken", _("There is a team called %(name)s already."), {"name": name})]


def known_role(role: str) -> list[Reason]:
    """Only the named roles can be given; the system's can't."""
    if role in ROLES:
        return []
    return [Reason("unknown_role", _("There is no role %(role)s to give."), {"role": role})]


def narrowed(role: str, team_id: object) -> list[Reason]:
    """Only a manager's role can be narrowed to a team: every other one reaches over the whole company."""
    if team_id is None or role == MANAGER:
        return []
    return [Reason("role_not_narrowed", _("Only the role manager can be given for one team."))]


def invite(role: str, team_id: object, email: str, known: bool) -> list[Reason]:
    """A person is a member once."""
    reasons = known_role(role) + narrowed(role, team_id)
    if known:
        reasons.append(Reason("member_known", _("%(email)s is a member or invited already."), {"email": email}))
    return reasons


def answer(state: str) -> list[Reason]:
    """Only an open invitation can be accepted or declined."""
    if state == Member.INVITED:
        return []
    return [Reason("not_invited", _("This invitation was answered already."))]


def grant(member: Member, role: str, team_id: object, held: bool) -> list[Reason]:
    """A role is given once, to somebody who is or will be there."""
    reasons = known_role(role) + narrowed(role, team_id) + not_a_person(member)
    if member.state == Member.GONE:
        reasons.append(_gone())
    if held:
        reasons.append(Reason("role_held", _("The member has this role already.")))
    return reasons


def not_a_person(member: Member) -> list[Reason]:
    """The company's own member keeps its one role and its place."""
    if not member.is_system:
        return []
    return [Reason("system_member", _("The company's own member can't be changed."))]


def revoke(member: Member, role: str, held: bool, other_owners: int) -> list[Reason]:
    """A company always keeps one owner."""
    reasons = known_role(role) + not_a_person(member)
    if not held:
        reasons.append(Reason("role_not_held", _("The member does not have this role.")))
    if role == OWNER and not other_owners:
        reasons.append(_last_owner())
    return reasons


def deactivate(member: Member, other_owners: int) -> list[Reason]:
    """The system's member and the last owner stay."""
    reasons = not_a_person(member)
    if member.state == Member.GONE:
        reasons.append(_gone())
    if OWNER in member.roles and not other_owners:
        reasons.append(_last_owner())
    return reasons


def set_separation(on: bool, approvers: int) -> list[Reason]:
    """Requester and approver may be one person only in a company of one (R49, ruling 8)."""
    if on or approvers <= 1:
        return []
    sentence = _("%(count)s members may approve. Separation can be off only while one member alone may.")
    return [Reason("separation_needed", sentence, {"count": approvers})]


def create_key(by: Member, member: Member, scopes: list[str], expires: datetime | None, at: datetime) -> list[Reason]:
    """A key is made for an active member, for verbs that exist, and by nobody for more than they have themselves."""
    reasons = []
    if member.state != Member.ACTIVE or member.is_system:
        reasons.append(Reason("member_not_active", _("A key can be made for an active person only.")))
    unknown = [scope for scope in scopes if scope != "*" and scope not in PERMISSIONS]
    if unknown:
        reasons.append(Reason("unknown_scope", _("There is no verb %(scopes)s."), {"scopes": ", ".join(unknown)}))
    reasons += _for_somebody_else(by, member, scopes) + _wider_than_own(by, scopes, expires)
    if expires is not None and expires <= at:
        reasons.append(Reason("expires_in_past", _("The key would have expired already.")))
    return reasons


def _for_somebody_else(by: Member, member: Member, scopes: list[str]) -> list[Reason]:
    """An owner makes keys for others, but none that speaks for them where two people must agree."""
    if member.id == by.id:
        return []
    reasons = []
    if OWNER not in by.roles:
        reasons.append(Reason("key_for_other", _("Only an owner makes keys for somebody else."), never=True))
    if "*" in scopes or OWN_WORD & set(scopes):
        sentence = _(
            "A key for somebody else can't approve, reject, accept, issue, load or release, and has no '*': "
            "they alone give their word."
        )
        reasons.append(Reason("key_gives_word", sentence))
    return reasons


def _wider_than_own(by: Member, scopes: list[str], expires: datetime | None) -> list[Reason]:
    """A key makes no key that carries more, or longer, than itself."""
    key = by.api_key
    if key is None:
        return []
    reasons = []
    if not all(key.carries(scope) for scope in scopes):
        reasons.append(Reason("key_wider", _("A key can't make one with more scopes than its own."), never=True))
    if key.expires_at and (expires is None or expires > key.expires_at):
        reasons.append(Reason("key_longer", _("A key can't make one that is valid longer than itself."), never=True))
    return reasons


def revoke_key(key: ApiKey) -> list[Reason]:
    """A key ends once."""
    return [Reason("key_revoked", _("This key was revoked already."))] if key.revoked_at else []


def _gone() -> Reason:
    return Reason("member_gone", _("This membership has ended already."))


def _last_owner() -> Reason:
    return Reason("last_owner", _("This is the last owner; a company always keeps one."))
