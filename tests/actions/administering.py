"""Short words for what the tests of rights do to get there."""

from uuid import UUID

from counterfoil.foundation.companies.actions.members import Invitation, accept_membership, invite_member
from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import member_of

from ..cast import NOW, Cast


def joined(cast: Cast, name: str, role: str) -> Member:
    """Somebody new with this role, who is one of the cast from now on."""
    invitation = Invitation(name=name.title(), email=f"{name}@demo.example", role=role, confirm=name.title())
    invited = invite_member(by=cast.olga, at=NOW, invitation=invitation)
    member = member_of(cast.company_id, UUID(invited["id"]))
    accept_membership(by=member, at=NOW, secret=invited["secret"])
    cast.members[name] = member
    return cast.again(name)


def po_admin(cast: Cast) -> Member:
    """Pia, who administers purchase orders and sees nothing else of finance."""
    return joined(cast, "pia", "po_admin")
