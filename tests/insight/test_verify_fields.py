"""verify knows custom fields: what was typed agrees, and a value that its field does not hold is named."""

from uuid import UUID

import pytest

from counterfoil.foundation.catalogue.catalogues import CUSTOM_FIELDS
from counterfoil.foundation.parties.actions import ContractorChanges, change_contractor
from counterfoil.insight.verify.books import verify
from counterfoil.lifecycle.orders import actions as orders
from counterfoil.lifecycle.orders.values import FieldChanges, OrderChanges

from ..actions.customising import every_kind, field, retired
from ..actions.test_custom_fields import TYPED
from ..cast import NOW, Cast, line
from ..catalogues import done
from .tampering import Behind, kinds

pytestmark = pytest.mark.django_db(transaction=True)


def issued(cast: Cast) -> UUID:
    every_kind(cast, printed=True)
    field(cast, "SEAT", "number", applies_to="line")
    field(cast, "TAXOFFICE", applies_to="contractor", is_personal=True)
    return cast.issued(fields=TYPED, lines=[line(fields={"SEAT": 1})])


@pytest.mark.req(166)
def test_everything_that_can_be_done_with_them_agrees(cast: Cast) -> None:
    order_id, draft = issued(cast), cast.draft(fields=TYPED)
    orders.change(by=cast.rita, at=NOW, order_id=draft, changes=OrderChanges(fields={"LINE": None, "NUMBER": 7}))
    orders.change(by=cast.rita, at=NOW, order_id=draft, changes=OrderChanges(lines=[line(fields={"SEAT": 2})]))
    changes = FieldChanges(fields={"LINE": "Attic", "FLAG": None})
    orders.set_fields(by=cast.fay, at=NOW, order_id=order_id, changes=changes)
    told = ContractorChanges(fields={"TAXOFFICE": "Wien 1"})
    change_contractor(by=cast.fay, at=NOW, contractor_id=cast.contractor_id, changes=told)
    orders.cancel(by=cast.iris, at=NOW, order_id=order_id, reason="Again", replace=True)
    spare = field(cast, "SPARE")
    done(CUSTOM_FIELDS, "change", cast, spare, changes=CUSTOM_FIELDS.changes.model_validate({"name": "Other"}))
    retired(cast, spare)
    assert verify(cast.company_id).findings == []


def test_a_printed_value_that_is_edited_later_breaks_no_hash(cast: Cast) -> None:
    order_id = issued(cast)
    changes = FieldChanges(fields={"LINE": "Attic"})
    orders.set_fields(by=cast.fay, at=NOW, order_id=order_id, changes=changes)
    renamed = CUSTOM_FIELDS.changes.model_validate({"printed": False})
    assert verify(cast.company_id).findings == [] and renamed.model_fields_set == {"printed"}


def test_a_value_that_its_field_does_not_hold_is_named(cast: Cast, behind: Behind) -> None:
    issued(cast)
    field(cast, "OTHER", "day")
    off = "ALTER TABLE orders_value DISABLE TRIGGER USER"
    behind(off)
    try:
        behind(
            "UPDATE orders_value SET field_id = (SELECT id FROM catalogue_customfield WHERE code = 'OTHER')"
            " WHERE field_id = (SELECT id FROM catalogue_customfield WHERE code = 'NUMBER')"
        )
    finally:
        behind(off.replace("DISABLE", "ENABLE"))
    assert "fields" in kinds(cast.company_id)
