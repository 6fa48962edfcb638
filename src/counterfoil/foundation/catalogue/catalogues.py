"""The catalogues that there are. Each is told here once, and by its table in `models.py`."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from counterfoil.foundation.kernel.values import Mark, Markup, TaxPercent

from .kit import Catalogue, RowValues
from .models import Account, CostCentre, Discount, Project, Tax


class CostCentreValues(RowValues):
    """What a cost centre is added with."""


class AccountValues(RowValues):
    """What an account is added with."""


class DiscountValues(RowValues):
    """What a discount or markup is added with: how many per cent it adds, or, below zero, takes off."""

    percent: Markup


class TaxValues(RowValues):
    """What a tax is added with. A compound one is reckoned on the taxes before it too."""

    percent: TaxPercent
    compound: bool = False


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
ACCOUNTS = Catalogue(
    model=Account,
    values=AccountValues,
    path="accounts",
    one=_("Account"),
    many=_("Accounts"),
    add=_("Add an account"),
    teaches=_("An account says where your books keep a cost, under the number that your ledger has for it."),
)
DISCOUNTS = Catalogue(
    model=Discount,
    values=DiscountValues,
    path="discounts",
    one=_("Discount or markup"),
    many=_("Discounts and markups"),
    add=_("Add a discount or markup"),
    teaches=_(
        "A discount lowers what an order's lines come to, a markup raises it. An order picks at most two of them from here."
    ),
    more={"percent": _("Per cent")},
)
TAXES = Catalogue(
    model=Tax,
    values=TaxValues,
    path="taxes",
    one=_("Tax"),
    many=_("Taxes"),
    add=_("Add a tax"),
    teaches=_(
        "A tax is added to what an order comes to after its discounts. An order picks at most two of them from here."
    ),
    more={"percent": _("Per cent"), "compound": _("On the taxes before it too")},
)
CATALOGUES = (COST_CENTRES, ACCOUNTS, PROJECTS, DISCOUNTS, TAXES)
