"""A change request before a member, with what the orders that live under its contract hold."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from django.db import connection

from counterfoil.foundation.kernel.cases import read_together
from counterfoil.lifecycle.engagements.changerequest_cases import ChangeRequestCase

from .change_rules import ASKED, Held

_COLUMNS = ", ".join(f"h.{one.name}" for one in fields(Held))
_HELD = f"""
SELECT r.id, {_COLUMNS} FROM engagements_changerequest r
JOIN engagements_contract k ON k.company_id = r.company_id AND k.id = r.contract_id
CROSS JOIN LATERAL held_under(r.company_id, k.engagement_id, k.currency::text, r.unit) AS h
WHERE r.company_id = %s AND r.id = ANY (%s)
"""


class ContractChangeCase(ChangeRequestCase):
    """A change request that is to be submitted or approved. Its contract is locked with it, so that nobody orders under that
    meanwhile."""

    @read_together
    def held(cases: Sequence["ContractChangeCase"]) -> Iterator[Held | None]:
        """What the orders under its contract hold and ask, where that still matters."""
        asked = [one.changerequest.id for one in cases if one.changerequest.state in ASKED]
        found = {}
        if asked:
            with connection.cursor() as cursor:
                cursor.execute(_HELD, [cases[0].by.company_id, asked])
                found = {request_id: Held(*said) for request_id, *said in cursor.fetchall()}
        yield from (found.get(one.changerequest.id) for one in cases)
