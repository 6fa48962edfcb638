"""The numbers of despatches are compared by the letters and digits of every script; those that are there are made anew."""

from typing import Any

from django.db import migrations

from counterfoil.foundation.companies.renumbering import Renumbered, renumber
from counterfoil.foundation.kernel.numbering import order_number

_SUBMITTED = """
SELECT s.id, s.company_id, a.number FROM evidence_submission s
JOIN documents_arrival a ON a.company_id = s.company_id AND a.id = s.arrival_id
WHERE s.number_normal <> '' AND a.became = 'despatch' ORDER BY s.id
"""


def compare_anew(cursor: Any) -> list[str]:
    """Every despatch advice; the despatches that a receipt names were kept as they were compared."""
    cursor.execute(_SUBMITTED)
    rows = [
        Renumbered(id, company, number, {"number_normal": order_number(number)}) for id, company, number in cursor.fetchall()
    ]
    return renumber(cursor, "evidence_submission", "submission_trail", rows)


def _migrate(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        compare_anew(cursor)


class Migration(migrations.Migration):

    dependencies = [("evidence", "0002_despatches"), ("companies", "0001_initial"), ("trail", "0001_initial")]
    operations = [migrations.RunPython(_migrate, migrations.RunPython.noop)]
