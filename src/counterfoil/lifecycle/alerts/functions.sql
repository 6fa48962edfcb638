-- What is to be alerted of at a moment: on these orders, or on all. Adding a kind is one more SELECT here and its declaration in
-- kinds.py. The guard of alerts asks the same of each, so that none is raised that does not hold, and none is over that does.
-- With the orders given at planning, so that each way has a plan of its own. Under its caller's wall.
DROP FUNCTION IF EXISTS alerts_holding(uuid, timestamptz, uuid[]);
CREATE FUNCTION alerts_holding(company uuid, moment timestamptz, orders uuid[])
  RETURNS TABLE (kind text, order_id uuid, invoice_id uuid, mail_id uuid, crossing_id uuid, day date) LANGUAGE plpgsql STABLE
  SET search_path = public, pg_temp AS $$
DECLARE
  zone text := (SELECT timezone FROM companies_company WHERE id = company);
  today date := (moment AT TIME ZONE zone)::date;
BEGIN
  RETURN QUERY EXECUTE $holding$
  -- In order, and not all of it sent: within three days of its due day it is due, from the day after on it is late.
  SELECT CASE WHEN i.due_on < $4 THEN 'late' ELSE 'due' END, i.order_id, i.id, NULL::uuid, NULL::uuid, i.due_on FROM invoices_invoice i
  WHERE i.company_id = $1 AND i.kind = 'invoice' AND i.state IN ('matched', 'cleared', 'paying') AND i.due_on <= $4 + 3
    AND i.order_id IS NOT NULL AND ($3 IS NULL OR i.order_id = ANY ($3))
    AND (i.total - i.credited_amount - i.allocated_amount - i.written_off_amount >= last_unit(i.currency)
      OR EXISTS (SELECT FROM payments_allocation a
        JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
        WHERE a.company_id = $1 AND a.invoice_id = i.id AND a.live AND p.state = 'released'))
  UNION ALL
  -- Issued three days ago, nothing hangs on it yet, and it is on no way to its contractor.
  SELECT 'not_sent', o.id, NULL, NULL, NULL, o.issued_on FROM orders_order o
  WHERE o.company_id = $1 AND o.state = 'issued' AND o.origin = 'issued' AND o.sent_on IS NULL AND o.issued_on <= $4 - 3
    AND o.live_claims = 0 AND o.accepted_amount = 0 AND o.archived_at IS NULL AND ($3 IS NULL OR o.id = ANY ($3))
    AND NOT EXISTS (SELECT FROM mail_message m WHERE m.company_id = $1 AND m.order_id = o.id AND m.kind = 'order'
      AND m.state IN ('waiting', 'sending', 'sent', 'perhaps'))
  UNION ALL
  -- The newest mail of an order did not reach somebody, or perhaps not; nobody has brought it another way since.
  SELECT 'mail_failed', o.id, NULL, m.id, NULL, (m.made_at AT TIME ZONE $5)::date FROM mail_message m
  JOIN orders_order o ON o.company_id = m.company_id AND o.id = m.order_id
  WHERE m.company_id = $1 AND m.kind = 'order' AND o.state = 'issued' AND ($3 IS NULL OR m.order_id = ANY ($3))
    AND (o.sent_how IN ('', 'mail') OR o.sent_on < (m.made_at AT TIME ZONE $5)::date)
    AND m.id IN (SELECT mail_troubled($1, $3, NULL)) AND NOT EXISTS (SELECT FROM mail_message n
      WHERE n.company_id = $1 AND n.order_id = m.order_id AND n.kind = 'order' AND (n.made_at, n.id) > (m.made_at, m.id))
  UNION ALL
  -- The same of the advice of a payment, on each order that it pays.
  SELECT DISTINCT 'advice_failed', i.order_id, NULL::uuid, m.id, NULL::uuid, (m.made_at AT TIME ZONE $5)::date FROM mail_message m
  JOIN payments_payment p ON p.company_id = m.company_id AND p.id = m.payment_id
  JOIN payments_allocation a ON a.company_id = m.company_id AND a.payment_id = p.id AND NOT a.unlinked
  JOIN invoices_invoice i ON i.company_id = m.company_id AND i.id = a.invoice_id
  WHERE m.company_id = $1 AND m.kind IN ('remittance', 'remittance_void') AND i.order_id IS NOT NULL
    AND ($3 IS NULL OR i.order_id = ANY ($3)) AND (m.kind = 'remittance_void' OR p.state IN ('initiated', 'settled'))
    AND m.id IN (SELECT mail_troubled($1, NULL, CASE WHEN $3 IS NOT NULL THEN payments_on($1, $3) END))
    AND NOT EXISTS (SELECT FROM mail_message n
      WHERE n.company_id = $1 AND n.payment_id = m.payment_id AND (n.made_at, n.id) > (m.made_at, m.id))
  UNION ALL
  -- A mail of an order that has waited for an hour.
  SELECT 'document_waits', m.order_id, NULL, m.id, NULL, (m.made_at AT TIME ZONE $5)::date FROM mail_message m
  WHERE m.company_id = $1 AND m.kind = 'order' AND m.state IN ('waiting', 'sending') AND m.made_at <= $2 - interval '1 hour'
    AND ($3 IS NULL OR m.order_id = ANY ($3))
  UNION ALL
  -- An issued order whose PDF could not be made: the follower gave up on it.
  SELECT DISTINCT 'document_waits', o.id, NULL::uuid, NULL::uuid, NULL::uuid, o.issued_on FROM trail_parked k
  JOIN trail_position s ON s.company_id = k.company_id AND s.position = k.position
  JOIN trail_entry e ON e.company_id = k.company_id AND e.id = s.entry_id
  JOIN orders_order o ON o.company_id = k.company_id AND o.id = e.order_id
  WHERE k.company_id = $1 AND k.follower = 'order_pdf' AND o.state = 'issued' AND k.at <= $2
    AND ($3 IS NULL OR o.id = ANY ($3)) AND NOT EXISTS (SELECT FROM documents_document d
      WHERE d.company_id = $1 AND d.made_from = o.document_sha256 AND d.media_type = 'application/pdf')
  UNION ALL
  -- A threshold was crossed in the revision that stands. That happened once: what is over is not said again.
  SELECT 'threshold', x.order_id, NULL, NULL, x.id, (e.at AT TIME ZONE $5)::date FROM orders_crossing x
  JOIN orders_order o ON o.company_id = x.company_id AND o.id = x.order_id
  JOIN orders_threshold t ON t.company_id = x.company_id AND t.id = x.threshold_id
  JOIN trail_entry e ON e.company_id = x.company_id AND e.id = x.entry_id
  WHERE x.company_id = $1 AND o.state = 'issued' AND o.revision_number = x.revision AND t.state = 'stands'
    AND ($3 IS NULL OR x.order_id = ANY ($3)) AND NOT EXISTS (SELECT FROM alerts_alert a
      WHERE a.company_id = $1 AND a.crossing_id = x.id AND a.state = 'over')
  UNION ALL
  -- It runs out within its company's days, or has run out, and something of it is open.
  SELECT CASE WHEN COALESCE(o.valid_through, r.ends_on) < $4 THEN 'expired' ELSE 'expiring' END, o.id, NULL, NULL, NULL, COALESCE(o.valid_through, r.ends_on) FROM orders_order o
  JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
  WHERE o.company_id = $1 AND o.state = 'issued' AND COALESCE(o.valid_through, r.ends_on) <= $4 + expiry_days($1) AND ($3 IS NULL OR o.id = ANY ($3))
    AND o.limit_amount - o.covered_amount - o.charged_amount - o.written_off_amount >= last_unit(o.currency)
  UNION ALL
  -- Its money goes faster than its days, and it does not run out yet: see is_ahead.
  SELECT 'ahead', o.id, NULL, NULL, NULL, r.ends_on FROM orders_order o
  JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
  WHERE o.company_id = $1 AND o.state = 'issued' AND r.ends_on >= $4 AND ($3 IS NULL OR o.id = ANY ($3))
    AND is_ahead(GREATEST(o.accepted_amount, o.covered_amount), o.limit_amount, COALESCE(r.starts_on, o.issued_on), r.ends_on, $4,
      pace_margin($1))
  $holding$ USING company, moment, orders, today, zone;
END $$;

-- The same of these choices, or of all: an offer's newest one says that somebody gets an order, their day has come, and none
-- stands for what the offer is about, or came of it.
CREATE OR REPLACE FUNCTION alerts_of_choices(company uuid, moment timestamptz, choices uuid[])
  RETURNS TABLE (kind text, choice_id uuid, day date) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT 'awaited', c.id, c.due_on FROM orders_choice c
  JOIN engagements_offer f ON f.company_id = c.company_id AND f.id = c.offer_id AND f.order_version = c.version
  WHERE c.company_id = company AND c.owner_id IS NOT NULL AND c.due_on <= company_day(company, moment)
    AND f.order_open AND f.state IN ('in_review', 'sent', 'accepted') AND (choices IS NULL OR c.id = ANY (choices))
    AND NOT EXISTS (SELECT FROM engagements_contract k WHERE k.company_id = company AND k.offer_id = f.id AND k.state = 'ended')
$$;

-- Whether more of an order's money is gone than of its days, by more than the margin, both in per cent. What is accepted and not yet
-- invoiced is gone. In the first tenth of its days, and once nothing is left of it, nothing is said.
CREATE OR REPLACE FUNCTION is_ahead(drawn numeric, whole numeric, starts date, ends date, today date, margin numeric)
  RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT whole > 0 AND drawn < whole AND ends >= starts AND (today - starts + 1) * 10 >= ends - starts + 1
    AND drawn * 100 / whole > (today - starts + 1) * 100.0 / (ends - starts + 1) + margin
$$;

-- The mails that did not reach somebody, or perhaps not: refused, given up, come back, or given up by us for a reason. Of these
-- orders, of these payments, or of all.
CREATE OR REPLACE FUNCTION mail_troubled(company uuid, orders uuid[], payments uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
  SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE $troubled$
  SELECT m.id FROM mail_message m WHERE m.company_id = $1 AND ($2 IS NULL OR m.order_id = ANY ($2))
    AND ($3 IS NULL OR m.payment_id = ANY ($3)) AND m.state IN ('failed', 'perhaps', 'cancelled')
    AND (m.state <> 'cancelled' OR m.error <> '')
  UNION
  SELECT r.message_id FROM mail_recipient r JOIN mail_message m ON m.company_id = r.company_id AND m.id = r.message_id
  WHERE r.company_id = $1 AND r.state IN ('refused', 'expired', 'perhaps', 'bounced')
    AND ($2 IS NULL OR m.order_id = ANY ($2)) AND ($3 IS NULL OR m.payment_id = ANY ($3))
  $troubled$ USING company, orders, payments;
END $$;

-- The payments that pay, or were to pay, what hangs on these orders.
CREATE OR REPLACE FUNCTION payments_on(company uuid, orders uuid[]) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE(array_agg(DISTINCT a.payment_id), '{}') FROM invoices_invoice i
  JOIN payments_allocation a ON a.company_id = i.company_id AND a.invoice_id = i.id
  WHERE i.company_id = company AND i.order_id = ANY (orders)
$$;

-- An alert is raised of what holds, behind all that were raised before it; it is over once that holds no more.
CREATE OR REPLACE FUNCTION guard_alert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  before record;
  holds boolean;
  moment timestamptz := CASE TG_OP WHEN 'INSERT' THEN NEW.raised_at ELSE NEW.ended_at END;
BEGIN
  IF NEW.choice_id IS NOT NULL THEN
    holds := EXISTS (SELECT FROM alerts_of_choices(NEW.company_id, moment, ARRAY[NEW.choice_id]) h
      WHERE (h.kind, h.choice_id, h.day) = (NEW.kind, NEW.choice_id, NEW.day));
  ELSE
    holds := EXISTS (SELECT FROM alerts_holding(NEW.company_id, moment, ARRAY[NEW.order_id]) h
      WHERE (h.kind, h.order_id, h.day) = (NEW.kind, NEW.order_id, NEW.day) AND h.invoice_id IS NOT DISTINCT FROM NEW.invoice_id
        AND h.mail_id IS NOT DISTINCT FROM NEW.mail_id AND h.crossing_id IS NOT DISTINCT FROM NEW.crossing_id);
  END IF;
  IF TG_OP = 'UPDATE' THEN
    -- What happened once is over once somebody has seen it.
    IF NEW.state = 'over' AND OLD.state <> 'over' AND holds AND (NEW.crossing_id IS NULL OR NEW.seen_by_id IS NULL) THEN
      PERFORM refuse(TG_NAME, 'what an alert says still holds');
    END IF;
    RETURN NEW;
  END IF;
  IF NOT holds THEN
    PERFORM refuse(TG_NAME, 'what an alert says holds');
  END IF;
  SELECT number, raised_at INTO before FROM alerts_alert WHERE company_id = NEW.company_id ORDER BY number DESC LIMIT 1;
  IF NEW.number <> COALESCE(before.number, 0) + 1 OR NEW.raised_at < before.raised_at THEN
    PERFORM refuse(TG_NAME, 'alerts are raised one behind the other');
  END IF;
  IF NEW.occasion <> 1 + (SELECT count(*) FROM alerts_alert a WHERE a.company_id = NEW.company_id
      AND (a.order_id = NEW.order_id OR a.choice_id = NEW.choice_id) AND (a.kind, a.day) = (NEW.kind, NEW.day) AND a.invoice_id IS NOT DISTINCT FROM NEW.invoice_id
      AND a.mail_id IS NOT DISTINCT FROM NEW.mail_id AND a.crossing_id IS NOT DISTINCT FROM NEW.crossing_id) THEN
    PERFORM refuse(TG_NAME, 'what holds again is the next occasion');
  END IF;
  RETURN NEW;
END $$;

-- Who may be told by mail: a person who is here, and more than a contractor.
CREATE OR REPLACE FUNCTION is_told_by_mail(company uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM companies_member m JOIN companies_user u ON u.id = m.user_id
    WHERE m.company_id = company AND m.id = person AND m.state = 'active' AND NOT m.service AND u.is_active
      AND EXISTS (SELECT FROM companies_right r WHERE r.company_id = company AND r.member_id = person AND r.role <> 'contractor'
        AND (r.until IS NULL OR counts_today(r.company_id, r.until))))
$$;

-- A person is told once a day, of what was raised since they were told last, by a mail of their own.
CREATE OR REPLACE FUNCTION guard_digest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM refuse(TG_NAME, 'what a person was told stays told');
  END IF;
  IF NOT is_told_by_mail(NEW.company_id, NEW.member_id) THEN
    PERFORM refuse(TG_NAME, 'who is not here is told nothing');
  END IF;
  IF NOT EXISTS (SELECT FROM mail_message m
      JOIN mail_recipient r ON r.company_id = m.company_id AND r.message_id = m.id
      JOIN companies_member p ON p.company_id = m.company_id AND p.id = NEW.member_id AND lower(p.email) = lower(r.address)
      WHERE m.company_id = NEW.company_id AND m.id = NEW.mail_id AND m.kind = 'alerts' AND m.state = 'waiting'
        AND m.number_of_recipients = 1) THEN
    PERFORM refuse(TG_NAME, 'a person is told by a mail of their own');
  END IF;
  IF NEW.through <= COALESCE((SELECT max(through) FROM alerts_digest
      WHERE company_id = NEW.company_id AND member_id = NEW.member_id), 0)
    OR NOT EXISTS (SELECT FROM alerts_alert WHERE company_id = NEW.company_id AND number = NEW.through) THEN
    PERFORM refuse(TG_NAME, 'a person is told of what is new');
  END IF;
  RETURN NEW;
END $$;

-- What a person is told goes out as theirs, and only while they are here.
CREATE OR REPLACE FUNCTION guard_digest_mail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.kind = 'alerts' AND OLD.state = 'waiting' AND NEW.state = 'sending' AND NOT EXISTS (SELECT FROM alerts_digest d
      WHERE d.company_id = NEW.company_id AND d.mail_id = NEW.id AND is_told_by_mail(d.company_id, d.member_id)) THEN
    PERFORM refuse(TG_NAME, 'a mail of alerts is one person''s, who is here');
  END IF;
  RETURN NEW;
END $$;

-- Whose a preference is, and of which kind, stays.
CREATE OR REPLACE FUNCTION guard_preference_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.company_id, NEW.member_id, NEW.kind) IS DISTINCT FROM (OLD.company_id, OLD.member_id, OLD.kind) THEN
    PERFORM refuse(TG_NAME, 'a preference stays its member''s, and of its kind');
  END IF;
  RETURN NEW;
END $$;
