"""invitation.renew and invitation.cancel: another link for somebody who did not join, and taking an invitation back."""

from counterfoil.foundation.trail.action import Stored, action

from .. import links, rules
from ..cases import PersonCase
from ..models import Member
from .members import linked


@action("invitation.renew", on=PersonCase, rule=rules.renew)
def renew_invitation(case: PersonCase) -> Stored:
    """Make another link for somebody who is invited, who declined, or whose invitation was taken back. The earlier one ends.

    Its `secret` is in this answer and nowhere else: the link is `/invitation/` and the secret.
    """
    member = case.member
    if member.state != Member.INVITED:
        member.state = Member.INVITED
        member.save()
    return linked(case.by, member, case.at)


@action("invitation.cancel", on=PersonCase, rule=rules.cancel_invitation)
def cancel_invitation(case: PersonCase) -> Stored:
    """Take back an invitation that nobody has answered. Its link leads nowhere any more, and it can be renewed."""
    member = case.member
    links.end(member, case.at)
    member.state = Member.GONE
    member.save()
    return Stored(member.id, {"id": str(member.id), "state": member.state})
