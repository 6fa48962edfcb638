"""The catalogues that there are. Each is told here once, and by its table in `models.py`."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import Mark, Markup, Name, Quoted, TaxPercent

from .custom_kinds import KINDS, PLACES, wrong_declaration
from .kit import Catalogue, RowValues
from .models import Account, CostCentre, CustomField, Discount, Project, Tax

MOST_CHOICES = 200


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


class CustomFieldValues(RowValues):
    """What a custom field is added with. `default` is written plainly: 12.5, true, 2026-03-31, 14:30."""

    applies_to: Literal["order", "line", "contractor"] = "order"
    kind: Literal["number", "flag", "line", "text", "day", "time", "moment", "choice"] = "line"
    choices: Annotated[list[Name], Field(max_length=MOST_CHOICES)] = []
    default: Quoted = ""
    group: Mark = ""
    position: Annotated[int, Field(ge=0, le=9_999)] = 0
    required: bool = False
    printed: bool = False
    is_personal: bool = False


def _custom_field(said: Mapping[str, Any]) -> None:
    """What it begins with is one of what it can hold, and a choice has something to choose from. Raises Invalid."""
    wrong = wrong_declaration(said["kind"], said["choices"], said["default"])
    if wrong:
        raise Invalid(wrong)


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
CUSTOM_FIELDS = Catalogue(
    model=CustomField,
    values=CustomFieldValues,
    path="custom-fields",
    one=_("Custom field"),
    many=_("Custom fields"),
    add=_("Add a custom field"),
    teaches=_("A custom field asks for something that only you need, on orders, on their lines or of contractors."),
    more={
        "applies_to": _("Stands on"),
        "kind": _("Holds"),
        "choices": _("Choices"),
        "default": _("Begins with"),
        "group": _("Group"),
        "position": _("Place in its group"),
        "required": _("Has to be filled in"),
        "printed": _("Stands on the document of an order"),
        "is_personal": _("Is about a person: can be erased from the trail"),
    },
    hints={
        "applies_to": _("It stays so for good."),
        "kind": _("It stays so for good."),
        "choices": _("For a choice only: one to a line. One that you take out later stays where it was chosen."),
        "default": _("Written plainly, such as 12.5, true, 2026-03-31 or 14:30; empty where it begins with nothing."),
        "group": _("Fields of one group stand together under its name."),
        "position": _("The lowest stands first."),
    },
    coded={"applies_to": PLACES, "kind": KINDS},
    stays=("applies_to", "kind", "is_personal"),
    listed=("applies_to", "kind"),
    called="name",
    checks=_custom_field,
)
CATALOGUES = (COST_CENTRES, ACCOUNTS, PROJECTS, DISCOUNTS, TAXES, CUSTOM_FIELDS)
