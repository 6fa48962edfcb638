"""order.set_fields: change what custom fields say of an order that is no draft any more."""

from counterfoil.foundation.kernel.prepared import keep_row
from counterfoil.foundation.kernel.refusals import NotFound, expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import custom, rules
from ..cases import OrderCase
from ..values import FieldChanges


@action("order.set_fields", on=OrderCase, rule=rules.set_fields)
def set_fields(case: OrderCase, *, changes: FieldChanges, version: int | None = None) -> Stored:
    """Change what is named of an order's custom fields and of its lines'. The document stays as it was issued."""
    order = case.order
    expect_version(version, order.version)
    known = {str(said.line_id): said.line for said in case.says}
    if not changes.lines.keys() <= known.keys():
        raise NotFound("orderline")
    said = custom.written(case.fields.fields, changes.fields, list(changes.lines.values()), case.today)
    named = {*said.order, *(one for line in said.lines for one in line)}
    refuse_if(rules.fields_stand(order, [one for one in said.fields if one.id in named]))
    lines = zip(changes.lines, said.lines, strict=True)
    changed = [custom.change_line(order, known[one], case.fields, told) for one, told in lines]
    refuse_if(rules.changed_fields([custom.change(order, case.fields, said), *changed]))
    order.version += 1
    order.updated_at = case.at
    keep_row(order)
    return Stored(order.id, order.stored(), order_id=order.id)
