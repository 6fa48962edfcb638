"""Custom fields of every place for raw SQL to attack, with what they say of a draft, a pending, an issued and a cancelled one."""

from typing import Any
from uuid import UUID

from counterfoil.foundation.catalogue.catalogues import CUSTOM_FIELDS
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.actions import ContractorValues, add_contractor
from counterfoil.foundation.parties.models import ContractorValue
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.models import LineValue, OrderLine, Value

from ..cast import NOW, Cast, line
from ..catalogues import added, done

Names = dict[str, Any]
FIELDS = {
    "number_field": {"code": "KM", "kind": "number", "printed": True},
    "other_number_field": {"code": "MILES", "kind": "number"},
    "private_field": {"code": "AGE", "kind": "number", "is_personal": True},
    "line_field": {"code": "SHELF"},
    "choice_field": {"code": "COLOUR", "kind": "choice", "choices": ["Red", "Blue"]},
    "field_on_lines": {"code": "SEAT", "kind": "number", "applies_to": "line"},
    "other_field_on_lines": {"code": "ROW", "kind": "number", "applies_to": "line"},
    "field_on_contractors": {"code": "TAXOFFICE", "applies_to": "contractor"},
}


def customised(cast: Cast) -> Names:
    """Every field, and every value that an attack names: `filled` is a draft that says 7 in each."""
    names: Names = {name: added(CUSTOM_FIELDS, cast, **said) for name, said in FIELDS.items()}
    said = {"fields": {"KM": 7}, "lines": [line(fields={"SEAT": 7})]}
    made = {"filled": cast.draft(**said), "filled_pending": cast.pending(**said), "filled_issued": cast.issued(**said)}
    made["filled_cancelled"] = cast.draft(**said)
    orders.cancel(by=cast.rita, at=NOW, order_id=made["filled_cancelled"], reason="Not needed")
    values = ContractorValues(code="TAXED", name="Taxed", currency="EUR", fields={"TAXOFFICE": "Wien 1"})
    taxed = UUID(add_contractor(by=cast.rita, at=NOW, values=values)["id"])
    with scope.reading(cast.company_id):
        for name, order_id in made.items():
            names |= {name: order_id, f"{name}_value": Value.objects.get(order_id=order_id).id}
            names[f"{name}_line_value"] = LineValue.objects.get(order_id=order_id).id
            names[f"{name}_line"] = OrderLine.objects.get(order_id=order_id).id
        names["contractor_value"] = ContractorValue.objects.get(contractor_id=taxed).id
    names["ended_field"] = added(CUSTOM_FIELDS, cast, code="ENDED", kind="number")
    done(CUSTOM_FIELDS, "retire", cast, names["ended_field"])
    return names
