"""The verbs of every catalogue's rows: add, change, retire and restore."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.states import move
from counterfoil.foundation.trail.action import Answer, Stored, action

from .. import rules
from ..cases import CASES, RowCase
from ..catalogues import CATALOGUES
from ..kit import Catalogue

Verbs = dict[str, Callable[..., Answer]]


def _verbs_of(catalogue: Catalogue) -> Verbs:
    """The four verbs of one catalogue, each given what that catalogue's rows are typed as."""
    case, subject = CASES[catalogue.subject], catalogue.subject

    def add(*, by: Member, at: datetime, values: Any) -> Stored:
        """Add a row under a code of its own. From now on it can be picked."""
        taken = catalogue.model.objects.within(by.company_id).filter(code=values.code).exists()
        refuse_if(rules.add_row(values.code, taken, values.valid_from, values.valid_through))
        facts = values.model_dump()
        catalogue.checks(facts)
        _names_what_is_there(catalogue, facts, by)
        row = catalogue.model.objects.create(company_id=by.company_id, added_at=at, **facts)
        return Stored(row.id, row.stored())

    def change(case: RowCase, *, changes: Any, version: int | None = None) -> Stored:
        """Change what is named of a row that is in use, and leave the rest."""
        row, facts = case.row, changes.model_dump(exclude_unset=True)
        expect_version(version, row.version)
        catalogue.checks({name: facts.get(name, getattr(row, name)) for name in catalogue.values.model_fields})
        _names_what_is_there(catalogue, facts, case.by)
        for name, value in facts.items():
            setattr(row, name, value)
        move(row, "change")
        return Stored(row.id, row.stored())

    add.__annotations__["values"], change.__annotations__["changes"] = catalogue.values, catalogue.changes
    return {
        "add": action(f"{subject}.add", subject=subject)(add),
        "change": action(f"{subject}.change", on=case, rule=rules.change_row, also=rules.changed_row)(change),
        "retire": action(f"{subject}.retire", on=case, rule=rules.retire_row)(_retire),
        "restore": action(f"{subject}.restore", on=case, rule=rules.restore_row)(_restore),
    }


def _retire(case: RowCase, *, version: int | None = None) -> Stored:
    """Retire a row: it is picked no more, and what names it keeps it. Its code stays taken."""
    row = case.row
    expect_version(version, row.version)
    row.retired_at = case.at
    move(row, "retire")
    return Stored(row.id, row.stored())


def _restore(case: RowCase, *, version: int | None = None) -> Stored:
    """Take a row back into use, as it was."""
    row = case.row
    expect_version(version, row.version)
    row.retired_at = None
    move(row, "restore")
    return Stored(row.id, row.stored())


def _names_what_is_there(catalogue: Catalogue, facts: dict[str, Any], by: Member) -> None:
    """What a row names is the company's. Raises NotFound."""
    for name, model in catalogue.keys.items():
        if facts.get(name):
            model._default_manager.within(by.company_id).one(facts[name])  # type: ignore[attr-defined]


ROW_VERBS = {one.subject: _verbs_of(one) for one in CATALOGUES}
"""The verbs of each catalogue by what they are called after, each by its deed."""
