"""The follower that matches waiting invoices anew is called what it does; it goes on where it stood."""

from django.db import migrations

_RENAMED = """
UPDATE trail_cursor SET follower = '{after}' WHERE follower = '{before}';
UPDATE trail_parked SET follower = '{after}' WHERE follower = '{before}';
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_change_entry_in_order")]

    operations = [
        migrations.RunSQL(
            _RENAMED.format(before="look_again", after="rematch"), _RENAMED.format(before="rematch", after="look_again")
        )
    ]
