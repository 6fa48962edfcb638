"""What the search finds rows by: trigrams of their words, their numbers without zeros, and their amounts."""

from django.db import migrations

_UP = r"""
CREATE INDEX order_found_by_short_number ON orders_order
  (company_id, ltrim(substring(number from '([0-9]+)[^0-9]*$'), '0'));
CREATE INDEX order_found_by_short_code ON orders_order
  (company_id, ltrim(substring(contractor_code from '([0-9]+)$'), '0'));
CREATE INDEX revision_found_by_net ON orders_revision (company_id, net);
CREATE INDEX invoice_found_by_number ON invoices_invoice
  USING gin (replace(number_normal, '-', '') trigrams.gin_trgm_ops);
CREATE INDEX invoice_found_by_quoted ON invoices_invoice USING gin (quoted trigrams.gin_trgm_ops);
CREATE INDEX invoice_found_by_total ON invoices_invoice (company_id, total);
CREATE INDEX payment_found_by_reference ON payments_payment USING gin (reference trigrams.gin_trgm_ops);
CREATE INDEX payment_found_by_amount ON payments_payment (company_id, amount);
CREATE INDEX contractor_found_by_name ON parties_contractor USING gin (name trigrams.gin_trgm_ops);
CREATE INDEX engagement_found_by_title ON engagements_engagement USING gin (title trigrams.gin_trgm_ops);
CREATE INDEX arrival_found_by_name ON documents_arrival USING gin (name trigrams.gin_trgm_ops);
CREATE INDEX arrival_found_by_number ON documents_arrival USING gin (number trigrams.gin_trgm_ops);
CREATE INDEX submission_newest ON evidence_submission (company_id, submitted_at DESC, id DESC);
"""
_DOWN = """
DROP INDEX order_found_by_short_number, order_found_by_short_code, revision_found_by_net, invoice_found_by_number,
  invoice_found_by_quoted, invoice_found_by_total, payment_found_by_reference, payment_found_by_amount,
  contractor_found_by_name, engagement_found_by_title, arrival_found_by_name, arrival_found_by_number, submission_newest;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("payments", "0003_released_is_counted"),
        ("orders", "0003_found_by_fragment"),
        ("invoices", "0002_documents"),
        ("documents", "0002_receive_log"),
        ("engagements", "0001_initial"),
        ("evidence", "0002_despatches"),
        ("parties", "0001_initial"),
    ]
    operations = [migrations.RunSQL(_UP, _DOWN)]
