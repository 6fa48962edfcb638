"""Trigrams of what an order is found by. In a schema of their own, where no function of theirs is granted to anybody."""

from django.db import migrations

_UP = """
CREATE SCHEMA IF NOT EXISTS trigrams;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA trigrams;
CREATE INDEX order_found_by_title ON orders_order USING gin (title trigrams.gin_trgm_ops);
CREATE INDEX order_found_by_number ON orders_order USING gin (number_normal trigrams.gin_trgm_ops);
CREATE INDEX order_found_by_code ON orders_order
  USING gin (regexp_replace(upper(contractor_code), '[^A-Z0-9]', '', 'g') trigrams.gin_trgm_ops);
"""
_DOWN = """
DROP INDEX order_found_by_title, order_found_by_number, order_found_by_code;
DROP EXTENSION pg_trgm;
DROP SCHEMA trigrams;
"""


class Migration(migrations.Migration):

    dependencies = [("orders", "0002_loaded")]
    operations = [migrations.RunSQL(_UP, _DOWN)]
