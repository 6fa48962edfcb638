"""The statements of the guarded way. Those of a verb are sent together, in this order; each gives a row where it did its work."""

SCOPE = "SELECT set_config('app.company', %(company)s::text, true), set_config('app.entry', %(entry)s::text, true)"
"""As `kernel/scope.py` does, for this transaction alone."""

ENTRY = """
INSERT INTO trail_entry (id, company_id, member_id, verb, outcome, subject, subject_id, order_id, at, door, key, request_digest,
  answer, reason)
VALUES (%(entry)s, %(company)s, %(by)s, %(verb)s, 'done', %(kind)s, %(subject)s, %(order)s, %(at)s, 'api', %(key)s,
  encode(sha256(convert_to(%(key)s, 'UTF8')), 'hex'), %(answer)s, '') RETURNING id"""

_ORDER = "FROM orders_order WHERE company_id = %(company)s AND id = %(order)s"

CREATE = """
WITH head AS (
  INSERT INTO orders_order (id, company_id, state, version, origin, kind, side, minter_id, contractor_id, engagement_id,
    requester_id, currency, rate, base_currency, revision_number, title, notes, created_at, updated_at, discarded, document,
    document_sha256, sent_how, live_claims, open_claims, limit_amount, accepted_amount, covered_amount, charged_amount,
    small_amount, released_amount, written_off_amount, drawn_amount, restricted, payment_terms)
  VALUES (%(order)s, %(company)s, 'draft', 1, 'issued', 'single', 'contractor', %(company)s, %(contractor)s, %(engagement)s,
    %(by)s, 'EUR', 1, 'EUR', 0, %(title)s, '', %(at)s, %(at)s, false, '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, false, '30 days') RETURNING 1
), revision AS (
  INSERT INTO orders_revision (id, company_id, order_id, number, subtotal, net, total, base_total, allowance_amount, digest,
    digest_form, title, notes, printed, tax, adjustments, charge_count, sequential)
  SELECT %(revision)s, %(company)s, %(order)s, 0, %(net)s, %(net)s, %(net)s, %(net)s, 0, '', 1, '', '', '', 0, 0, 0, false
  FROM (SELECT count(*) FROM head) AS before RETURNING 1
), lines AS (
  INSERT INTO orders_orderline (id, company_id, order_id, position, reference, limit_quantity, limit_amount, accepted_quantity,
    accepted_amount, covered_quantity, covered_amount, job, job_ended)
  SELECT id, %(company)s, %(order)s, n, '', 0, 0, 0, 0, 0, 0, '', 0
  FROM unnest(%(lines)s::uuid[]) WITH ORDINALITY AS given (id, n), (SELECT count(*) FROM revision) AS before RETURNING 1
)
INSERT INTO orders_revisionline (id, company_id, order_id, revision_id, line_id, text, quantity, unit, unit_price, amount,
  buyer_item, seller_item, allowance_quantity, allowance_amount, heading, details, discount, share, tax_exempt)
SELECT uuidv7(), %(company)s, %(order)s, %(revision)s, given.line, text, quantity, unit, unit_price, amount, '', '', 0, 0,
  '', '', 0, 0, false
FROM unnest(%(lines)s::uuid[], %(texts)s::text[], %(quantities)s::numeric[], %(units)s::text[], %(prices)s::numeric[],
  %(amounts)s::numeric[]) AS given (line, text, quantity, unit, unit_price, amount), (SELECT count(*) FROM lines) AS before
RETURNING id"""

_DIGEST = """
UPDATE orders_revision SET digest_form = 2, digest = encode(sha256(convert_to(id || total::text || (
  SELECT string_agg(text || quantity || unit || unit_price || amount, '|' ORDER BY line_id) FROM orders_revisionline
  WHERE company_id = %(company)s AND order_id = %(order)s), 'UTF8')), 'hex')
WHERE company_id = %(company)s AND order_id = %(order)s AND number = 0 RETURNING digest"""

_ASK = """
WITH asked AS (
  INSERT INTO approvals_approval (id, company_id, verb, subject_id, digest, amount, currency, policy_id, requester_id, interested,
    state, version, opened_at)
  SELECT %(approval)s, company_id, 'order.approve', order_id, digest, net, 'EUR', (
      SELECT id FROM approvals_policy WHERE company_id = %(company)s ORDER BY version DESC LIMIT 1),
    %(by)s, interested_in(company_id, order_id), 'open', 1, %(at)s
  FROM orders_revision WHERE company_id = %(company)s AND order_id = %(order)s AND number = 0 RETURNING 1
)
INSERT INTO approvals_step (id, company_id, approval_id, position, role, state, version, reason, by_requester)
SELECT uuidv7(), %(company)s, %(approval)s, 1, 'approver', 'waiting', 1, '', false FROM asked
RETURNING id"""

SUBMIT = (
    f"SELECT 1 {_ORDER} AND state = 'draft' FOR UPDATE",
    _DIGEST,
    _ASK,
    """
    UPDATE orders_order SET state = 'pending', version = version + 1, approval_id = %(approval)s, updated_at = %(at)s,
      submitted_at = %(at)s WHERE company_id = %(company)s AND id = %(order)s AND state = 'draft' RETURNING id""",
)

APPROVE = (
    f"SELECT 1 {_ORDER} AND state = 'pending' FOR UPDATE",
    """
    UPDATE approvals_step SET state = 'given', version = version + 1, member_id = %(by)s, decided_at = %(at)s
    WHERE company_id = %(company)s AND approval_id = %(approval)s AND state = 'waiting' RETURNING id""",
    """
    UPDATE approvals_approval SET state = 'given', version = version + 1, closed_at = %(at)s
    WHERE company_id = %(company)s AND id = %(approval)s AND state = 'open' AND digest = %(shown)s RETURNING id""",
    """
    UPDATE orders_order SET state = 'approved', version = orders_order.version + 1, updated_at = %(at)s, approved_at = %(at)s,
      limit_amount = said.net + said.allowance_amount
    FROM orders_revision AS said WHERE orders_order.company_id = %(company)s AND orders_order.id = %(order)s AND state = 'pending'
      AND said.company_id = %(company)s AND said.order_id = %(order)s AND said.number = 0 RETURNING orders_order.id""",
    """
    UPDATE orders_orderline AS line SET limit_quantity = said.quantity + said.allowance_quantity,
      limit_amount = said.amount + said.allowance_amount
    FROM orders_revisionline AS said WHERE line.company_id = %(company)s AND line.order_id = %(order)s
      AND said.company_id = line.company_id AND said.line_id = line.id RETURNING line.id""",
)

_DEAL = """
INSERT INTO orders_counter (id, company_id, series, period, value) SELECT uuidv7(), %(company)s, {series}, {period}, 1 {after}
ON CONFLICT (company_id, series, period) DO UPDATE SET value = orders_counter.value + 1 RETURNING value"""
"""As `orders/numbers.py` deals: the company's own counter is the last lock."""

ISSUE = (
    f"SELECT 1 {_ORDER} AND state = 'approved' FOR UPDATE",
    f"""
    WITH code AS ({_DEAL.format(series="'contractor:' || %(contractor)s::text", period="''", after="")}),
    dealt AS ({_DEAL.format(series="'order'", period="%(year)s", after="FROM (SELECT count(*) FROM code) AS before")}),
    numbered AS (
      SELECT 'PO' || contractor.code || '-' || lpad(code.value::text, greatest(4, length(code.value::text)), '0') AS code,
        'PO-' || %(year)s || '-' || lpad(dealt.value::text, greatest(5, length(dealt.value::text)), '0') AS number,
        contractor.name, contractor.address
      FROM code, dealt, parties_contractor AS contractor
      WHERE contractor.company_id = %(company)s AND contractor.id = %(contractor)s
    ), document AS (
      SELECT json_build_object('number', number, 'contractor_code', code, 'issued_on', %(today)s::date, 'currency', 'EUR',
        'revision', 0, 'starts_on', NULL, 'ends_on', NULL,
        'title', (SELECT title FROM orders_order WHERE company_id = %(company)s AND id = %(order)s),
        'buyer', (SELECT json_build_object('name', name, 'billing_address', billing_address, 'invoice_channel', invoice_channel)
          FROM companies_company WHERE id = %(company)s),
        'seller', json_build_object('name', name, 'address', address), 'engagement_title', '', 'total', %(net)s::text,
        'lines', (SELECT json_agg(json_build_object('text', text, 'quantity', trim_scale(quantity)::text, 'unit', unit,
            'unit_price', trim_scale(unit_price)::text, 'amount', round(amount, 2)::text, 'starts_on', starts_on,
            'ends_on', ends_on))
          FROM orders_revisionline WHERE company_id = %(company)s AND order_id = %(order)s))::text AS content FROM numbered
    )
    UPDATE orders_order SET state = 'issued', version = version + 1, number = numbered.number,
      number_normal = order_number(numbered.number), contractor_code = numbered.code, updated_at = %(at)s, issued_at = %(at)s,
      issued_on = %(today)s, document = content, document_sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')
    FROM numbered, document WHERE company_id = %(company)s AND id = %(order)s AND state = 'approved' RETURNING numbered.number""",
)

SUBMIT_EVIDENCE = (
    f"SELECT 1 {_ORDER} AND state = 'issued' FOR UPDATE",
    """
    WITH sent AS (
      INSERT INTO evidence_submission (id, company_id, order_id, submitter_id, submitted_at, note, number_normal)
      VALUES (%(submission)s, %(company)s, %(order)s, %(by)s, %(at)s, '', '') RETURNING 1
    )
    INSERT INTO evidence_piece (id, company_id, submission_id, order_id, line_id, state, version, quantity, amount, text,
      accepted_quantity, accepted_amount, corrected_quantity, corrected_amount, used_quantity, used_amount, reason)
    SELECT uuidv7(), %(company)s, %(submission)s, %(order)s, line, 'submitted', 1, quantity, 0, '', 0, 0, 0, 0, 0, 0, ''
    FROM unnest(%(lines)s::uuid[], %(quantities)s::numeric[]) AS given (line, quantity), (SELECT count(*) FROM sent) AS before
    RETURNING id""",
)

ACCEPT = (
    f"SELECT 1 {_ORDER} AND state = 'issued' FOR UPDATE",
    """
    UPDATE evidence_piece AS piece SET state = 'accepted', version = version + 1, accepted_quantity = piece.quantity,
      accepted_amount = round(piece.quantity * said.unit_price, 2), decided_by_id = %(by)s, decided_at = %(at)s
    FROM orders_revisionline AS said WHERE piece.company_id = %(company)s AND piece.submission_id = %(submission)s
      AND piece.order_id = %(order)s AND piece.state = 'submitted' AND said.company_id = piece.company_id
      AND said.line_id = piece.line_id RETURNING piece.id""",
)

FIND = (
    """
    SELECT id FROM orders_order WHERE company_id = %(company)s AND contractor_id = %(contractor)s
      AND number_normal = order_number(%(quoted)s) AND state = 'issued' FOR UPDATE""",
    """
    SELECT line.id, said.unit_price, line.accepted_quantity - line.covered_quantity, line.order_id
    FROM orders_orderline AS line JOIN orders_revisionline AS said ON said.company_id = line.company_id AND said.line_id = line.id
    JOIN orders_order AS head ON head.company_id = line.company_id AND head.id = line.order_id
    WHERE line.company_id = %(company)s AND head.contractor_id = %(contractor)s
      AND head.number_normal = order_number(%(quoted)s) ORDER BY line.position FOR UPDATE OF line""",
)
"""The order is locked alone, and read afterwards: what is joined to a row that one waits for is as old as the wait."""

RECEIVE = (
    """
    WITH arrival AS (
      INSERT INTO documents_arrival (id, company_id, arrived_at, door, name, media_type, size, sha256, kind, number, waits_for,
        became, became_id, reasons, content, sender_id)
      VALUES (uuidv7(), %(company)s, %(at)s, 'entered', %(number)s, 'application/json', length(%(content)s),
        encode(sha256(convert_to(%(content)s, 'UTF8')), 'hex'), '', '', '', 'invoice', %(invoice)s, '[]', %(content)s, %(by)s)
      RETURNING 1
    ), head AS (
      INSERT INTO invoices_invoice (id, company_id, kind, state, version, origin, contractor_id, number, number_normal, copy,
        quoted, order_id, engagement_id, credits_number, type_code, written_as, below_zero, is_correction, corrects_number,
        gives_back, currency, issued_on, net, charges, tax, rounding, prepaid, total, note, entered_by_id, received_at,
        judged_at, credited_amount, allocated_amount, settled_amount, returned_amount, written_off_amount, charged_amount,
        tax_rates)
      SELECT %(invoice)s, %(company)s, 'invoice', 'received', 1, 'typed', %(contractor)s, %(number)s, upper(%(number)s), 0,
        %(quoted)s, %(order)s, %(engagement)s, '', '', '', false, false, '', true, 'EUR', %(today)s,
        %(net)s, 0, %(tax)s, 0, 0, %(total)s, '', %(by)s, %(at)s, %(at)s, 0, 0, 0, 0, 0, 0, '{}'
      FROM (SELECT count(*) FROM arrival) AS before RETURNING 1
    )
    INSERT INTO invoices_invoiceline (id, company_id, invoice_id, position, struck, text, quantity, unit, unit_price, charges,
      amount, reference, buyer_item, seller_item, names_line_id, order_line_id, paired_by, covered_quantity, covered_amount,
      small_amount, credited_quantity, credited_amount)
    SELECT uuidv7(), %(company)s, %(invoice)s, n, false, text, quantity, unit, unit_price, 0, amount, '', '', '', line, line,
      'reference', 0, 0, 0, 0, 0
    FROM unnest(%(lines)s::uuid[], %(texts)s::text[], %(quantities)s::numeric[], %(units)s::text[], %(prices)s::numeric[],
      %(amounts)s::numeric[]) WITH ORDINALITY AS given (line, text, quantity, unit, unit_price, amount, n),
      (SELECT count(*) FROM head) AS before
    RETURNING id""",
    """
    INSERT INTO invoices_instalment (id, company_id, invoice_id, round, position, due_on, amount, payment_terms, runs_from)
    VALUES (uuidv7(), %(company)s, %(invoice)s, 1, 1, %(today)s::date + 30, %(total)s, '30 days', %(today)s) RETURNING id""",
)

COVER = (
    """
    INSERT INTO matching_cover (id, company_id, order_id, order_line_id, invoice_line_id, piece_id, quantity, amount, small,
      taken_at)
    SELECT uuidv7(), %(company)s, %(order)s, line.order_line_id, line.id, free.id, least(free, line.quantity - so_far + free),
      round(least(free, line.quantity - so_far + free) * line.unit_price, 2), 0, %(at)s
    FROM invoices_invoiceline AS line JOIN (
      SELECT id, line_id, accepted_quantity - used_quantity AS free,
        sum(accepted_quantity - used_quantity) OVER (PARTITION BY line_id ORDER BY decided_at, id) AS so_far
      FROM evidence_piece WHERE company_id = %(company)s AND order_id = %(order)s AND state = 'accepted'
    ) AS free ON free.line_id = line.order_line_id
    WHERE line.company_id = %(company)s AND line.invoice_id = %(invoice)s AND free > 0 AND so_far - free < line.quantity
    RETURNING id""",
    """
    UPDATE invoices_invoice SET state = 'matched', version = version + 1, looked_at = %(at)s
    WHERE company_id = %(company)s AND id = %(invoice)s AND state = 'received' RETURNING id""",
)

RELEASE = (
    "SELECT lock_with_order(%(company)s, %(invoice)s)",
    """
    INSERT INTO payments_payment (id, company_id, state, version, contractor_id, currency, amount, released_by_id, released_at,
      day_reason, reference, reason)
    SELECT %(payment)s, company_id, 'released', 1, contractor_id, currency, total, %(by)s, %(at)s, '', '', ''
    FROM invoices_invoice WHERE company_id = %(company)s AND id = %(invoice)s AND state = 'matched' RETURNING id""",
    """
    INSERT INTO payments_allocation (id, company_id, payment_id, invoice_id, amount, net, live, unlinked, purpose)
    SELECT uuidv7(), company_id, %(payment)s, id, total, net, true, false, ''
    FROM invoices_invoice WHERE company_id = %(company)s AND id = %(invoice)s AND state = 'matched' RETURNING id""",
    """
    UPDATE invoices_invoice SET state = 'paying', version = version + 1
    WHERE company_id = %(company)s AND id = %(invoice)s AND state = 'matched' RETURNING id""",
)

INITIATE = (
    "SELECT lock_with_invoices(%(company)s, %(payment)s)",
    """
    UPDATE payments_payment SET state = 'initiated', version = version + 1, initiated_on = %(today)s, initiated_at = %(at)s,
      reference = %(reference)s WHERE company_id = %(company)s AND id = %(payment)s AND state = 'released' RETURNING id""",
)

SETTLE = (
    "SELECT lock_with_invoices(%(company)s, %(payment)s)",
    """
    UPDATE payments_payment SET state = 'settled', version = version + 1, settled_on = %(today)s, settled_at = %(at)s
    WHERE company_id = %(company)s AND id = %(payment)s AND state = 'initiated' RETURNING id""",
    """
    UPDATE invoices_invoice SET state = 'paid', version = version + 1
    WHERE company_id = %(company)s AND id = %(invoice)s AND state = 'paying' AND settled_amount = total RETURNING id""",
)
