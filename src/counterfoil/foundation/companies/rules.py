"""Who may be invited, given or refused what. Pure: values in, reasons out."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.money import round_money
from counterfoil.foundation.kernel.refusals import Reason

from .models import Company, InvitationLink, Member
from .narrowing import WHOLE, nameable
from .permissions import BOUNDED, FINANCE, MANAGER, OWNER, PERMISSIONS, ROLES, SERVICE_ROLES


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
        sentence = _(
            "%(email)s is a member or invited already. Nothing was changed; on their page there is a new link for them."
        )
        reasons.append(Reason("member_known", sentence, {"email": email}))
    return reasons


def confirmed(role: str, name: str, confirm: str) -> list[Reason]:
    """Who gives finance types the name of whom they give it to: it reaches further than purchase orders (R27)."""
    if role != FINANCE or confirm.split() == name.split():
        return []
    sentence = _(
        "Finance reaches every figure of the company, not only purchase orders: all invoices, payments and balances, "
        "of every team and contractor. Nothing was changed. Type %(name)s to confirm that you mean it."
    )
    return [Reason("finance_unconfirmed", sentence, {"name": name})]


def answer(state: str, link: InvitationLink | None, at: datetime) -> list[Reason]:
    """An invitation is accepted or declined once, by its own link, before it expires."""
    reasons = []
    if state != Member.INVITED:
        reasons.append(Reason("not_invited", _("This invitation was answered already, or taken back.")))
    if link is None:
        reasons.append(
            Reason("link_unknown", _("This is not the link of this invitation. Open the one you were given."))
        )
    elif link.used_at:
        reasons.append(Reason("link_used", _("This link was used already; it works once.")))
    elif link.ended_at:
        reasons.append(Reason("link_ended", _("This link was taken back or answered, or a newer one takes its place.")))
    elif link.expires_at <= at:
        reasons.append(Reason("link_expired", _("This link has expired.")))
    return reasons


def first_password(wanted: bool, is_new: bool) -> list[Reason]:
    """An invitation's link sets a first password and never changes one: whoever made the link has seen it."""
    if is_new or not wanted:
        return []
    sentence = _(
        "There is an account with this address already. Its password stays as it is: sign in with it, then open the link."
    )
    return [Reason("has_account", sentence)]


def renew(member: Member, was_here: bool) -> list[Reason]:
    """A new link is for who is invited, or never came."""
    if member.state == Member.INVITED or (member.state == Member.GONE and not was_here):
        return []
    return [Reason("not_invited", _("Only somebody who was invited and did not join gets a new link."))]


def cancel_invitation(member: Member) -> list[Reason]:
    """Only an invitation that nobody has answered is taken back."""
    if member.state == Member.INVITED:
        return []
    return [Reason("not_invited", _("This invitation was answered already, or taken back."))]


def still_here(member: Member) -> list[Reason]:
    """What is changed of a member is changed of somebody who is or will be there."""
    return not_a_person(member) + ([_gone()] if member.state == Member.GONE else [])


def terms(role: str, until: date | None, most: Decimal | None, today: date, currency: str) -> list[Reason]:
    """An owner stays one until that is taken away, a last day lies ahead, and an amount bounds who approves, issues or pays."""
    reasons = []
    if until is not None and role == OWNER:
        sentence = _(
            "An owner is given no last day: a company always keeps one. Take the role away when that is meant."
        )
        reasons.append(Reason("owner_without_end", sentence))
    if until is not None and until < today:
        sentence = _("%(until)s is over: name a last day from today on.")
        reasons.append(Reason("day_over", sentence, {"until": until}))
    if most is not None and role not in BOUNDED:
        sentence = _("Only %(roles)s can be given up to an amount.")
        reasons.append(Reason("role_not_bounded", sentence, {"roles": ", ".join(sorted(BOUNDED))}))
    if most is not None and most != round_money(most, currency):
        sentence = _("%(most)s is finer than %(currency)s is written.")
        reasons.append(Reason("too_fine", sentence, {"most": str(most), "currency": currency}))
    return reasons


def only_of(role: str, only: Collection[str], *, service: bool = False) -> list[Reason]:
    """A right names verbs of its role; an owner, an engineer and a contractor have all of theirs."""
    unknown = sorted(set(only) - set(PERMISSIONS))
    if unknown:
        sentence = _("There is no verb %(verbs)s. Nothing was changed.")
        return [Reason("unknown_verb", sentence, {"verbs": ", ".join(unknown)})]
    if only and role in WHOLE:
        sentence = _("The role %(role)s is given whole. Nothing was changed; name no verbs, or another role.")
        return [Reason("role_given_whole", sentence, {"role": role})]
    others = sorted(set(only) - nameable(role, service=service))
    if not others or role not in ROLES:
        return []
    sentence = _(
        "By the role %(role)s nobody does %(verbs)s, or everybody does it for themselves. Nothing was changed; name what "
        "the role does."
    )
    return [Reason("not_of_role", sentence, {"role": role, "verbs": ", ".join(others)})]


def grant(
    member: Member,
    role: str,
    held_there: bool,
    team_id: object = None,
    until: date | None = None,
    most: Decimal | None = None,
    only: Collection[str] = (),
    confirm: str = "",
    *,
    bound_otherwise: bool = False,
    only_otherwise: bool = False,
    today: date = date.min,
    currency: str = "EUR",
) -> list[Reason]:
    """A role is given once on the same terms, and a service one of those that it can have."""
    reasons = known_role(role) + narrowed(role, team_id) + terms(role, until, most, today, currency)
    reasons += only_of(role, only, service=member.service)
    if member.service:
        reasons += service_role(role)
    if held_there:
        reasons.append(Reason("role_held", _("The member has this role already.")))
    if bound_otherwise:
        sentence = _(
            "They have this role elsewhere up to another amount, and the widest of them would hold everywhere. Take that "
            "one back first."
        )
        reasons.append(Reason("bound_otherwise", sentence))
    if only_otherwise:
        sentence = _(
            "They have this role elsewhere for other verbs, and each of them would hold everywhere. Take that one back "
            "first."
        )
        reasons.append(Reason("only_otherwise", sentence))
    return reasons + confirmed(role, member.name, confirm)


def service_role(role: str) -> list[Reason]:
    """A service has no role by which it could give its word, or see to keys and people."""
    if role in SERVICE_ROLES or role not in ROLES:
        return []
    sentence = _("A service can be %(roles)s, and never %(role)s.")
    return [Reason("not_for_service", sentence, {"role": role, "roles": ", ".join(sorted(SERVICE_ROLES))})]


def add_service(role: str, team_id: object, name: str, taken: bool) -> list[Reason]:
    """A service is called by a name of its own: keys and approvals name it."""
    reasons = known_role(role) + narrowed(role, team_id) + service_role(role)
    if taken:
        sentence = _("There is a service called %(name)s already.")
        reasons.append(Reason("service_taken", sentence, {"name": name}))
    return reasons


def not_a_person(member: Member) -> list[Reason]:
    """The company's own member keeps its one role and its place."""
    if not member.is_system:
        return []
    return [Reason("system_member", _("The company's own member can't be changed."))]


def revoke(member: Member, role: str, held: bool, other_owners: int) -> list[Reason]:
    """A company always keeps one owner."""
    reasons = known_role(role)
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


def _gone() -> Reason:
    return Reason("member_gone", _("This membership has ended already."))


def _last_owner() -> Reason:
    return Reason("last_owner", _("This is the last owner; a company always keeps one."))


def change_company(company: Company, sequential: bool | None, has_ordered: bool) -> list[Reason]:
    """How discounts are reckoned is fixed with the first order: the same per cents would come to something else."""
    if sequential in (None, company.sequential_discounts) or not has_ordered:
        return []
    sentence = _(
        "How a second discount is reckoned is fixed with the first order, and there is one: it stays as it is."
    )
    return [Reason("discounts_fixed", sentence)]
