"""Values of custom fields that are not what their field holds, or that stand where it does not."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.catalogue.custom_kinds import CONTRACTOR, ORDER, ORDER_LINE

from .finding import Finding, found_in

_TABLES = {"orders_value": ORDER, "orders_linevalue": ORDER_LINE, "parties_contractorvalue": CONTRACTOR}
_UNFIT = """
SELECT v.id, f.code FROM {table} v JOIN catalogue_customfield f ON f.company_id = v.company_id AND f.id = v.field_id
WHERE v.company_id = %(company)s AND (f.applies_to <> %(place)s
  OR to_jsonb(v)->(CASE WHEN f.is_personal THEN 'personal_' ELSE '' END
    || CASE WHEN f.kind IN ('line', 'text', 'choice') THEN 'words' ELSE f.kind END) = 'null'::jsonb)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every value that its field does not hold. Called inside a scope."""
    for table, place in _TABLES.items():
        sentence = f"a value in {table} is not what the custom field {{1}} holds"
        yield from found_in(company_id, "fields", sentence, _UNFIT.format(table=table), place=place)
