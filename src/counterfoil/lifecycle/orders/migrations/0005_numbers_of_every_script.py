"""Numbers of orders are compared by the letters and digits of every script; those of orders that are there are made anew."""

from typing import Any

from django.db import migrations

from counterfoil.foundation.companies.renumbering import Renumbered, renumber
from counterfoil.foundation.kernel.numbering import order_number

_NUMBERED = "SELECT id, company_id, minter_id, number FROM orders_order WHERE number IS NOT NULL ORDER BY issued_at, id"


def compare_anew(cursor: Any) -> list[str]:
    """Every number that is dealt or loaded, the oldest first. Unique for each minter."""
    cursor.execute(_NUMBERED)
    rows = [
        Renumbered(id, company, number, {"number_normal": order_number(number)}, (minter,))
        for id, company, minter, number in cursor.fetchall()
    ]
    return renumber(cursor, "orders_order", "order_trail", rows)


def _migrate(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        compare_anew(cursor)


class Migration(migrations.Migration):

    dependencies = [("orders", "0004_number_before_minter"), ("companies", "0001_initial"), ("trail", "0001_initial")]
    operations = [migrations.RunPython(_migrate, migrations.RunPython.noop)]
