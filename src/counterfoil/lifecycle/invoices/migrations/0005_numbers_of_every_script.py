"""Numbers of documents are compared with their separators and in every script; those of invoices that are there are made anew.

What a credit note names was kept only as it was compared: it is read again in what arrived, or taken from its invoice.
"""

import json
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import migrations

from counterfoil.foundation.companies.renumbering import Renumbered, renumber
from counterfoil.foundation.kernel.numbering import document_number
from counterfoil.foundation.kernel.values import bare

_INVOICES = """
SELECT i.id, i.company_id, i.contractor_id, i.kind, i.copy, i.state, i.number, i.credits_number, COALESCE(first.number, ''),
       COALESCE(a.content, '')
FROM invoices_invoice i
LEFT JOIN invoices_invoice first ON first.company_id = i.company_id AND first.id = i.credits_id
LEFT JOIN documents_arrival a ON a.company_id = i.company_id AND a.became_id = i.id AND i.credits_number <> ''
ORDER BY i.received_at, i.id
"""


def compare_anew(cursor: Any) -> list[str]:
    """Every invoice and credit note, the oldest first. Unique for each contractor, kind and copy, but for what is void."""
    cursor.execute(_INVOICES)
    found = cursor.fetchall()
    called: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    for _id, _company, contractor, kind, _copy, _state, number, *_rest in found:
        if kind == "invoice":
            called[contractor, bare(number)].add(number)
    rows = []
    for id, company, contractor, kind, copy, state, number, named, first, content in found:
        becomes = {"number_normal": document_number(number), "credits_number": named}
        if named:
            becomes["credits_number"] = _named(named, first, content, called[contractor, named])
        once = () if state == "void" else (contractor, kind, copy)
        rows.append(Renumbered(id, company, number, becomes, once))
    return renumber(cursor, "invoices_invoice", "invoice_trail", rows)


def _named(named: str, first: str, content: str, called: set[str]) -> str:
    """What a credit note names, from its invoice, from what arrived, or from the one invoice that was meant; else as it was."""
    said = str(json.loads(content).get("credits") or "") if content else ""
    meant = first or (said if bare(said) == named else "") or (called.pop() if len(called) == 1 else "")
    return document_number(meant) if meant else named


def _migrate(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        compare_anew(cursor)


class Migration(migrations.Migration):

    dependencies = [("invoices", "0004_kinds_of_paper"), ("companies", "0001_initial"), ("trail", "0001_initial")]
    operations = [migrations.RunPython(_migrate, migrations.RunPython.noop)]
