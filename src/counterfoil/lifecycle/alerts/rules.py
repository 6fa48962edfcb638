"""When a person is told by mail or has seen it, and of what they can say that they want it. Pure: values in, reasons out."""

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import works_here
from counterfoil.foundation.kernel.refusals import Reason
from counterfoil.foundation.kernel.states import wrong_state
from counterfoil.foundation.mail.models import ADDRESS
from counterfoil.foundation.mail.rules import NO_ADDRESS

from .kinds import KINDS
from .models import Alert


def tell(member: Member, links_stand: bool) -> list[Reason]:
    """A person who is here is told, once a mail with links can be sent. Contractors are told nothing."""
    reasons = []
    if member.state != Member.ACTIVE or member.user_id is None or not works_here(member.roles):
        reasons.append(Reason("not_here", _("They do not work here, or not any more, and are told nothing.")))
    elif not re.fullmatch(ADDRESS, member.email or ""):
        reasons.append(Reason("no_address", _("They have no address that a mail server takes.")))
    if not links_stand:
        reasons.append(Reason("no_mail_server", NO_ADDRESS))
    return reasons


def see(alert: Alert, by: Member) -> list[Reason]:
    """Whoever is told of what happened once has seen it. Everything else is over by itself, once it holds no more."""
    reasons = wrong_state(alert, "see")
    if alert.crossing_id is None:
        reasons.append(Reason("ends_by_itself", _("It is over by itself, once what it says holds no more.")))
    elif not (KINDS[alert.kind].roles & by.roles_for("alert.see") or alert.order.requester_id == by.id):
        sentence = _("Finance, an owner or who asked for the order says that it is seen.")
        reasons.append(Reason("not_told", sentence, never=True))
    return reasons


def told_once(told_on: Callable[[date], bool], told_through: int, raised: int, day: date, through: int) -> list[Reason]:
    """Once a day, and of what was raised since they were told last."""
    reasons = []
    if told_on(day):
        reasons.append(Reason("told_today", _("They were told of what is new on this day already.")))
    if not told_through < through <= raised:
        reasons.append(Reason("nothing_new", _("There is nothing new since they were told last.")))
    return reasons
