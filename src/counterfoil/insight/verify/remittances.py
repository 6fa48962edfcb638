"""Whether what contractors were told of payments is what those pay: each adds up, is hashed, and is void when it should be."""

import json
from collections.abc import Iterator
from uuid import UUID

from counterfoil.lifecycle.remittances.content import as_void, frozen
from counterfoil.lifecycle.remittances.models import Remittance

from .finding import Finding, found_in

_SUMS = """
SELECT r.id, r.payment_id, p.amount, r.content::jsonb->>'amount' FROM remittances_remittance r
JOIN payments_payment p ON p.company_id = r.company_id AND p.id = r.payment_id
WHERE r.company_id = %(company)s AND (p.currency <> r.content::jsonb->>'currency'
  OR p.amount <> (r.content::jsonb->>'amount')::numeric
  OR p.amount <> (SELECT COALESCE(sum((one->>'amount')::numeric), 0) FROM jsonb_array_elements(r.content::jsonb->'rows') one)
    - (SELECT COALESCE(sum((one->>'amount')::numeric), 0) FROM jsonb_array_elements(r.content::jsonb->'set_offs') one))
"""
_STANDS = """
SELECT r.id, r.payment_id, p.state FROM remittances_remittance r
JOIN payments_payment p ON p.company_id = r.company_id AND p.id = r.payment_id
WHERE r.company_id = %(company)s AND r.state = 'void' AND p.state IN ('released', 'initiated', 'settled')
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every advice that says something else than its payment. Called inside a scope."""
    sentence = "the advice of payment {1} does not add up to its {2}"
    yield from found_in(company_id, "remittance", sentence, _SUMS)
    yield from found_in(company_id, "remittance", "the advice of payment {1} is void, and the payment is {2}", _STANDS)
    for one in Remittance.objects.within(company_id).order_by("id").iterator(chunk_size=500):
        if frozen(json.loads(one.content)) != (one.content, one.sha256):
            yield Finding(
                "remittance", str(one.id), f"the advice of payment {one.payment_id} is not what its hash is of"
            )
        elif one.void_on and frozen(as_void(json.loads(one.content), one.void_on))[1] != one.void_sha256:
            yield Finding("remittance", str(one.id), f"the void advice of payment {one.payment_id} has another hash")
