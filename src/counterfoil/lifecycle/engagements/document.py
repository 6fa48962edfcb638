"""What an offer says, as canonical JSON: its hash is what reviewers approve and what the contractor answers to."""

from typing import Any

from counterfoil.foundation.companies.models import Company
from counterfoil.foundation.kernel.canonical import canonical, plain_decimal, sha256

from .models import Offer


def offered(offer: Offer, company: Company) -> str:
    """All that is shown to whoever decides on it: who asks whom, for what, for how much, between which days."""
    figures = {name: getattr(offer, name) for name in ("amount", "unit_rate", "most_units")}
    return canonical(
        {
            "offer": offer.id,
            "buyer": {"name": company.name, "billing_address": company.billing_address},
            "seller": {"id": offer.contractor_id, "code": offer.contractor.code, "name": offer.contractor.name},
            "title": offer.title,
            "description": offer.description,
            "currency": offer.currency,
            **{name: None if value is None else plain_decimal(value) for name, value in figures.items()},
            "unit": offer.unit,
            "starts_on": offer.starts_on,
            "ends_on": offer.ends_on,
            **_on_order(offer),
        }
    )


def _on_order(offer: Offer) -> dict[str, Any]:
    """Which purchase order it draws on, or that one follows, where that was chosen."""
    if not offer.order_choice:
        return {}
    return {"order": {"choice": offer.order_choice, "number": offer.order_number}}


def freeze(offer: Offer, company: Company) -> None:
    """Write down what is shown from now on, with its hash."""
    offer.document = offered(offer, company)
    offer.document_sha256 = sha256(offer.document)


def said(offer: Offer) -> dict[str, Any]:
    """The ids and the hash that a verb answers with once something is shown."""
    return offer.stored() | {"digest": offer.document_sha256}
