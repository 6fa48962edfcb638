"""A contractor on whose payments a hold stands."""

from uuid import UUID

from counterfoil.foundation.parties.actions import ContractorValues, add_contractor, hold_contractor
from counterfoil.foundation.parties.holds import HoldValues

from ...cast import NOW, Cast


def third_contractor(cast: Cast) -> None:
    """Somebody on whose payments a hold stands. Petra, who pays, is made to be her: no verb would let that be."""
    values = ContractorValues.model_validate({"code": "THIRD", "name": "Third", "currency": "EUR"})
    third = UUID(add_contractor(by=cast.olga, at=NOW, values=values)["id"])
    hold_contractor(
        by=cast.fay, at=NOW, contractor_id=third, values=HoldValues(scope="payment", reason="A new bank account")
    )
