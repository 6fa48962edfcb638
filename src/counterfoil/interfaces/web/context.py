"""What every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from counterfoil.foundation.companies.permissions import sees_dealings

from .session.member import outside
from .wording import wording


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The member and company of the request, if signed in, how they write, and whether this is the demo."""
    member = getattr(request, "member", None)
    company = member.company if member else None
    companies = getattr(request, "companies", [])
    here = company.id if company else None
    return {
        "member": member,
        "company": company,
        "companies": companies,
        "invitations": [one for one in companies if one.invited and one.company_id != here],
        "wording": wording(member),
        "outside": bool(member and outside(member)),
        "deals": bool(member and sees_dealings(member.roles)),
        "drafts": bool(member and member.may("order.create")),
        "demo": bool(company and company.slug in settings.COUNTERFOIL_DEMO),
    }
