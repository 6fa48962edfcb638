"""What a row is called in a finding, as SQL over the row `t`: a number that people know, wherever there is one."""

from counterfoil.foundation.catalogue.catalogues import CATALOGUES

_ORDER = "(SELECT COALESCE(o.number, o.id::text) FROM orders_order o WHERE o.company_id = t.company_id AND o.id = {0})"
_WISH = "(SELECT r.id::text FROM engagements_requisition r WHERE r.company_id = t.company_id AND r.id = {0})"
_CHANGE = "(SELECT r.id::text FROM engagements_changerequest r WHERE r.company_id = t.company_id AND r.id = {0})"
_SUBJECT = f"COALESCE('order ' || {_ORDER}, 'requisition ' || {_WISH}, 'change request ' || {_CHANGE}, 'offer ' || {{0}}::text)"
_INVOICE = """(SELECT CASE i.kind WHEN 'credit' THEN 'credit note ' ELSE 'invoice ' END || i.number FROM invoices_invoice i
    WHERE i.company_id = t.company_id AND i.id = {0})"""

NAMES = {
    "orders_order": "'order ' || COALESCE(t.number, t.id::text)",
    "orders_orderline": f"'line ' || t.position || ' of order ' || {_ORDER.format('t.order_id')}",
    "approvals_approval": f"'approval of ' || {_SUBJECT.format('t.subject_id')}",
    "approvals_step": f"""'step ' || t.position || ' of the approval of ' || (SELECT {_SUBJECT.format("a.subject_id")}
      FROM approvals_approval a WHERE a.company_id = t.company_id AND a.id = t.approval_id)""",
    "engagements_offer": "'offer ' || t.id",
    "engagements_requisition": "'requisition ' || t.id",
    "engagements_changerequest": "'change request ' || t.id",
    "engagements_jobpost": "'job post ' || t.id",
    "engagements_contract": "'contract ' || t.id",
    "engagements_requisitionpolicy": "'version ' || t.version || ' of how orders begin'",
    "orders_runoutpolicy": "'version ' || t.version || ' of what is done with orders that run out'",
    "orders_wish": "'asking ' || t.id || ' for an order'",
    "engagements_hiringpolicy": "'version ' || t.version || ' of how the company hires'",
    "engagements_programme": "'version ' || t.version || ' of whether purchase orders are used when hiring'",
    "orders_choice": "'choice of the order of ' || COALESCE('offer ' || t.offer_id, 'job post ' || t.post_id)",
    "orders_confirmation": f"'word on order ' || {_ORDER.format('t.order_id')}",
    "evidence_piece": f"'evidence ' || t.id || ' of order ' || {_ORDER.format('t.order_id')}",
    "invoices_invoice": "CASE t.kind WHEN 'credit' THEN 'credit note ' ELSE 'invoice ' END || t.number",
    "invoices_invoiceline": f"'line ' || t.position || ' of ' || {_INVOICE.format('t.invoice_id')}",
    "mail_message": "'mail ' || t.id",
    "mail_recipient": "'recipient ' || t.position || ' of mail ' || t.message_id",
    "matching_exception": f"'exception ' || t.kind || ' of ' || {_INVOICE.format('t.invoice_id')}",
    "payments_payment": "'payment ' || t.id",
    "remittances_remittance": "'advice of payment ' || t.payment_id",
    "alerts_alert": f"'alert ' || t.number || COALESCE(' of order ' || {_ORDER.format('t.order_id')}, '')",
    "orders_threshold": f"'threshold ' || t.figure || ' of order ' || {_ORDER.format('t.order_id')}",
    "payments_refund": f"'refund ' || t.id || ' of ' || {_INVOICE.format('t.credited_id')}",
    "payments_twin": "'word for a second payment beside payment ' || t.payment_id",
    "payments_writeoff": "'write-off ' || t.id || ' of order ' || t.order_id",
    "payments_writeofflimit": "'version ' || t.version || ' of what one alone writes off'",
    "parties_contractorhold": "'hold ' || t.id || ' on contractor ' || t.contractor_id",
    "orders_orderfinding": f"'finding ' || t.kind || ' of order ' || {_ORDER.format('t.order_id')}",
    "orders_orderhold": f"'hold ' || t.id || ' on order ' || {_ORDER.format('t.order_id')}",
    "invoices_invoicehold": f"'hold ' || t.id || ' on ' || {_INVOICE.format('t.invoice_id')}",
    **{one.table: f"'{one.subject} ' || t.code" for one in CATALOGUES},
}
"""Table → its row in words."""
