"""Separation, asked again of every word that was given: whose hands did both, as the hands were at that moment."""

from collections.abc import Iterator
from uuid import UUID

from counterfoil.foundation.companies.narrowing import APPROVING
from counterfoil.foundation.companies.permissions import APPROVERS

from .could import HELD, SIGN_INS, given
from .finding import Finding, found_in
from .naming import NAMES

# A key that somebody makes later for who acted puts no hand of theirs into what was done before.
_HANDS = """, keys AS MATERIALIZED (
  SELECT k.id, k.member_id, k.made_by_id, k.made_with_id, COALESCE(t.moment, '-infinity') AS since
  FROM companies_apikey k LEFT JOIN told t ON t.relation = 'companies_apikey' AND t.op = 'I' AND t.row_id = k.id
  WHERE k.company_id = %(company)s
), made AS (
  SELECT member_id, made_by_id, made_with_id, since FROM keys
  UNION SELECT made.member_id, k.made_by_id, k.made_with_id, made.since FROM made JOIN keys k ON k.id = made.made_with_id
), hands AS MATERIALIZED (
  SELECT id AS member_id, id AS hand, '-infinity'::timestamptz AS since FROM companies_member WHERE company_id = %(company)s
  UNION SELECT member_id, made_by_id, since FROM made
)
"""
_TAKEN = """, taken AS MATERIALIZED (
  SELECT c.relation, c.row_id, c.seq, c.plain->'state'->>1 AS state, e.member_id, e.recorded_at AS moment, e.id AS entry_id
  FROM trail_change c
  JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact AND e.outcome = 'done'
  WHERE c.company_id = %(company)s AND c.plain ? 'state' AND c.relation IN ('approvals_step', 'evidence_piece',
    'matching_exception', 'payments_payment', 'payments_refund', 'payments_writeoff', 'orders_orderfinding',
    'parties_contractorhold', 'orders_orderhold', 'invoices_invoicehold')
), paid AS MATERIALIZED (
  SELECT t.row_id, t.member_id, t.moment, a.invoice_id FROM taken t
  JOIN payments_allocation a ON a.company_id = %(company)s AND a.payment_id = t.row_id
  WHERE t.relation = 'payments_payment' AND t.state = 'released'
  UNION ALL
  SELECT o.id, e.member_id, e.recorded_at, o.invoice_id FROM payments_setoff o
  JOIN trail_change c ON c.company_id = o.company_id AND c.relation = 'payments_setoff' AND c.row_id = o.id AND c.op = 'I'
  JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE o.company_id = %(company)s
)
"""
_PAYEE = "signed p ON p.contractor_id = {0}.contractor_id AND k.moment >= p.since AND k.moment < p.until"
_ORDER = "orders_order o ON o.company_id = t.company_id AND o.id = t.order_id"
_BILL = "invoices_invoice i ON i.company_id = %(company)s AND i.id = {0}.invoice_id"


def _lifted(table: str, through: str) -> str:
    return f"""
SELECT 'lifted ' || {NAMES[table]}, t.id, k.member_id, k.moment, p.member_id, 'is paid by what it held'
FROM taken k JOIN {table} t ON t.company_id = %(company)s AND t.id = k.row_id
{through} WHERE k.relation = '{table}' AND k.state = 'lifted'
"""


def _released_again(same: str) -> str:
    """What asks for the same money as an invoice whose payment failed, and that was not paid by then: itself among them."""
    columns = ", ".join(f"i.{name}" for name in same.split(", "))
    return f"""
SELECT 'released payment of invoice ' || i.number, k.row_id, k.member_id, k.moment, w.member_id, 'noted that it had failed'
FROM taken w JOIN payments_allocation f ON f.company_id = %(company)s AND f.payment_id = w.row_id
JOIN invoices_invoice bounced ON bounced.company_id = %(company)s AND bounced.id = f.invoice_id
JOIN invoices_invoice i ON i.company_id = %(company)s AND ({columns}) = ({columns.replace("i.", "bounced.")})
JOIN paid k ON k.invoice_id = i.id AND w.moment < k.moment
WHERE w.relation = 'payments_payment' AND w.state IN ('failed', 'reversed') AND NOT f.unlinked AND NOT EXISTS (
  SELECT FROM payments_allocation p JOIN taken s ON s.relation = 'payments_payment' AND s.row_id = p.payment_id
  WHERE p.company_id = %(company)s AND p.invoice_id = bounced.id AND s.state = 'settled' AND s.moment < k.moment)
"""


PAIRS = (
    f"""
SELECT 'gave ' || {NAMES["approvals_step"]}, t.id, k.member_id, k.moment, other.id, 'had a hand in it'
FROM taken k JOIN approvals_step t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN approvals_approval ap ON ap.company_id = %(company)s AND ap.id = t.approval_id
CROSS JOIN LATERAL unnest(ap.interested) AS other(id) WHERE k.relation = 'approvals_step' AND k.state = 'given'
""",
    f"""
SELECT 'gave ' || {NAMES["approvals_step"]}, t.id, k.member_id, k.moment, s.member_id, 'took an earlier step'
FROM taken k JOIN approvals_step t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN approvals_step s ON s.company_id = t.company_id AND s.approval_id = t.approval_id AND s.position < t.position
WHERE k.relation = 'approvals_step' AND k.state = 'given'
""",
    f"""
SELECT 'gave ' || {NAMES["approvals_step"]}, t.id, k.member_id, k.moment, p.member_id, 'is paid by the order'
FROM taken k JOIN approvals_step t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN approvals_approval ap ON ap.company_id = %(company)s AND ap.id = t.approval_id
JOIN orders_order o ON o.company_id = %(company)s AND o.id = ap.subject_id JOIN {_PAYEE.format("o")}
WHERE k.relation = 'approvals_step' AND k.state = 'given'
""",
    f"""
SELECT 'gave ' || {NAMES["approvals_step"]}, t.id, k.member_id, k.moment, p.member_id, 'is paid by the offer'
FROM taken k JOIN approvals_step t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN approvals_approval ap ON ap.company_id = %(company)s AND ap.id = t.approval_id
JOIN engagements_offer o ON o.company_id = %(company)s AND o.id = ap.subject_id JOIN {_PAYEE.format("o")}
WHERE k.relation = 'approvals_step' AND k.state = 'given'
""",
    f"""
SELECT 'gave ' || {NAMES["approvals_step"]}, t.id, k.member_id, k.moment, p.member_id, 'would be paid by the requisition'
FROM taken k JOIN approvals_step t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN approvals_approval ap ON ap.company_id = %(company)s AND ap.id = t.approval_id
JOIN engagements_requisition o ON o.company_id = %(company)s AND o.id = ap.subject_id JOIN {_PAYEE.format("o")}
WHERE k.relation = 'approvals_step' AND k.state = 'given'
""",
    f"""
SELECT 'gave ' || {NAMES["approvals_step"]}, t.id, k.member_id, k.moment, p.member_id, 'is paid by the contract'
FROM taken k JOIN approvals_step t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN approvals_approval ap ON ap.company_id = %(company)s AND ap.id = t.approval_id
JOIN engagements_changerequest r ON r.company_id = %(company)s AND r.id = ap.subject_id
JOIN engagements_contract n ON n.company_id = %(company)s AND n.id = r.contract_id
JOIN engagements_engagement o ON o.company_id = %(company)s AND o.id = n.engagement_id JOIN {_PAYEE.format("o")}
WHERE k.relation = 'approvals_step' AND k.state = 'given'
""",
    f"""
SELECT 'accepted ' || {NAMES["evidence_piece"]}, t.id, k.member_id, k.moment, s.submitter_id, 'submitted it'
FROM taken k JOIN evidence_piece t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN evidence_submission s ON s.company_id = t.company_id AND s.id = t.submission_id
WHERE k.relation = 'evidence_piece' AND k.state = 'accepted'
""",
    f"""
SELECT 'accepted ' || {NAMES["evidence_piece"]}, t.id, k.member_id, k.moment, p.member_id, 'is paid for it'
FROM taken k JOIN evidence_piece t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN {_ORDER} JOIN {_PAYEE.format("o")}
WHERE k.relation = 'evidence_piece' AND k.state = 'accepted'
""",
    f"""
SELECT 'accepted ' || {NAMES["matching_exception"]}, t.id, k.member_id, k.moment, w.member_id, 'entered the invoice'
FROM taken k JOIN matching_exception t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN trail_entry w ON w.company_id = t.company_id AND w.subject_id = t.invoice_id AND w.outcome = 'done'
  AND w.verb IN ('invoice.receive', 'invoice.correct') AND w.recorded_at < k.moment
WHERE k.relation = 'matching_exception' AND k.state = 'accepted'
UNION ALL
SELECT 'accepted ' || {NAMES["matching_exception"]}, t.id, k.member_id, k.moment, i.entered_by_id, 'entered the invoice'
FROM taken k JOIN matching_exception t ON t.company_id = %(company)s AND t.id = k.row_id JOIN {_BILL.format("t")}
WHERE k.relation = 'matching_exception' AND k.state = 'accepted'
""",
    f"""
SELECT 'accepted ' || {NAMES["matching_exception"]}, t.id, k.member_id, k.moment, w.member_id, 'accepted its evidence'
FROM taken k JOIN matching_exception t ON t.company_id = %(company)s AND t.id = k.row_id JOIN {_BILL.format("t")}
JOIN evidence_piece piece ON piece.company_id = i.company_id AND piece.order_id = i.order_id
JOIN taken w ON w.relation = 'evidence_piece' AND w.row_id = piece.id AND w.state = 'accepted' AND w.moment < k.moment
WHERE k.relation = 'matching_exception' AND k.state = 'accepted'
""",
    f"""
SELECT 'accepted ' || {NAMES["matching_exception"]}, t.id, k.member_id, k.moment, p.member_id, 'is paid by the invoice'
FROM taken k JOIN matching_exception t ON t.company_id = %(company)s AND t.id = k.row_id JOIN {_BILL.format("t")}
JOIN {_PAYEE.format("i")} WHERE k.relation = 'matching_exception' AND k.state = 'accepted'
""",
    f"""
SELECT 'released payment of invoice ' || i.number, k.row_id, k.member_id, k.moment, w.member_id, 'cleared it'
FROM paid k JOIN {_BILL.format("k")} JOIN matching_exception x ON x.company_id = i.company_id AND x.invoice_id = i.id
  AND x.state = 'accepted'
JOIN taken w ON w.relation = 'matching_exception' AND w.row_id = x.id AND w.state = 'accepted' AND w.moment < k.moment
""",
    f"""
SELECT 'released payment of invoice ' || i.number, k.row_id, k.member_id, k.moment, a.sender_id, 'loaded its order'
FROM paid k JOIN {_BILL.format("k")}
JOIN orders_revision r ON r.company_id = i.company_id AND r.order_id = ANY (authorised_by(i.company_id, i.order_id))
JOIN documents_arrival a ON a.company_id = r.company_id AND a.id = r.loaded_from_id
JOIN trail_change c ON c.company_id = r.company_id AND c.relation = 'orders_revision' AND c.row_id = r.id AND c.op = 'I'
  AND c.at < k.moment
""",
    *(_released_again(same) for same in ("order_id", "contractor_id, number_normal")),
    f"""
SELECT 'released payment of invoice ' || i.number, k.row_id, k.member_id, k.moment, p.member_id, 'is paid by it'
FROM paid k JOIN {_BILL.format("k")} JOIN {_PAYEE.format("i")}
""",
    f"""
SELECT 'confirmed ' || {NAMES["payments_refund"]}, t.id, k.member_id, k.moment, t.noted_by_id, 'noted it'
FROM taken k JOIN payments_refund t ON t.company_id = %(company)s AND t.id = k.row_id
WHERE k.relation = 'payments_refund' AND k.state = 'confirmed'
""",
    """
SELECT 'released payment ' || t.id, t.id, k.member_id, k.moment, w.confirmed_by_id, 'confirmed it as a second one'
FROM taken k JOIN payments_payment t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN payments_twin w ON w.company_id = t.company_id AND w.covers_id = t.id
WHERE k.relation = 'payments_payment' AND k.state = 'released'
""",
    f"""
SELECT 'gave the ' || {NAMES["payments_twin"]}, t.id, k.member_id, k.moment, p.member_id, 'is paid by it'
FROM payments_twin t JOIN LATERAL (SELECT e.member_id, e.recorded_at AS moment FROM trail_change c
  JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE c.company_id = t.company_id AND c.relation = 'payments_twin' AND c.row_id = t.id AND c.op = 'I') AS k ON true
JOIN {_PAYEE.format("t")} WHERE t.company_id = %(company)s
""",
    f"""
SELECT 'approved ' || {NAMES["payments_writeoff"]}, t.id, k.member_id, k.moment, t.noted_by_id, 'noted it'
FROM taken k JOIN payments_writeoff t ON t.company_id = %(company)s AND t.id = k.row_id
WHERE k.relation = 'payments_writeoff' AND k.state = 'standing' AND t.approved_by_id IS NOT NULL
""",
    f"""
SELECT 'took ' || {NAMES["payments_writeoff"]} || ' on', t.id, k.member_id, k.moment, p.member_id, 'is paid by what it is of'
FROM taken k JOIN payments_writeoff t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN {_ORDER} JOIN {_PAYEE.format("o")}
WHERE k.relation = 'payments_writeoff' AND k.state <> 'withdrawn'
""",
    f"""
SELECT 'noted ' || {NAMES["payments_writeoff"]}, t.id, k.member_id, k.moment, w.member_id, 'cleared the invoice'
FROM taken k JOIN payments_writeoff t ON t.company_id = %(company)s AND t.id = k.row_id AND t.kind = 'invoice'
JOIN matching_exception x ON x.company_id = t.company_id AND x.invoice_id = t.invoice_id AND x.state = 'accepted'
JOIN taken w ON w.relation = 'matching_exception' AND w.row_id = x.id AND w.state = 'accepted' AND w.moment < k.moment
WHERE k.relation = 'payments_writeoff' AND (k.state = 'noted' OR (k.state = 'standing' AND t.approved_by_id IS NULL))
""",
    f"""
SELECT 'settled ' || {NAMES["orders_orderfinding"]}, t.id, k.member_id, k.moment, p.member_id, 'is paid by the order'
FROM taken k JOIN orders_orderfinding t ON t.company_id = %(company)s AND t.id = k.row_id
JOIN {_ORDER} JOIN {_PAYEE.format("o")}
WHERE k.relation = 'orders_orderfinding' AND k.state = 'settled'
""",
    _lifted("parties_contractorhold", f"JOIN {_PAYEE.format('t')}"),
    _lifted("orders_orderhold", f"JOIN {_ORDER} JOIN {_PAYEE.format('o')}"),
    _lifted("invoices_invoicehold", f"JOIN {_BILL.format('t')} JOIN {_PAYEE.format('i')}"),
)
"""Who gave a word, and who must be somebody else: the words, the row, who and when, the other, and why the other."""

# Only a company of one works without separation, and it comes back by itself when a second who may approve arrives.
_ALONE = """, off AS MATERIALIZED (
  SELECT c.plain->'separation'->>1 = 'false' AS is_off, e.recorded_at AS since,
         lead(e.recorded_at, 1, 'infinity') OVER (ORDER BY c.seq) AS until
  FROM trail_change c JOIN trail_entry e ON e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact
  WHERE c.company_id = %(company)s AND c.relation = 'companies_company' AND c.plain ? 'separation'
)
"""
_SHARED = """, words(did, row, member_id, moment, other_id, why) AS MATERIALIZED ({pairs})
SELECT DISTINCT words.row, words.did, who.name, words.why FROM words
JOIN hands one ON one.member_id = words.member_id AND one.since <= words.moment
JOIN hands two ON two.member_id = words.other_id AND two.hand = one.hand AND two.since <= words.moment
JOIN companies_member who ON who.company_id = %(company)s AND who.id = words.member_id
WHERE NOT EXISTS (SELECT FROM off WHERE off.is_off AND words.moment BETWEEN off.since AND off.until
  AND (SELECT count(DISTINCT h.member_id) FROM held h WHERE NOT h.service AND h.role = ANY (%(approving)s)
       AND (h.only = '[]' OR h.only ?| %(by_verbs)s)
       AND words.moment BETWEEN h.since AND h.until) <= 1)
"""
_WITH = (HELD + SIGN_INS + _TAKEN + _HANDS + _ALONE).replace("WITH told", "WITH RECURSIVE told", 1)


def check(company_id: UUID) -> Iterator[Finding]:
    """Every word that was given by whose hands also did what it looks at. Called inside a scope."""
    asked = given() | {"approving": sorted(APPROVERS), "by_verbs": sorted(APPROVING)}
    pairs = " UNION ALL ".join(f"({pair})" for pair in PAIRS)
    yield from found_in(company_id, "apart", "{2} {1}, and {3}", _WITH + _SHARED.format(pairs=pairs), **asked)
