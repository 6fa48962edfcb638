"""What was released before orders counted it is counted now, on the trail."""

from typing import Any

from django.db import migrations

from counterfoil.foundation.companies.renumbering import ENTER, unguarded
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.ids import new_id

VERB = "balance.recompute"
_UNCOUNTED = """
SELECT o.company_id, o.id, s.net FROM orders_order o JOIN (
  SELECT i.company_id, i.order_id, sum(a.net) AS net FROM payments_allocation a
  JOIN invoices_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id WHERE a.live GROUP BY 1, 2) AS s
  ON s.company_id = o.company_id AND s.order_id = o.id
WHERE o.released_amount = 0 AND s.net <> 0 ORDER BY o.company_id, o.id
"""
_COUNT = """
UPDATE orders_order AS o SET released_amount = counted.net FROM unnest(%s::uuid[], %s::numeric[]) AS counted (id, net)
WHERE o.company_id = %s AND o.id = counted.id
"""


def count_released(cursor: Any) -> int:
    """Write on each order what stands of its payments, with one entry for each company. Returns how many orders changed."""
    cursor.execute(_UNCOUNTED)
    rows = cursor.fetchall()
    with unguarded(cursor, "orders_order", "order_trail"):
        for company_id in dict.fromkeys(row[0] for row in rows):
            entry = new_id()
            scope.migrating(cursor, str(company_id), str(entry))
            own = [(order, net) for company, order, net in rows if company == company_id]
            cursor.execute(_COUNT, [[order for order, _net in own], [net for _order, net in own], company_id])
            cursor.execute(ENTER, [entry, company_id, VERB, "What is released is counted on its order.", company_id])
    return len(rows)


def _migrate(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        count_released(cursor)


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0002_credit_balances"),
        ("invoices", "0008_money_moves_to_corrections"),
        ("companies", "0001_initial"),
        ("orders", "0007_money_balances"),
        ("trail", "0001_initial"),
    ]
    operations = [migrations.RunPython(_migrate, migrations.RunPython.noop)]
