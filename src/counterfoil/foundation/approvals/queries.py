"""What was set of who must approve. Reads only; every one takes `by`."""

from django.db.models import Prefetch

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.permissions import may_read
from counterfoil.foundation.kernel.tables import Rows

from .models import Level, Policy


def visible_versions(by: Member) -> Rows:
    """Every version of the approval policy with its levels, the newest first, for whoever reads it. Called inside a scope."""
    levels = Prefetch("levels", Level.objects.within(by.company_id).order_by("position"))
    versions: Rows = Policy.objects.within(by.company_id).order_by("-version").prefetch_related(levels)
    return versions if may_read(by.roles, "policy") else versions.none()
