"""view.save, view.change, view.remove and view.arrange: how a member has a list, for themselves alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from counterfoil.foundation.kernel.refusals import refuse_if
from counterfoil.foundation.kernel.values import Name, Values
from counterfoil.foundation.trail.action import Stored, action

from .. import view_rules as rules
from ..cases import ViewCase
from ..models import Member, View
from ..queries import views_of

ListName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_-]{0,62}$")]
"""What a list is called in addresses: whether there is such a one is the door's question."""
ListAddress = Annotated[str, StringConstraints(pattern=r"^[!-\"$-~]*$", max_length=2_000)]
"""What stands behind the question mark of a list's address."""
ColumnName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
ColumnNames = Annotated[list[ColumnName], Field(max_length=100)]


class ViewChanges(Values):
    """What is changed of a view; what is not named stays."""

    name: Name | None = None
    address: ListAddress | None = None
    is_default: bool | None = None


@action("view.save", subject="view")
def save(
    *, by: Member, at: datetime, list_name: ListName, name: Name, address: ListAddress = "", is_default: bool = False
) -> Stored:
    """Keep a list as it is asked for, under a name of its own; as what the list begins with, if that is wanted."""
    own = [one for one in views_of(by, list_name) if one.name]
    refuse_if(rules.save(name, any(one.name == name for one in own), len(own)))
    _no_other_default(own, is_default)
    view = View(company_id=by.company_id, member=by, list_name=list_name, name=name)
    view.address, view.is_default = address, is_default
    view.save()
    return Stored(view.id, view.stored())


@action("view.change", on=ViewCase, rule=rules.change)
def change(case: ViewCase, *, changes: ViewChanges) -> Stored:
    """Rename a view, replace what it asks for, or begin the list with it or no longer."""
    view = case.view
    facts = changes.model_dump(exclude_none=True)
    _no_other_default(views_of(case.by, view.list_name), facts.get("is_default", False))
    for name, value in facts.items():
        setattr(view, name, value)
    view.save()
    return Stored(view.id, view.stored())


@action("view.remove", on=ViewCase)
def remove(case: ViewCase) -> Stored:
    """Take a view away. The list stays as it is, and links to it go on working."""
    view_id, answer = case.view.id, case.view.stored()
    case.view.delete()
    return Stored(view_id, answer)


@action("view.arrange", subject="view")
def arrange(*, by: Member, at: datetime, list_name: ListName, columns: ColumnNames) -> Stored:
    """Keep which columns of a list are shown, and in which order; none names the list's own."""
    kept = next((one for one in views_of(by, list_name) if not one.name), None)
    if kept is None:
        kept = View(company_id=by.company_id, member=by, list_name=list_name, name="")
    kept.address = f"columns={','.join(columns)}" if columns else ""
    kept.save()
    return Stored(kept.id, kept.stored())


def _no_other_default(own: Sequence[View], is_default: bool) -> None:
    """A list begins with one view at most."""
    for one in own:
        if is_default and one.is_default:
            one.is_default = False
            one.save()
