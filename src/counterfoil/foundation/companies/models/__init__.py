"""Companies, their teams and members, the links that invite them, what each member may, and the keys that act for them."""

from .company import Company, Team, User
from .key import ApiKey
from .link import InvitationLink
from .member import Member, Right
from .view import View

__all__ = ["ApiKey", "Company", "InvitationLink", "Member", "Right", "Team", "User", "View"]
