"""Who makes and ends which key, and who is left to answer what it brings. Pure: values in, reasons out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.refusals import Reason

from .models import ApiKey, Member
from .permissions import BRINGS_BILLS, BRINGS_ORDERS, ENGINEER, OWNER, PERMISSIONS, SERVICE_VERBS


def create_key(
    by: Member, member: Member, scopes: list[str], expires: datetime | None, at: datetime, left: "Left | None" = None
) -> list[Reason]:
    """A key is made for an active member, for verbs that exist, and by nobody for more than they have themselves.

    `left` says who can still approve and clear what a service member brings; of a person's own key nothing is asked.
    """
    reasons = []
    if member.state != Member.ACTIVE or member.is_system:
        sentence = _("A key can be made for an active person or service only.")
        reasons.append(Reason("member_not_active", sentence))
    unknown = [scope for scope in scopes if scope != "*" and scope not in PERMISSIONS]
    if unknown:
        reasons.append(Reason("unknown_scope", _("There is no verb %(scopes)s."), {"scopes": ", ".join(unknown)}))
    reasons += _for_whom(by, member) + _for_service(member, scopes) + _wider_than_own(by, scopes, expires)
    if expires is not None and expires <= at:
        reasons.append(Reason("expires_in_past", _("The key would have expired already.")))
    return reasons + (_nobody_left(left) if left else [])


def _for_whom(by: Member, member: Member) -> list[Reason]:
    """A person's key is made by that person alone, where the company allows it; a service's by who looks after keys."""
    if member.service:
        if by.roles & {OWNER, ENGINEER}:
            return []
        sentence = _("Only an engineer or an owner makes keys for a service.")
        return [Reason("key_for_service", sentence, never=True)]
    if member.id != by.id:
        sentence = _("A person's key is made by that person alone. For a platform or a tool an owner adds a service.")
        return [Reason("key_for_other", sentence, never=True)]
    if not by.company.own_keys:
        sentence = _("This company lets nobody make keys for themselves. An owner can allow it.")
        return [Reason("own_keys_off", sentence)]
    return []


def _for_service(member: Member, scopes: list[str]) -> list[Reason]:
    """A service never gives its word; its '*' is what a service may."""
    beyond = sorted(scope for scope in scopes if scope in PERMISSIONS and scope not in SERVICE_VERBS)
    if not member.service or not beyond:
        return []
    sentence = _(
        "A service can't do %(scopes)s: only a person can. Leave it out, or let a person make a key of their own."
    )
    return [Reason("key_gives_word", sentence, {"scopes": ", ".join(beyond)})]


@dataclass(frozen=True)
class Left:
    """What a service's key brings, and who of those who could approve or clear it shares hands with it, and who does not."""

    service: str
    approving: Sequence[Member] = ()
    clearing: Sequence[Member] = ()
    hands: frozenset[UUID] = frozenset()
    brings: frozenset[str] = frozenset()

    def shut_out(self, members: Sequence[Member]) -> list[Member]:
        """Who of these has a hand in what the key brings."""
        return [one for one in members if one.has_hand_in(self.hands)]


def left(by: Member, member: Member, scopes: list[str], people: Sequence[Member]) -> Left:
    """Who could approve and who could clear what this key brings, once `by` has made it."""
    verbs = SERVICE_VERBS & member.verbs if "*" in scopes else frozenset(scopes)
    return Left(
        service=member.name,
        approving=[one for one in people if one.may("order.approve")] if verbs & BRINGS_ORDERS else [],
        clearing=[one for one in people if one.may("exception.accept")] if verbs & BRINGS_BILLS else [],
        hands=by.hands.of([member.id, by.id]),
        brings=verbs & (BRINGS_ORDERS | BRINGS_BILLS),
    )


def _nobody_left(found: Left) -> list[Reason]:
    """What a service brings needs a second person, who has no hand in it."""
    reasons = []
    if found.brings & BRINGS_ORDERS and len(found.shut_out(found.approving)) == len(found.approving):
        sentence = _(
            "Nobody would be left who could approve what %(service)s brings: who makes a key stands behind it. "
            "No key was made; let an engineer who does not approve make it."
        )
        reasons.append(Reason("no_approver_left", sentence, _names(found, found.approving)))
    if found.brings & BRINGS_BILLS and len(found.shut_out(found.clearing)) == len(found.clearing):
        sentence = _(
            "Nobody would be left who could clear what %(service)s brings: who makes a key stands behind it. "
            "No key was made; let an engineer who does not clear make it."
        )
        reasons.append(Reason("no_clearer_left", sentence, _names(found, found.clearing)))
    return reasons


def warnings(found: Left) -> list[str]:
    """Who can no longer approve or clear what the key brings, each in a sentence."""
    approve, clear = found.shut_out(found.approving), found.shut_out(found.clearing)
    said = [_("%(who)s can no longer approve what %(service)s brings.") % _names(found, approve)] if approve else []
    return said + ([_("%(who)s can no longer clear what %(service)s brings.") % _names(found, clear)] if clear else [])


def _names(found: Left, members: Sequence[Member]) -> dict[str, str]:
    return {"service": found.service, "who": ", ".join(one.name for one in members)}


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


def revoke_key(key: ApiKey, by: Member, holder: Member) -> list[Reason]:
    """A key ends once: by its own member, by an owner, or, where it is no owner's, by an engineer."""
    reasons = []
    if holder.id != by.id and not by.roles & {OWNER, ENGINEER}:
        reasons.append(Reason("not_your_key", _("You may end your own keys only."), never=True))
    elif holder.id != by.id and OWNER in holder.roles and OWNER not in by.roles:
        reasons.append(Reason("owners_key", _("Only an owner ends an owner's key."), never=True))
    if key.revoked_at:
        reasons.append(Reason("key_revoked", _("This key was revoked already.")))
    return reasons
