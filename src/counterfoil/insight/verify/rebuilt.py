"""Every trailed row, rebuilt from its changes and compared with what stands: also what was done with triggers off."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

from counterfoil.foundation.kernel.canonical import canonical
from counterfoil.foundation.kernel.guards import Trailed

from .finding import Finding, found
from .people import FROM_THE_TRAIL

# Of an erased value the digest alone is left, a text: it is to stand as nothing.
_DIFFERENT = """
WITH said AS (
  SELECT DISTINCT ON (c.row_id, k) c.row_id, k, v->1 AS value, jsonb_typeof(v) = 'string' AS erased FROM trail_change c,
    jsonb_each(c.plain || c.personal_digests || c.personal) AS changed(k, v)
  WHERE c.company_id = %s AND c.relation = '{table}' ORDER BY c.row_id, k, c.seq DESC),
last AS (
  SELECT DISTINCT ON (c.row_id) c.row_id, c.op FROM trail_change c
  WHERE c.company_id = %s AND c.relation = '{table}' ORDER BY c.row_id, c.seq DESC),
rebuilt AS (
  SELECT row_id, jsonb_strip_nulls(%s::jsonb || jsonb_object_agg(k, value)) AS content,
    array_agg(k) FILTER (WHERE erased) AS erased
  FROM said JOIN last USING (row_id) WHERE op <> 'D' AND k = ANY (%s) GROUP BY row_id),
standing AS (
  SELECT id, jsonb_strip_nulls(to_jsonb(t) - '{{{untold}}}'::text[]) AS content FROM "{table}" t
  WHERE {column} = %s)
SELECT COALESCE(row_id, id), CASE
    WHEN id IS NULL THEN 'was deleted'
    WHEN row_id IS NULL THEN 'was added'
    ELSE 'was changed (' || (SELECT string_agg(k, ', ') FROM jsonb_object_keys(rebuilt.content || standing.content) AS k
                             WHERE rebuilt.content->k IS DISTINCT FROM standing.content->k) || ')' END
FROM rebuilt FULL JOIN standing ON id = row_id WHERE rebuilt.content IS DISTINCT FROM CASE
  WHEN erased IS NULL THEN standing.content
  ELSE standing.content - ARRAY(SELECT k FROM unnest(erased) AS k WHERE standing.content->>k = '') END
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every row that is not what its changes say. Called inside a scope."""
    for model, trailed in trailed_models():
        table = model._meta.db_table
        untold = [*trailed.given["secret"].split(), *FROM_THE_TRAIL.get(table, ())]
        column = "company_id" if "company_id" in trailed.given["plain"].split() else "id"
        sql = _DIFFERENT.format(table=table, untold=",".join(untold), column=column)
        columns = [field.column for field in model._meta.fields if field.column not in untold]
        given = (company_id, company_id, canonical(defaults(model)), columns, company_id)
        yield from found("row not as trailed", f"{table} {{0}} {{1}} without a change on the trail", sql, *given)


def defaults(model: type[Model]) -> dict[str, Any]:
    """What a column holds in a row that is older than the column: the trail has nothing to say of it."""
    fields = [field for field in model._meta.fields if field.has_default()]
    plain = {str(field.column): field.default for field in fields if not callable(field.default)}
    return plain | {str(field.column): [] for field in fields if field.default is list}


def trailed_models() -> list[tuple[type[Model], Trailed]]:
    """Every table with a trail, and its guard."""
    return [
        (model, guard) for model in apps.get_models() for guard in model._meta.constraints if isinstance(guard, Trailed)
    ]
