"""The catalogues that there are. Each is told here once, and by its table in `models.py`."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.values import Mark

from .kit import Catalogue, RowValues
from .models import CostCentre, Project


class CostCentreValues(RowValues):
    """What a cost centre is added with."""


class ProjectValues(RowValues):
    """What a project is added with: also what others call it, and whose it is."""

    reference: Mark = ""
    team_id: UUID | None = None


COST_CENTRES = Catalogue(
    model=CostCentre,
    values=CostCentreValues,
    path="cost-centres",
    one=_("Cost centre"),
    many=_("Cost centres"),
    add=_("Add a cost centre"),
    teaches=_(
        "A cost centre says who bears a cost, such as a department or a site, under the code that your books have for it."
    ),
)
PROJECTS = Catalogue(
    model=Project,
    values=ProjectValues,
    path="projects",
    one=_("Project"),
    many=_("Projects"),
    add=_("Add a project"),
    teaches=_("A project says what a cost is for, such as a production or a client's job, across all who work on it."),
    more={"reference": _("Reference"), "team_id": _("Team")},
)
CATALOGUES = (COST_CENTRES, PROJECTS)
