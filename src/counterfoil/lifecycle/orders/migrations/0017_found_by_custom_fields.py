"""Trigrams of what custom fields say: orders and contractors are found by it."""

from django.db import migrations

_UP = """
CREATE INDEX value_found_by_words ON orders_value USING gin (COALESCE(words, personal_words) trigrams.gin_trgm_ops);
CREATE INDEX linevalue_found_by_words ON orders_linevalue USING gin (COALESCE(words, personal_words) trigrams.gin_trgm_ops);
CREATE INDEX contractorvalue_found_by_words ON parties_contractorvalue
  USING gin (COALESCE(words, personal_words) trigrams.gin_trgm_ops);
"""
_DOWN = "DROP INDEX value_found_by_words, linevalue_found_by_words, contractorvalue_found_by_words;"


class Migration(migrations.Migration):

    dependencies = [("orders", "0016_sent"), ("parties", "0007_custom_fields")]
    operations = [migrations.RunSQL(_UP, _DOWN)]
