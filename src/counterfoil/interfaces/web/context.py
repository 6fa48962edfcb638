"""What every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The member and company of the request, if signed in, and whether this is the demo."""
    member = getattr(request, "member", None)
    return {"member": member, "company": member.company if member else None, "demo": settings.COUNTERFOIL_DEMO}
