"""order.edit: what a shared order is for, until when it may be used, and what its minter authorises now."""

from decimal import Decimal

from counterfoil.foundation.documents.arriving import typed
from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.prepared import add_row, keep_row
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.trail.action import Stored, action

from .. import shared_rules
from ..cases import SharedCase
from ..document import money_text
from ..loading import write_version
from ..models import Order, Revision
from ..shared_values import SharedChanges
from ..stating import Stated


@action("order.edit", on=SharedCase, rule=shared_rules.edit)
def edit(case: SharedCase, *, changes: SharedChanges, version: int | None = None) -> Stored:
    """Change what is said of a shared order. Another amount is its minter's next version, with what was typed as its record; its
    number stays (R6, R21)."""
    order = case.order
    expect_version(version, order.version)
    named = changes.model_dump(exclude_unset=True)
    net: Decimal | None = named.pop("net", None)
    differing = {name: value for name, value in named.items() if getattr(order, name) != value}
    net = None if net == order.limit_amount else net
    last = differing.get("valid_through")
    refuse_if(shared_rules.edited(order, net, bool(differing) or net is not None, last, case.today))
    for name, value in differing.items():
        setattr(order, name, value)
    if net is not None:
        _authorise(case, order, net)
    else:
        order.version += 1
        order.updated_at = case.at
        keep_row(order)
    return Stored(order.id, order.stored() | {"net": money_text(order.limit_amount, order.currency)}, order_id=order.id)


def _authorise(case: SharedCase, order: Order, net: Decimal) -> None:
    """The next version comes to stand."""
    told = {"became": "change", "became_id": order.id, "order_id": order.id, "number": order.number}
    content = canonical({"number": order.number, "net": net, "currency": order.currency})
    arrival = typed(content, order.number or "", by=case.by, at=case.at, **told)
    add_row(arrival)
    write_version(order, Revision(company_id=order.company_id, net=net), [], Stated(), arrival, case.at)
