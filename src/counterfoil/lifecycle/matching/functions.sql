-- Cover is taken by an invoice against which nothing stands, on the issued order that it is for: of its own contractor, in
-- its own currency, on the line it was paired with. Whatever its state, an invoice gives cover back.
CREATE OR REPLACE FUNCTION guard_cover() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  claimed invoices_invoiceline;
  bill invoices_invoice;
  bought orders_order;
BEGIN
  SELECT * INTO claimed FROM invoices_invoiceline WHERE company_id = NEW.company_id AND id = NEW.invoice_line_id;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = claimed.invoice_id;
  SELECT * INTO bought FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id;
  IF bill.kind IS DISTINCT FROM 'invoice' OR bill.order_id IS DISTINCT FROM NEW.order_id
    OR claimed.order_line_id IS DISTINCT FROM NEW.order_line_id THEN
    PERFORM refuse(TG_NAME, 'cover is taken by an invoice, on the line it was paired with');
  END IF;
  IF NEW.quantity <= 0 AND NEW.amount <= 0 AND NEW.small <= 0 THEN
    RETURN NEW;
  END IF;
  IF bought.state <> 'issued' OR bought.contractor_id <> bill.contractor_id OR bought.currency <> bill.currency THEN
    PERFORM refuse(TG_NAME, 'cover is taken of an issued order, by its contractor, in its currency');
  END IF;
  IF claimed.struck OR bill.state NOT IN ('received', 'disputed', 'matched', 'cleared') THEN
    PERFORM refuse(TG_NAME, format('an invoice that is %s, and a line that was struck, take no cover', bill.state));
  END IF;
  IF EXISTS (SELECT FROM matching_exception
             WHERE company_id = NEW.company_id AND invoice_id = bill.id AND state = 'open') THEN
    PERFORM refuse(TG_NAME, 'an invoice with an open exception takes no cover');
  END IF;
  RETURN NEW;
END $$;

-- What a taking brings to the order line, the order, the invoice line, and the evidence that it uses. Added up after the
-- whole statement, so that several rows of one are not each judged alone.
CREATE OR REPLACE FUNCTION count_cover() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  claimed invoices_invoiceline;
  used evidence_piece;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM refuse(TG_NAME, 'a taking never changes');
  END IF;
  UPDATE orders_orderline SET covered_quantity = covered_quantity + NEW.quantity,
    covered_amount = covered_amount + NEW.amount WHERE company_id = NEW.company_id AND id = NEW.order_line_id;
  UPDATE orders_order SET covered_amount = covered_amount + NEW.amount, small_amount = small_amount + NEW.small
    WHERE company_id = NEW.company_id AND id = NEW.order_id;
  UPDATE invoices_invoiceline SET covered_quantity = covered_quantity + NEW.quantity,
    covered_amount = covered_amount + NEW.amount, small_amount = small_amount + NEW.small WHERE company_id = NEW.company_id AND id = NEW.invoice_line_id
    RETURNING * INTO claimed;
  IF (NEW.quantity > 0 AND claimed.covered_quantity > claimed.quantity - claimed.credited_quantity)
    OR (GREATEST(NEW.amount, NEW.small) > 0
      AND claimed.covered_amount + claimed.small_amount > claimed.amount - claimed.credited_amount) THEN
    PERFORM refuse(TG_NAME, 'no more is covered than is claimed');
  END IF;
  IF LEAST(NEW.quantity, NEW.amount, NEW.small) < 0 AND claimed.covered_amount + claimed.small_amount
    < claimed.amount - claimed.credited_amount AND is_being_paid(claimed.company_id, claimed.invoice_id) THEN
    PERFORM refuse(TG_NAME, 'what is being paid keeps what it covers');
  END IF;
  IF NEW.piece_id IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE evidence_piece SET used_quantity = used_quantity + NEW.quantity, used_amount = used_amount + NEW.amount
    WHERE company_id = NEW.company_id AND id = NEW.piece_id AND line_id = NEW.order_line_id RETURNING * INTO used;
  IF used.id IS NULL THEN
    PERFORM refuse(TG_NAME, 'the evidence is of another line');
  END IF;
  IF NEW.quantity > 0 AND used.used_quantity > used.accepted_quantity - used.corrected_quantity THEN
    PERFORM refuse(TG_NAME, 'evidence is used once, and no more of it than was accepted');
  END IF;
  RETURN NULL;
END $$;

-- Whether money stands on an invoice, and no correction of it that takes its place.
CREATE OR REPLACE FUNCTION is_being_paid(company uuid, invoice uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM invoices_invoice i WHERE i.company_id = company AND i.id = invoice
    AND i.state IN ('paying', 'paid', 'written_off') AND NOT EXISTS (SELECT FROM invoices_invoice c
      WHERE c.company_id = company AND c.corrects_id = i.id AND c.state IN ('received', 'disputed')))
$$;

-- What is claimed beside the lines is taken by an invoice against which nothing stands, on the issued order that it is for.
CREATE OR REPLACE FUNCTION guard_surcharge() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
  bought orders_order;
BEGIN
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id;
  SELECT * INTO bought FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id;
  IF bill.kind IS DISTINCT FROM 'invoice' OR bill.order_id IS DISTINCT FROM NEW.order_id THEN
    PERFORM refuse(TG_NAME, 'what is charged beside the lines is an invoice''s, on its own order');
  END IF;
  IF NEW.amount <= 0 AND NEW.small <= 0 THEN
    IF is_being_paid(NEW.company_id, NEW.invoice_id) THEN
      PERFORM refuse(TG_NAME, 'what is being paid keeps what it charges');
    END IF;
    RETURN NEW;
  END IF;
  IF bought.state <> 'issued' OR bought.contractor_id <> bill.contractor_id OR bought.currency <> bill.currency
    OR bill.state NOT IN ('received', 'disputed', 'matched', 'cleared') OR EXISTS (SELECT FROM matching_exception
      WHERE company_id = NEW.company_id AND invoice_id = bill.id AND state = 'open') THEN
    PERFORM refuse(TG_NAME, 'nothing is charged on an order that is not issued, or by an invoice that something stands against');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION count_surcharge() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM refuse(TG_NAME, 'a taking never changes');
  END IF;
  UPDATE orders_order SET charged_amount = charged_amount + NEW.amount, small_amount = small_amount + NEW.small
    WHERE company_id = NEW.company_id AND id = NEW.order_id;
  UPDATE invoices_invoice SET charged_amount = charged_amount + NEW.amount + NEW.small
    WHERE company_id = NEW.company_id AND id = NEW.invoice_id RETURNING * INTO bill;
  -- Beside allowances on the whole document, which its lines' cover is less by, the order's own adjustments may stand.
  IF NEW.amount + NEW.small > 0 AND bill.charged_amount > beside(bill.total, bill.prepaid, bill.net, bill.tax)
    AND (NOT has_charges(bill.company_id, bill.order_id) OR bill.charged_amount > bill.total + bill.prepaid - bill.net - bill.tax + (
      SELECT COALESCE(sum(l.amount - l.credited_amount - l.covered_amount - l.small_amount), 0) FROM invoices_invoiceline l
      WHERE l.company_id = bill.company_id AND l.invoice_id = bill.id AND NOT l.struck)) THEN
    PERFORM refuse(TG_NAME, 'no more is charged beside the lines than is claimed');
  END IF;
  RETURN NULL;
END $$;

-- What an invoice claims beside its lines, net: charges less allowances, rounding, and what its total differs by.
CREATE OR REPLACE FUNCTION beside(total numeric, prepaid numeric, net numeric, tax numeric) RETURNS numeric LANGUAGE sql
  IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT GREATEST(total + prepaid - net - tax, 0)
$$;

-- A credit note against which nothing stands takes off the invoice that it names, of the same contractor and in the same
-- currency, and gives back no more than it says. Undoing is the same, negative.
CREATE OR REPLACE FUNCTION guard_credit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  said invoices_invoiceline;
  note invoices_invoice;
  bill invoices_invoice;
BEGIN
  SELECT * INTO said FROM invoices_invoiceline WHERE company_id = NEW.company_id AND id = NEW.note_line_id AND NOT struck;
  SELECT * INTO note FROM invoices_invoice WHERE company_id = NEW.company_id AND id = said.invoice_id;
  SELECT i.* INTO bill FROM invoices_invoice i JOIN invoices_invoiceline l
    ON l.company_id = i.company_id AND l.invoice_id = i.id AND NOT l.struck
    WHERE l.company_id = NEW.company_id AND l.id = NEW.invoice_line_id AND i.id = NEW.invoice_id;
  IF note.kind IS DISTINCT FROM 'credit' OR bill.kind IS DISTINCT FROM 'invoice'
    OR note.credits_id IS DISTINCT FROM bill.id OR note.contractor_id <> bill.contractor_id
    OR note.currency <> bill.currency THEN
    PERFORM refuse(TG_NAME, 'a credit note takes off the invoice that it names');
  END IF;
  IF note.state NOT IN ('received', 'disputed', 'matched') OR bill.state IN ('rejected', 'void') THEN
    PERFORM refuse(TG_NAME, 'one of the two is ended');
  END IF;
  IF abs(NEW.amount) > said.amount OR NOT note.gives_back AND (NEW.quantity <> 0 OR NEW.amount <> 0) THEN
    PERFORM refuse(TG_NAME, 'a credit note gives back what it says, and a rebate nothing');
  END IF;
  IF NEW.gross > 0 AND EXISTS (SELECT FROM matching_exception
                               WHERE company_id = NEW.company_id AND invoice_id = note.id AND state = 'open') THEN
    PERFORM refuse(TG_NAME, 'a credit note with an open exception takes nothing off');
  END IF;
  RETURN NEW;
END $$;

-- What a credit note takes off its invoice and the invoice's line: all of its total, or, once undone, nothing.
CREATE OR REPLACE FUNCTION count_credit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  note invoices_invoice;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM refuse(TG_NAME, 'a credit never changes');
  END IF;
  SELECT i.* INTO note FROM invoices_invoice i JOIN invoices_invoiceline l
    ON l.company_id = i.company_id AND l.invoice_id = i.id WHERE l.company_id = NEW.company_id AND l.id = NEW.note_line_id;
  IF credited_by(note.company_id, note.id) NOT IN (0, note.total) THEN
    PERFORM refuse(TG_NAME, 'a credit note takes off all that it says, or nothing');
  END IF;
  -- Otherwise the same work would be billed and paid twice. Allowances on the whole invoice make its lines worth less.
  IF note.gives_back AND (SELECT sum(c.amount) FROM matching_credit c JOIN invoices_invoiceline l
      ON l.company_id = c.company_id AND l.id = c.note_line_id WHERE c.company_id = note.company_id AND l.invoice_id = note.id)
    > (SELECT note.total * GREATEST(b.net / NULLIF(b.total + b.prepaid, 0), 1) FROM invoices_invoice b
       WHERE b.company_id = NEW.company_id AND b.id = NEW.invoice_id) + 6 * last_unit(note.currency) THEN
    PERFORM refuse(TG_NAME, 'a credit note gives back no more than it takes off');
  END IF;
  UPDATE invoices_invoiceline SET credited_quantity = credited_quantity + NEW.quantity,
    credited_amount = credited_amount + NEW.amount WHERE company_id = NEW.company_id AND id = NEW.invoice_line_id;
  UPDATE invoices_invoice SET credited_amount = credited_amount + NEW.gross
    WHERE company_id = NEW.company_id AND id = NEW.invoice_id;
  RETURN NULL;
END $$;

-- What a credit note takes off invoices now.
CREATE OR REPLACE FUNCTION credited_by(company uuid, note uuid) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE(sum(c.gross), 0) FROM invoices_invoiceline l
  JOIN matching_credit c ON c.company_id = l.company_id AND c.note_line_id = l.id
  WHERE l.company_id = company AND l.invoice_id = note
$$;

-- Whether a finding of this kind may stand beside a match: a second person accepted it, or a policy tolerates some of it.
CREATE OR REPLACE FUNCTION is_tolerated(company uuid, invoice uuid, line uuid, what text) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM matching_exception WHERE company_id = $1 AND invoice_id = $2
      AND invoice_line_id IS NOT DISTINCT FROM $3 AND kind = $4 AND state = 'accepted')
    OR EXISTS (SELECT FROM catalogue_tolerance t
      JOIN catalogue_policyversion v ON v.company_id = t.company_id AND v.id = t.version_id
      WHERE t.company_id = $1 AND t.attribute = $4 AND t.kind <> 'exact' AND NOT EXISTS (
        SELECT FROM catalogue_policyversion later JOIN invoices_invoice bill
          ON bill.company_id = later.company_id AND bill.id = $2
        WHERE later.company_id = $1 AND later.policy_id = v.policy_id AND later.version > v.version
          AND later.set_at <= COALESCE(bill.judged_at, bill.received_at)))
$$;

-- Who loosened how an order's invoices are matched, since the day on which its approvers were asked, or it was loaded: a policy
-- that speaks for a line, for the order, for its contractor or for the company, which of them speaks for the contractor, or the
-- country of the company, whose rates of tax are accepted.
CREATE OR REPLACE FUNCTION looseners(company uuid, ordered uuid, until timestamptz DEFAULT 'infinity')
  RETURNS TABLE (member_id uuid) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH bought AS (
    SELECT o.match_policy_id, o.contractor_id, c.timezone,
           (COALESCE(o.submitted_at, o.created_at) AT TIME ZONE c.timezone)::date AS since
    FROM orders_order o JOIN companies_company c ON c.id = o.company_id WHERE o.company_id = company AND o.id = ordered),
  speaking AS (
    SELECT match_policy_id AS policy_id FROM bought
    UNION SELECT l.match_policy_id FROM orders_revisionline l WHERE l.company_id = company AND l.order_id = ordered
    UNION SELECT a.policy_id FROM parties_assignment a JOIN bought b ON b.contractor_id = a.contractor_id
      WHERE a.company_id = company)
  SELECT v.set_by_id FROM catalogue_policyversion v JOIN bought b ON (v.set_at AT TIME ZONE b.timezone)::date >= b.since
    LEFT JOIN catalogue_policyversion earlier
      ON earlier.company_id = company AND earlier.policy_id = v.policy_id AND earlier.version = v.version - 1
    WHERE v.company_id = company AND v.loosens AND v.set_at <= until
      AND (v.is_default OR earlier.is_default OR v.policy_id IN (SELECT s.policy_id FROM speaking s))
  UNION
  SELECT a.set_by_id FROM parties_assignment a JOIN bought b ON b.contractor_id = a.contractor_id
    AND (a.set_at AT TIME ZONE b.timezone)::date >= b.since
    WHERE a.company_id = company AND a.loosens AND a.set_at <= until
  UNION
  SELECT e.member_id FROM trail_change h JOIN trail_entry e ON e.company_id = company AND e.id = h.entry_id AND e.xact = h.xact
    JOIN bought b ON (e.at AT TIME ZONE b.timezone)::date >= b.since
    WHERE h.company_id = company AND h.relation = 'companies_company' AND h.row_id = company AND h.op = 'U'
      AND h.plain->'country'->>0 <> '' AND e.at <= until
$$;

-- Whether one of these members is among them.
CREATE OR REPLACE FUNCTION is_loosened_by(company uuid, ordered uuid, members uuid[]) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM looseners(company, ordered) l WHERE l.member_id = ANY (members))
$$;

-- The versions of a route follow each other.
CREATE OR REPLACE FUNCTION guard_route() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + COALESCE((SELECT max(version) FROM matching_route
      WHERE company_id = NEW.company_id AND kind = NEW.kind), 0) OR NEW.set_by_id IS NULL OR NEW.set_at IS NULL THEN
    PERFORM refuse(TG_NAME, 'a route follows the one before it, set by somebody at some moment');
  END IF;
  RETURN NEW;
END $$;

-- Who typed what an invoice says: who entered it, corrected it, or sent what was admitted as it.
CREATE OR REPLACE FUNCTION enterers_of(company uuid, bill uuid) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT ARRAY(
    SELECT entered_by_id FROM invoices_invoice WHERE company_id = company AND id = bill
    UNION ALL
    SELECT member_id FROM trail_entry
      WHERE company_id = company AND subject_id = bill AND verb = 'invoice.correct' AND outcome = 'done'
    UNION ALL
    SELECT first.sender_id FROM invoices_invoice i
      JOIN documents_arrival admitted ON admitted.company_id = company AND admitted.became_id = i.id AND admitted.door = 'admitted'
      JOIN documents_arrival first ON first.company_id = company AND first.id = admitted.same_as
      WHERE i.company_id = company AND i.id = bill AND i.copy > 0)
$$;

-- An exception is accepted by somebody else than who entered the invoice, accepted the evidence on its order or is paid by it,
-- and its figures stand while it is. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_exception_accepted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
  apart boolean;
BEGIN
  IF NEW.state <> 'accepted' THEN
    RETURN NEW;
  END IF;
  IF OLD.state = 'accepted' THEN
    IF (OLD.expected, OLD.actual, OLD.allowed, OLD.excess, OLD.measure, OLD.note, OLD.settled_by_id, OLD.settled_at,
      OLD.reason) IS DISTINCT FROM (NEW.expected, NEW.actual, NEW.allowed, NEW.excess, NEW.measure, NEW.note,
      NEW.settled_by_id, NEW.settled_at, NEW.reason) THEN
      PERFORM refuse(TG_NAME, 'what was accepted is pinned');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.reason = '' THEN
    PERFORM refuse(TG_NAME, 'a variance is accepted with a reason');
  END IF;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id;
  IF is_service(NEW.company_id, NEW.settled_by_id) THEN
    PERFORM refuse(TG_NAME, 'a service clears nothing');
  END IF;
  apart := separated(NEW.company_id, string_to_array(TG_ARGV[0], ','));
  IF apart AND same_hands(NEW.company_id, NEW.settled_by_id, enterers_of(NEW.company_id, bill.id) || ARRAY(SELECT decided_by_id
      FROM evidence_piece WHERE company_id = NEW.company_id AND order_id = bill.order_id AND state = 'accepted')) THEN
    PERFORM refuse(TG_NAME, 'who entered an invoice or accepted its evidence can not clear it');
  END IF;
  IF apart AND same_hands(NEW.company_id, NEW.settled_by_id, ARRAY(SELECT member_id FROM parties_contractor
      WHERE company_id = NEW.company_id AND id = bill.contractor_id)) THEN
    PERFORM refuse(TG_NAME, 'who is paid by an invoice can not clear it');
  END IF;
  IF apart AND same_hands(NEW.company_id, NEW.settled_by_id, ARRAY(SELECT l.member_id
      FROM looseners(NEW.company_id, bill.order_id) l)) THEN
    PERFORM refuse(TG_NAME, 'who loosened how an invoice is matched can not clear it');
  END IF;
  IF NEW.settled_by_id IS NOT NULL AND NOT holds_role(NEW.company_id, NEW.settled_by_id,
      '{approver,finance,payables}', '{exception.accept}') THEN
    PERFORM refuse(TG_NAME, 'a variance is accepted by an approver, by payables or by finance');
  END IF;
  RETURN NEW;
END $$;

-- A correction names one invoice of its contractor, for good. It is matched once that one is void, or once somebody has accepted
-- that there is none; and until then nothing more is paid of the first.
CREATE OR REPLACE FUNCTION guard_correction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  first invoices_invoice;
BEGIN
  SELECT * INTO first FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.corrects_id;
  IF NEW.corrects_id IS DISTINCT FROM OLD.corrects_id AND (
    NOT NEW.is_correction OR OLD.corrects_id IS NOT NULL OR first.id = NEW.id OR first.kind IS DISTINCT FROM NEW.kind
    OR (first.contractor_id, first.number_normal) IS DISTINCT FROM (NEW.contractor_id, NEW.corrects_number)) THEN
    PERFORM refuse(TG_NAME, 'a correction names one invoice of its contractor, for good');
  END IF;
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state OR NEW.state NOT IN ('matched', 'cleared', 'paying') THEN
    RETURN NEW;
  END IF;
  IF NEW.is_correction AND first.state IS DISTINCT FROM 'void' AND NOT (COALESCE(first.state, 'rejected') = 'rejected'
    AND EXISTS (SELECT FROM matching_exception WHERE company_id = NEW.company_id AND invoice_id = NEW.id
      AND kind = 'corrects_unknown' AND state = 'accepted')) THEN
    PERFORM refuse(TG_NAME, 'a correction is matched once what it corrects is void');
  END IF;
  IF EXISTS (SELECT FROM invoices_invoice WHERE company_id = NEW.company_id AND corrects_id = NEW.id
             AND state IN ('received', 'disputed')) THEN
    PERFORM refuse(TG_NAME, format('an invoice against which a correction stands is not %s', NEW.state));
  END IF;
  RETURN NEW;
END $$;

-- What the order itself adds beside its lines: its markups and its adjustments.
CREATE OR REPLACE FUNCTION ordered_beside(company uuid, ordered uuid) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT GREATEST(r.adjustments, 0) + GREATEST(r.net - r.subtotal, 0) FROM orders_order o
    JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
    WHERE o.company_id = company AND o.id = ordered AND r.charge_count > 0), 0)
$$;

-- Whether the order says that a line costs more than its quantity at its unit price.
CREATE OR REPLACE FUNCTION is_marked_up(company uuid, ordered_line uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM orders_revisionline s
    JOIN orders_revision r ON r.company_id = s.company_id AND r.id = s.revision_id
    JOIN orders_order o ON o.company_id = s.company_id AND o.id = s.order_id AND o.revision_number = r.number
    WHERE s.company_id = company AND s.line_id = ordered_line AND (s.discount > 0 OR s.share > 0))
$$;

-- Whether an invoice holds of its order all that it claims. Where the order has discounts or adjustments, what the invoice takes
-- off as a whole may be off its lines' cover already, and no more than that. `beside` is what it claims beside its lines, below
-- zero what it takes off.
CREATE OR REPLACE FUNCTION is_covered(company uuid, bill uuid, ordered uuid, beside numeric, charged numeric)
  RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN has_charges(company, ordered)
    THEN COALESCE(bool_and(l.covered_quantity = l.quantity - l.credited_quantity), true)
      AND COALESCE(sum(l.covered_amount + l.small_amount - l.amount + l.credited_amount), 0) + charged
        >= CASE WHEN COALESCE(sum(l.credited_amount), 0) = 0 THEN beside ELSE LEAST(beside, 0) END
    ELSE COALESCE(bool_and((l.covered_amount + l.small_amount, l.covered_quantity)
        = (l.amount - l.credited_amount, l.quantity - l.credited_quantity)), true)
      AND charged = GREATEST(beside, 0) END
  FROM invoices_invoiceline l WHERE l.company_id = company AND l.invoice_id = bill AND NOT l.struck
$$;

-- Whether an order has discounts, markups, taxes or adjustments of its own.
CREATE OR REPLACE FUNCTION has_charges(company uuid, ordered uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM orders_order o
    JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
    WHERE o.company_id = company AND o.id = ordered AND r.charge_count > 0)
$$;

-- Where an invoice may stand: payable only with nothing open against it, its sums right, and all that it claims covered;
-- disputed or ended only with no cover; cleared only on an accepted exception; credited once all of it is.
CREATE OR REPLACE FUNCTION guard_invoice_unexcepted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state IN ('disputed', 'rejected', 'void', 'credited') AND (NEW.charged_amount <> 0
    OR credited_by(NEW.company_id, NEW.id) <> 0 OR EXISTS (
    SELECT FROM invoices_invoiceline WHERE company_id = NEW.company_id AND invoice_id = NEW.id
      AND (covered_quantity <> 0 OR covered_amount <> 0))) THEN
    PERFORM refuse(TG_NAME, format('what is %s has given back all that it took', NEW.state));
  END IF;
  IF NEW.state = 'credited' AND NEW.credited_amount < NEW.total THEN
    PERFORM refuse(TG_NAME, 'an invoice is credited once all of it is');
  END IF;
  IF NEW.state NOT IN ('matched', 'cleared', 'paying', 'paid', 'written_off') THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM matching_exception
             WHERE company_id = NEW.company_id AND invoice_id = NEW.id AND state IN ('open', 'rejected')) THEN
    PERFORM refuse(TG_NAME, format('an invoice with an open exception is not %s', NEW.state));
  END IF;
  IF (abs(NEW.total - NEW.net - NEW.charges - NEW.tax - NEW.rounding + NEW.prepaid) > 5 * last_unit(NEW.currency)
      AND NOT is_tolerated(NEW.company_id, NEW.id, NULL, 'total')) OR NEW.net <> COALESCE((SELECT sum(amount) FROM invoices_invoiceline
    WHERE company_id = NEW.company_id AND invoice_id = NEW.id AND NOT struck), 0) THEN
    PERFORM refuse(TG_NAME, 'lines and tax give the total of what is matched');
  END IF;
  IF NEW.kind = 'invoice' AND ((NEW.charges + NEW.rounding > 5 * last_unit(NEW.currency) + ordered_beside(NEW.company_id, NEW.order_id)
      AND NOT is_tolerated(NEW.company_id, NEW.id, NULL, 'charges')) OR EXISTS (SELECT FROM invoices_invoiceline l
    WHERE l.company_id = NEW.company_id AND l.invoice_id = NEW.id AND NOT l.struck AND l.charges > 0
      AND NOT is_marked_up(NEW.company_id, l.order_line_id) AND NOT is_tolerated(NEW.company_id, NEW.id, l.id, 'charges'))) THEN
    PERFORM refuse(TG_NAME, 'what is charged beside what was ordered is matched once it is tolerated or accepted');
  END IF;
  IF NEW.kind = 'credit' AND credited_by(NEW.company_id, NEW.id) <> NEW.total THEN
    PERFORM refuse(TG_NAME, 'a credit note is matched once it takes off all that it says');
  END IF;
  IF NEW.kind = 'invoice' AND NEW.state IN ('matched', 'cleared') AND (NEW.order_id IS NULL OR NOT is_covered(NEW.company_id, NEW.id,
    NEW.order_id, NEW.total + NEW.prepaid - NEW.net - NEW.tax, NEW.charged_amount)) THEN
    PERFORM refuse(TG_NAME, 'an invoice is matched once all of it is covered');
  END IF;
  IF NEW.state = 'cleared' AND NOT EXISTS (SELECT FROM matching_exception
      WHERE company_id = NEW.company_id AND invoice_id = NEW.id AND state = 'accepted') THEN
    PERFORM refuse(TG_NAME, 'an invoice is cleared when an exception on it was accepted');
  END IF;
  RETURN NEW;
END $$;
