"""What every page below the settings begins with."""

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import NotFound

from ..session.member import MemberRequest, outside

HERE = {"in_settings": True}
"""Every page below the settings: the way there is marked as the place where one is."""


def inside(request: MemberRequest) -> Member:
    """Whoever works here. Raises NotFound for a contractor: to them there are no settings."""
    if outside(request.member):
        raise NotFound("page")
    return request.member
