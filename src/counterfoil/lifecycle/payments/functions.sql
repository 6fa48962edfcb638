-- A payment is on its way from some day on, settled on some day that is not before, and reversed on none before that. All of it
-- pays invoices.
CREATE OR REPLACE FUNCTION guard_payment_dated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.state IN ('initiated', 'settled', 'failed', 'reversed')) <> (NEW.initiated_on IS NOT NULL AND NEW.initiated_at IS NOT NULL)
    OR (NEW.state IN ('settled', 'reversed')) <> (NEW.settled_on IS NOT NULL AND NEW.settled_at IS NOT NULL)
    OR (NEW.state = 'reversed') <> (NEW.reversed_on IS NOT NULL)
    OR NEW.state = 'reversed' AND (NEW.ended_at IS NULL OR NEW.ended_by_id IS NULL) THEN
    PERFORM refuse(TG_NAME, 'a payment carries the day of each step that it has taken, and of no other');
  END IF;
  IF NEW.settled_on < NEW.initiated_on THEN
    PERFORM refuse(TG_NAME, 'nothing arrives before it leaves');
  END IF;
  IF NEW.reversed_on < NEW.settled_on THEN
    PERFORM refuse(TG_NAME, 'nothing is taken back before it arrived');
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'released' AND NEW.state = 'initiated' AND NEW.amount <>
    COALESCE((SELECT sum(amount) FROM payments_allocation
              WHERE company_id = NEW.company_id AND payment_id = NEW.id AND live), 0) THEN
    PERFORM refuse(TG_NAME, 'money leaves for invoices alone');
  END IF;
  RETURN NEW;
END $$;

-- Whether a hold on the invoice, its order or its contractor keeps money from leaving on that day.
CREATE OR REPLACE FUNCTION is_payment_held(company uuid, invoice uuid, ordered uuid, contractor uuid, day date)
  RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM invoices_invoicehold h WHERE h.company_id = company AND h.invoice_id = invoice
      AND h.state = 'standing' AND h.scope IN ('everything', 'payment') AND COALESCE(h.last_day >= day, true))
    OR EXISTS (SELECT FROM orders_orderhold h WHERE h.company_id = company AND h.order_id = ordered
      AND h.state = 'standing' AND h.scope IN ('everything', 'payment') AND COALESCE(h.last_day >= day, true))
    OR EXISTS (SELECT FROM parties_contractorhold h WHERE h.company_id = company
      AND h.contractor_id = contractor AND h.state = 'standing' AND h.scope IN ('everything', 'payment')
      AND COALESCE(h.last_day >= day, true))
$$;

-- What leaves is what is owed now: everything that stood when it was released is looked at again when it is sent. No day is
-- ahead; one before the release has a reason, and none is before the day of what it pays.
CREATE OR REPLACE FUNCTION guard_payment_fits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
BEGIN
  IF NEW.settled_on > company_day(NEW.company_id, NEW.settled_at)
    OR NEW.initiated_on > company_day(NEW.company_id, NEW.initiated_at)
    OR NEW.reversed_on > company_day(NEW.company_id, NEW.ended_at) THEN
    PERFORM refuse(TG_NAME, 'no day of a payment is still to come');
  END IF;
  IF NEW.amount <> OLD.amount AND NOT (OLD.state = 'released' AND NEW.state = 'released' AND EXISTS (
      SELECT FROM payments_allocation a WHERE a.company_id = NEW.company_id AND a.payment_id = NEW.id AND a.live
        AND a.amount = OLD.amount - NEW.amount)) THEN
    PERFORM refuse(TG_NAME, 'a payment is lowered by what is unlinked from it, and never otherwise');
  END IF;
  IF OLD.state <> 'released' OR NEW.state <> 'initiated' THEN
    RETURN NEW;
  END IF;
  IF NEW.initiated_on < company_day(NEW.company_id, NEW.released_at) AND NEW.day_reason = '' THEN
    PERFORM refuse(TG_NAME, 'what left before it was released has a reason');
  END IF;
  FOR bill IN SELECT i.* FROM payments_allocation a
    JOIN invoices_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id
    WHERE a.company_id = NEW.company_id AND a.payment_id = NEW.id AND a.live
  LOOP
    IF NEW.initiated_on < bill.issued_on THEN
      PERFORM refuse(TG_NAME, 'nothing leaves before the day of the invoice that it pays');
    END IF;
    IF bill.state <> 'paying' OR bill.allocated_amount > bill.total - bill.credited_amount OR EXISTS (
      SELECT FROM matching_exception WHERE company_id = bill.company_id AND invoice_id = bill.id AND state = 'open') THEN
      PERFORM refuse(TG_NAME, 'a payment that no longer fits does not leave');
    END IF;
    IF is_payment_held(bill.company_id, bill.id, bill.order_id, bill.contractor_id, company_day(NEW.company_id, NEW.initiated_at)) THEN
      PERFORM refuse(TG_NAME, 'nothing leaves while it is on hold');
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

-- Who noted that a payment failed or was reversed, and could send the same money twice: of an invoice itself, of another one on its order, or of
-- one of its number, as long as that one was not paid after all. Entering it anew makes it no other purchase.
CREATE OR REPLACE FUNCTION failers(company uuid, bills uuid[]) RETURNS TABLE (invoice_id uuid, member_id uuid)
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT DISTINCT bill.id, p.ended_by_id FROM invoices_invoice bill
  CROSS JOIN LATERAL (
    SELECT bill.id
    UNION SELECT o.id FROM invoices_invoice o
      WHERE o.company_id = bill.company_id AND o.order_id = bill.order_id AND o.state <> 'paid'
    UNION SELECT n.id FROM invoices_invoice n WHERE n.company_id = bill.company_id
      AND n.contractor_id = bill.contractor_id AND n.number_normal = bill.number_normal AND n.state <> 'paid') AS same
  JOIN payments_allocation a ON a.company_id = bill.company_id AND a.invoice_id = same.id AND NOT a.live AND NOT a.unlinked
  JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id AND p.state IN ('failed', 'reversed')
  WHERE bill.company_id = company AND bill.id = ANY (bills)
$$;

-- Whether one of these members noted such a failure of an invoice.
CREATE OR REPLACE FUNCTION is_failed_by(company uuid, bill uuid, members uuid[]) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM failers(company, ARRAY[bill]) f WHERE f.member_id = ANY (members))
$$;

-- The one gate of every path to money, by payment or by set-off: only an invoice that is matched or cleared, with nothing
-- open against it and no hold, is paid, and not released by who cleared it, loaded its order, or noted that it failed.
CREATE OR REPLACE FUNCTION refuse_release(
  guard text, company uuid, invoice uuid, releaser uuid, moment timestamptz, approving text[])
  RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
  apart boolean;
BEGIN
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = company AND id = invoice;
  IF bill.id IS NULL OR bill.kind = 'credit' OR bill.state NOT IN ('matched', 'cleared', 'paying') THEN
    PERFORM refuse(guard, format('an invoice that is %s is not paid', bill.state));
  END IF;
  IF NOT EXISTS (SELECT FROM orders_order WHERE company_id = bill.company_id AND id = bill.order_id
                 AND engagement_id IS NOT NULL) THEN
    PERFORM refuse(guard, 'an order that belongs to no engagement is not paid');
  END IF;
  IF EXISTS (SELECT FROM matching_exception WHERE company_id = bill.company_id AND invoice_id = bill.id
             AND state = 'open') THEN
    PERFORM refuse(guard, 'an invoice with an open exception is not paid');
  END IF;
  IF is_payment_held(bill.company_id, bill.id, bill.order_id, bill.contractor_id, company_day(bill.company_id, moment)) THEN
    PERFORM refuse(guard, 'what is on hold is not released');
  END IF;
  IF is_service(bill.company_id, releaser) THEN
    PERFORM refuse(guard, 'a service releases nothing');
  END IF;
  apart := separated(bill.company_id, approving);
  IF apart AND same_hands(bill.company_id, releaser, ARRAY(SELECT member_id FROM parties_contractor
      WHERE company_id = bill.company_id AND id = bill.contractor_id)) THEN
    PERFORM refuse(guard, 'who is paid by an invoice can not release it');
  END IF;
  IF apart AND same_hands(bill.company_id, releaser, ARRAY(SELECT settled_by_id FROM matching_exception
      WHERE company_id = bill.company_id AND invoice_id = bill.id AND state = 'accepted')) THEN
    PERFORM refuse(guard, 'who cleared an invoice can not release it');
  END IF;
  IF apart AND bill.kind = 'advance' AND same_hands(bill.company_id, releaser, ARRAY[bill.entered_by_id]) THEN
    PERFORM refuse(guard, 'who asked for an advance does not release it');
  END IF;
  -- A loaded order has no approver: whoever sent it, or a change of it, is not the one who pays on it.
  IF apart AND same_hands(bill.company_id, releaser, ARRAY(SELECT a.sender_id FROM orders_revision r
             JOIN documents_arrival a ON a.company_id = r.company_id AND a.id = r.loaded_from_id
             WHERE r.company_id = bill.company_id AND r.order_id = ANY (authorised_by(bill.company_id, bill.order_id)))) THEN
    PERFORM refuse(guard, 'who loaded an order can not release money on it');
  END IF;
  IF apart AND same_hands(bill.company_id, releaser, ARRAY(SELECT f.member_id
      FROM failers(bill.company_id, ARRAY[bill.id]) f)) THEN
    PERFORM refuse(guard, 'who noted that a payment failed does not alone release it again');
  END IF;
  IF apart AND same_hands(bill.company_id, releaser, ARRAY(SELECT l.member_id
      FROM looseners(bill.company_id, bill.order_id) l)) THEN
    PERFORM refuse(guard, 'who loosened how an invoice is matched can not release it');
  END IF;
  IF NOT holds_role(bill.company_id, releaser, '{finance}', '{payment.release,payment.release_several,payment.mark_paid}') THEN
    PERFORM refuse(guard, 'money is released by finance');
  END IF;
END $$;

-- What was paid of an invoice pays its correction from then on, before that is matched: nothing that has not left, nothing that
-- was credited or came back, and not by the word of who let it go.
CREATE OR REPLACE FUNCTION refuse_move(
  guard text, company uuid, first uuid, correction uuid, payment_state text, releaser uuid, approving text[])
  RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF payment_state NOT IN ('initiated', 'settled') OR NOT EXISTS (SELECT FROM invoices_invoice c
      JOIN invoices_invoice f ON f.company_id = c.company_id AND f.id = c.corrects_id
      WHERE c.company_id = company AND c.id = correction AND f.id = first AND c.is_correction AND c.currency = f.currency
        AND c.state IN ('received', 'disputed') AND f.state = 'void' AND f.credited_amount = 0 AND f.returned_amount = 0) THEN
    PERFORM refuse(guard, 'what has left for an invoice moves to the correction that makes it void, and nowhere else');
  END IF;
  IF separated(company, approving) AND same_hands(company, releaser, ARRAY(SELECT settled_by_id FROM matching_exception
      WHERE company_id = company AND invoice_id = correction AND state = 'accepted')) THEN
    PERFORM refuse(guard, 'who let money go does not clear the correction that it moves to');
  END IF;
END $$;

-- Let everything that was paid of an invoice pay its correction. False, and nothing moves, while something released has not left.
CREATE OR REPLACE FUNCTION move_payments(company uuid, first uuid, correction uuid) RETURNS boolean LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM payments_payment p WHERE p.company_id = company AND p.id IN (
      SELECT payment_id FROM payments_allocation a WHERE a.company_id = company AND a.invoice_id = first AND a.live
      UNION SELECT payment_id FROM payments_setoff s WHERE s.company_id = company AND s.invoice_id = first AND s.live)
    ORDER BY p.id FOR UPDATE;
  IF EXISTS (SELECT FROM payments_allocation a JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
             WHERE a.company_id = company AND a.invoice_id = first AND a.live AND p.state = 'released') THEN
    RETURN false;
  END IF;
  UPDATE payments_allocation SET invoice_id = correction WHERE company_id = company AND invoice_id = first AND live;
  UPDATE payments_setoff SET invoice_id = correction WHERE company_id = company AND invoice_id = first AND live;
  RETURN true;
END $$;

-- Who let money go for an invoice that stands.
CREATE OR REPLACE FUNCTION releasers_of(company uuid, bill uuid) RETURNS SETOF uuid LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT p.released_by_id FROM payments_allocation a
    JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
    WHERE a.company_id = company AND a.invoice_id = bill AND a.live
  UNION
  SELECT s.released_by_id FROM payments_setoff s WHERE s.company_id = company AND s.invoice_id = bill AND s.live
$$;

-- Whether a credit balance pays a document of its contractor. An advance pays invoices on its own order as long as that is open,
-- and all others once it is not; an advance itself is paid with money alone. Python says the same (`balances.pays`).
CREATE OR REPLACE FUNCTION pays_for(company uuid, credited_kind text, credited_order uuid, kind text, ordered uuid)
  RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT kind <> 'advance' AND (credited_kind <> 'advance' OR credited_order = ordered OR NOT EXISTS (
    SELECT FROM orders_order WHERE company_id = company AND id = credited_order AND state = 'issued'))
$$;

-- An allocation pays one invoice, of the payment's own contractor and currency, once every credit balance is set off.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_allocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  releasing CONSTANT text[] := '{payment.release,payment.release_several,payment.mark_paid}';
  bill invoices_invoice;
  paying payments_payment;
  beside numeric;
BEGIN
  SELECT * INTO paying FROM payments_payment WHERE company_id = NEW.company_id AND id = NEW.payment_id FOR SHARE;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.invoice_id <> OLD.invoice_id AND OLD.live AND NEW.live THEN
      PERFORM refuse_move(TG_NAME, NEW.company_id, OLD.invoice_id, NEW.invoice_id, paying.state, paying.released_by_id,
        string_to_array(TG_ARGV[0], ','));
      OLD.invoice_id := NEW.invoice_id;
    END IF;
    IF to_jsonb(OLD) - '{live,unlinked}'::text[] <> to_jsonb(NEW) - '{live,unlinked}'::text[] OR NEW.live AND NOT OLD.live
      OR NEW.unlinked <> OLD.unlinked AND NOT (NEW.unlinked AND OLD.live AND NOT NEW.live) THEN
      PERFORM refuse(TG_NAME, 'an allocation is only ever taken back');
    END IF;
    IF NEW.unlinked AND NOT OLD.unlinked THEN
      IF paying.state <> 'released' OR paying.amount <> COALESCE((SELECT sum(amount) FROM payments_allocation
          WHERE company_id = NEW.company_id AND payment_id = NEW.payment_id AND live AND id <> NEW.id), 0) THEN
        PERFORM refuse(TG_NAME, 'what is unlinked is taken out of a payment that has not left, and off its amount');
      END IF;
    ELSIF OLD.live AND NOT NEW.live AND paying.state NOT IN ('failed', 'cancelled', 'reversed') THEN
      PERFORM refuse(TG_NAME, format('the payment is %s, so its allocation stands', paying.state));
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id FOR UPDATE;
  IF NOT NEW.live OR paying.state IS DISTINCT FROM 'released' THEN
    PERFORM refuse(TG_NAME, 'a payment that is released pays, and no other');
  END IF;
  PERFORM refuse_release(TG_NAME, bill.company_id, bill.id, paying.released_by_id, paying.released_at, string_to_array(TG_ARGV[0], ','));
  IF EXISTS (SELECT FROM invoices_invoice WHERE company_id = NEW.company_id AND corrects_id = bill.id
             AND state IN ('received', 'disputed')) THEN
    PERFORM refuse(TG_NAME, 'an invoice against which a correction stands is not paid');
  END IF;
  IF paying.contractor_id <> bill.contractor_id OR paying.currency <> bill.currency OR paying.amount <
    NEW.amount + COALESCE((SELECT sum(amount) FROM payments_allocation
                           WHERE company_id = NEW.company_id AND payment_id = NEW.payment_id AND live), 0) THEN
    PERFORM refuse(TG_NAME, 'a payment pays its own contractor, in its own currency, and no more than it is');
  END IF;
  IF NOT reaches(bill.company_id, paying.released_by_id, 'finance', 'Infinity', releasing) AND NOT reaches(bill.company_id,
      paying.released_by_id, 'finance', release_worth(bill.company_id, bill.id, NEW.amount) + COALESCE((
        SELECT sum(release_worth(a.company_id, a.invoice_id, a.amount)) FROM payments_allocation a
        WHERE a.company_id = bill.company_id AND a.payment_id = NEW.payment_id AND a.live), 0), releasing) THEN
    PERFORM refuse(TG_NAME, 'nobody releases more at once than their right reaches');
  END IF;
  IF NEW.order_line_id IS NOT NULL AND NOT EXISTS (SELECT FROM orders_orderline l
      WHERE l.company_id = bill.company_id AND l.id = NEW.order_line_id AND l.order_id = bill.order_id) THEN
    PERFORM refuse(TG_NAME, 'a part is for a line of the order that is paid');
  END IF;
  beside := COALESCE((SELECT sum(s.amount) FROM payments_setoff s WHERE s.company_id = bill.company_id
    AND s.payment_id = NEW.payment_id AND s.invoice_id = bill.id), 0);
  IF NEW.order_line_id IS NULL AND NEW.starts_on IS NULL AND NEW.purpose = '' AND (bill.allocated_amount > beside
      OR bill.total - bill.credited_amount - beside - NEW.amount >= last_unit(bill.currency)) THEN
    PERFORM refuse(TG_NAME, 'a part of an invoice says what it is for');
  END IF;
  IF EXISTS (SELECT FROM invoices_invoice i WHERE i.company_id = bill.company_id AND i.contractor_id = bill.contractor_id
             AND i.currency = bill.currency AND i.settled_amount > i.total - i.credited_amount + i.returned_amount
             AND pays_for(i.company_id, i.kind, i.order_id, bill.kind, bill.order_id)) THEN
    PERFORM refuse(TG_NAME, 'a credit balance is set off before money is sent');
  END IF;
  RETURN NEW;
END $$;

-- What a part of a payment, or a set-off without one, brings to an invoice and its order when it moves: it has arrived already
-- where the payment has.
CREATE OR REPLACE FUNCTION count_paid(company uuid, bill uuid, payment uuid, more numeric, more_net numeric) RETURNS void
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  arrived boolean := payment IS NULL OR EXISTS (SELECT FROM payments_payment p
    WHERE p.company_id = company AND p.id = payment AND p.state = 'settled');
BEGIN
  UPDATE invoices_invoice i SET allocated_amount = i.allocated_amount + more,
    settled_amount = i.settled_amount + CASE WHEN arrived THEN more ELSE 0 END WHERE i.company_id = company AND i.id = bill;
  UPDATE orders_order o SET released_amount = o.released_amount + more_net FROM invoices_invoice i
    WHERE i.company_id = company AND i.id = bill AND o.company_id = company AND o.id = i.order_id;
END $$;

-- What of so much of an invoice is net at the least. The highest rate of tax that is statutory anywhere is 27 %; the same is said
-- in Python, and a test holds the two equal.
CREATE OR REPLACE FUNCTION least_net(total numeric, prepaid numeric, tax numeric, currency text, gross numeric)
  RETURNS numeric LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE(GREATEST(trunc(LEAST(gross * (total + prepaid - tax) / NULLIF(total + prepaid, 0), gross * 100 / 127)
    / last_unit(currency)) * last_unit(currency), 0), 0)
$$;

-- What is sent counts on the order with its net: neither payment nor set-off may say that all of it is tax.
CREATE OR REPLACE FUNCTION refuse_small_net(guard text, company uuid, invoice uuid) RETURNS void LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
  paid numeric;
  paid_net numeric;
BEGIN
  SELECT * INTO bill FROM invoices_invoice i WHERE i.company_id = company AND i.id = invoice;
  SELECT sum(amount), sum(net) INTO paid, paid_net FROM (
    SELECT amount, net FROM payments_allocation a WHERE a.company_id = company AND a.invoice_id = invoice AND a.live
    UNION ALL
    SELECT amount, net FROM payments_setoff s WHERE s.company_id = company AND s.invoice_id = invoice AND s.live) AS stands;
  IF paid_net + last_unit(bill.currency) < least_net(bill.total, bill.prepaid, bill.tax, bill.currency, paid) THEN
    PERFORM refuse(guard, 'what is paid of an invoice counts on its order with its net');
  END IF;
END $$;

-- What is allocated of an invoice and released on its order: never more than is left, however many rows one statement brings.
CREATE OR REPLACE FUNCTION count_allocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  more numeric := CASE WHEN NEW.live THEN NEW.amount ELSE 0 END;
  more_net numeric := CASE WHEN NEW.live THEN NEW.net ELSE 0 END;
  bill invoices_invoice;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.invoice_id <> OLD.invoice_id THEN
    PERFORM count_paid(OLD.company_id, OLD.invoice_id, OLD.payment_id, -OLD.amount, -OLD.net);
    PERFORM count_paid(NEW.company_id, NEW.invoice_id, NEW.payment_id, NEW.amount, NEW.net);
    RETURN NULL;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    more := more - CASE WHEN OLD.live THEN OLD.amount ELSE 0 END;
    more_net := more_net - CASE WHEN OLD.live THEN OLD.net ELSE 0 END;
  END IF;
  IF more <> 0 THEN
    UPDATE invoices_invoice SET allocated_amount = allocated_amount + more
      WHERE company_id = NEW.company_id AND id = NEW.invoice_id RETURNING * INTO bill;
    UPDATE orders_order SET released_amount = released_amount + more_net
      WHERE company_id = NEW.company_id AND id = bill.order_id;
  END IF;
  IF more > 0 AND bill.allocated_amount > bill.total - bill.credited_amount THEN
    PERFORM refuse(TG_NAME, 'no more is paid than is left of an invoice');
  END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM refuse_small_net(TG_NAME, NEW.company_id, NEW.invoice_id);
  END IF;
  RETURN NULL;
END $$;

-- What arrived of one invoice and is owed no more pays another one of the same contractor, in the same currency. It comes back
-- with the payment that it went with or, once it has arrived, by somebody of finance. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_setoff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  releasing CONSTANT text[] := '{payment.release,payment.release_several,payment.mark_paid}';
  bill invoices_invoice;
  credited invoices_invoice;
  paying payments_payment;
BEGIN
  SELECT * INTO paying FROM payments_payment WHERE company_id = NEW.company_id AND id = NEW.payment_id FOR SHARE;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.invoice_id <> OLD.invoice_id AND OLD.live AND NEW.live THEN
      PERFORM refuse_move(TG_NAME, NEW.company_id, OLD.invoice_id, NEW.invoice_id, COALESCE(paying.state, 'settled'),
        NEW.released_by_id, string_to_array(TG_ARGV[0], ','));
      OLD.invoice_id := NEW.invoice_id;
    END IF;
    IF to_jsonb(OLD) - '{live,ended_by_id,ended_at}'::text[] <> to_jsonb(NEW) - '{live,ended_by_id,ended_at}'::text[]
      OR NEW.live AND NOT OLD.live OR (OLD.ended_by_id, OLD.ended_at) IS DISTINCT FROM (NEW.ended_by_id, NEW.ended_at)
        AND NOT (OLD.live AND NOT NEW.live AND COALESCE(paying.state, 'settled') = 'settled')
      OR (OLD.live AND NOT NEW.live AND NEW.payment_id IS NOT NULL
        AND COALESCE(paying.state, '') NOT IN ('failed', 'cancelled', 'reversed', 'settled') AND NOT EXISTS (SELECT FROM payments_allocation a WHERE a.company_id = NEW.company_id
          AND a.payment_id = NEW.payment_id AND a.invoice_id = NEW.invoice_id AND a.unlinked)) THEN
      PERFORM refuse(TG_NAME, 'a set-off is only ever taken back, with the payment that it went with');
    END IF;
    IF OLD.live AND NOT NEW.live AND COALESCE(paying.state, 'settled') = 'settled' THEN
      IF separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) AND same_hands(NEW.company_id, NEW.ended_by_id, ARRAY(
          SELECT member_id FROM parties_contractor c JOIN invoices_invoice i ON i.company_id = c.company_id
            AND i.contractor_id = c.id WHERE i.company_id = NEW.company_id AND i.id = NEW.invoice_id)) THEN
        PERFORM refuse(TG_NAME, 'nobody takes back what was set off for themselves');
      END IF;
      IF NEW.ended_at IS NULL OR NEW.ended_by_id IS NULL THEN
        PERFORM refuse(TG_NAME, 'a set-off that has arrived is taken back by somebody, at some moment');
      END IF;
      IF NOT holds_role(NEW.company_id, NEW.ended_by_id, '{finance}', '{invoice.undo_set_off}') THEN
        PERFORM refuse(TG_NAME, 'a set-off that has arrived is taken back by finance');
      END IF;
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO credited FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.credited_id FOR UPDATE;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id FOR UPDATE;
  PERFORM refuse_release(TG_NAME, bill.company_id, bill.id, NEW.released_by_id, NEW.released_at, string_to_array(TG_ARGV[0], ','));
  IF NOT NEW.live OR credited.id = bill.id OR credited.contractor_id <> bill.contractor_id
    OR credited.currency <> bill.currency OR (NEW.payment_id IS NOT NULL AND (paying.state, paying.contractor_id,
      paying.currency, paying.released_by_id) IS DISTINCT FROM ('released', bill.contractor_id, bill.currency,
      NEW.released_by_id)) THEN
    PERFORM refuse(TG_NAME, 'a credit balance pays its own contractor, in its own currency');
  END IF;
  IF NOT reaches(bill.company_id, NEW.released_by_id, 'finance', 'Infinity', releasing) AND NOT reaches(bill.company_id,
      NEW.released_by_id, 'finance', release_worth(bill.company_id, bill.id, NEW.amount), releasing) THEN
    PERFORM refuse(TG_NAME, 'nobody sets off more at once than their right reaches');
  END IF;
  IF NOT pays_for(bill.company_id, credited.kind, credited.order_id, bill.kind, bill.order_id) THEN
    PERFORM refuse(TG_NAME, 'an advance pays invoices on its own order while that is open, and no other advance');
  END IF;
  RETURN NEW;
END $$;

-- What a set-off brings to both sides. Without a payment it has arrived at once, else with that.
CREATE OR REPLACE FUNCTION count_setoff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  sign int := CASE WHEN TG_OP = 'INSERT' THEN 1 ELSE NEW.live::int - OLD.live::int END;
  credited invoices_invoice;
  bill invoices_invoice;
  arrived boolean := NEW.payment_id IS NULL OR EXISTS (SELECT FROM payments_payment p
    WHERE p.company_id = NEW.company_id AND p.id = NEW.payment_id AND p.state = 'settled');
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.invoice_id <> OLD.invoice_id THEN
    PERFORM count_paid(OLD.company_id, OLD.invoice_id, OLD.payment_id, -OLD.amount, -OLD.net);
    PERFORM count_paid(NEW.company_id, NEW.invoice_id, NEW.payment_id, NEW.amount, NEW.net);
  END IF;
  IF sign = 0 THEN
    RETURN NULL;
  END IF;
  UPDATE invoices_invoice SET returned_amount = returned_amount + sign * NEW.amount
    WHERE company_id = NEW.company_id AND id = NEW.credited_id RETURNING * INTO credited;
  UPDATE invoices_invoice SET allocated_amount = allocated_amount + sign * NEW.amount,
    settled_amount = settled_amount + CASE WHEN arrived THEN sign * NEW.amount ELSE 0 END
    WHERE company_id = NEW.company_id AND id = NEW.invoice_id RETURNING * INTO bill;
  -- What comes off comes off first: on one order both are one figure.
  IF sign < 0 THEN
    UPDATE orders_order SET released_amount = released_amount - NEW.net WHERE company_id = NEW.company_id AND id = bill.order_id;
  END IF;
  UPDATE orders_order SET released_amount = released_amount - sign * NEW.credited_net
    WHERE company_id = NEW.company_id AND id = credited.order_id;
  IF sign > 0 THEN
    UPDATE orders_order SET released_amount = released_amount + NEW.net WHERE company_id = NEW.company_id AND id = bill.order_id;
  END IF;
  IF sign < 0 AND bill.returned_amount > 0
    AND bill.returned_amount > bill.settled_amount - bill.total + bill.credited_amount THEN
    PERFORM refuse(TG_NAME, 'what was paid too much and went elsewhere is not taken back');
  END IF;
  IF sign > 0 AND (credited.returned_amount > credited.settled_amount - credited.total + credited.credited_amount
    OR bill.allocated_amount > bill.total - bill.credited_amount) THEN
    PERFORM refuse(TG_NAME, 'no more is set off than is left on both sides');
  END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM refuse_small_net(TG_NAME, NEW.company_id, NEW.invoice_id);
  END IF;
  RETURN NULL;
END $$;

-- Money that came back is noted by one person and confirmed by another. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_refund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  credited invoices_invoice;
BEGIN
  IF (NEW.state = 'noted') <> (NEW.decided_by_id IS NULL) OR (NEW.state = 'noted') <> (NEW.decided_at IS NULL) THEN
    PERFORM refuse(TG_NAME, 'a refund is confirmed or withdrawn by somebody, at some moment');
  END IF;
  SELECT * INTO credited FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.credited_id FOR UPDATE;
  IF NEW.received_on > company_day(NEW.company_id, NEW.noted_at) OR NEW.received_on < credited.issued_on THEN
    PERFORM refuse(TG_NAME, 'a refund has come, and not before the invoice');
  END IF;
  IF NEW.state = 'confirmed' AND is_service(NEW.company_id, NEW.decided_by_id) THEN
    PERFORM refuse(TG_NAME, 'a service confirms no refund');
  END IF;
  IF NEW.state = 'confirmed' AND same_hands(NEW.company_id, NEW.decided_by_id, ARRAY[NEW.noted_by_id])
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who noted a refund does not confirm it');
  END IF;
  IF NEW.state = 'confirmed' AND NOT holds_role(NEW.company_id, NEW.decided_by_id,
      '{finance,owner,payables}', '{refund.confirm}') THEN
    PERFORM refuse(TG_NAME, 'a refund is confirmed by finance, by payables or by an owner');
  END IF;
  RETURN NEW;
END $$;

-- A refund that is noted keeps its part of the balance from being set off; confirmed, it comes off the order.
CREATE OR REPLACE FUNCTION count_refund() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  kept int := (NEW.state <> 'withdrawn')::int;
  counted int := (NEW.state = 'confirmed')::int;
  credited invoices_invoice;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    kept := kept - (OLD.state <> 'withdrawn')::int;
    counted := counted - (OLD.state = 'confirmed')::int;
  END IF;
  UPDATE invoices_invoice SET returned_amount = returned_amount + kept * NEW.amount
    WHERE company_id = NEW.company_id AND id = NEW.credited_id RETURNING * INTO credited;
  UPDATE orders_order SET released_amount = released_amount - counted * NEW.net
    WHERE company_id = NEW.company_id AND id = credited.order_id;
  IF kept > 0 AND credited.returned_amount > credited.settled_amount - credited.total + credited.credited_amount THEN
    PERFORM refuse(TG_NAME, 'no more comes back than is owed back');
  END IF;
  RETURN NULL;
END $$;

-- The invoices of a contractor that have a credit balance in this currency, the oldest credit first, locked by their ids until
-- the transaction ends. Volatile: it looks after it has waited. Row security would keep the index from being used.
CREATE OR REPLACE FUNCTION lock_credit_balances(contractor uuid, wanted text) RETURNS SETOF uuid LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  company uuid := current_company();
BEGIN
  PERFORM FROM invoices_invoice WHERE company_id = company AND contractor_id = contractor AND currency = wanted
    AND settled_amount > total - credited_amount + returned_amount ORDER BY id FOR UPDATE;
  RETURN QUERY SELECT i.id FROM invoices_invoice i WHERE i.company_id = company AND i.contractor_id = contractor
    AND i.currency = wanted AND i.settled_amount > i.total - i.credited_amount + i.returned_amount
    ORDER BY (SELECT min(c.taken_at) FROM matching_credit c WHERE c.company_id = company AND c.invoice_id = i.id), i.id;
END $$;

-- The same for who only looks: of one contractor, or of all where none is named.
CREATE OR REPLACE FUNCTION credit_balances(contractor uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  SELECT i.id FROM invoices_invoice i WHERE i.company_id = current_company()
    AND (contractor IS NULL OR i.contractor_id = contractor)
    AND i.settled_amount > i.total - i.credited_amount + i.returned_amount
    ORDER BY (SELECT min(c.taken_at) FROM matching_credit c WHERE c.company_id = i.company_id AND c.invoice_id = i.id), i.id
$$;

-- An advance that has arrived asks for nothing any more.
-- What has arrived of an invoice: its part of every payment that is settled, and of the set-offs that went with it. What a bank took
-- back had not been set off or sent back meanwhile: that payment is taken back first.
CREATE OR REPLACE FUNCTION count_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  sign int := 0;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    sign := (NEW.state = 'settled')::int - (OLD.state = 'settled')::int;
  END IF;
  IF sign <> 0 THEN
    UPDATE invoices_invoice i SET settled_amount = i.settled_amount + sign * a.amount,
      credited_amount = i.credited_amount + CASE i.kind WHEN 'advance' THEN sign * a.amount ELSE 0 END
      FROM (SELECT invoice_id, sum(amount) AS amount FROM (
              SELECT invoice_id, amount FROM payments_allocation
                WHERE company_id = NEW.company_id AND payment_id = NEW.id AND live
              UNION ALL
              SELECT invoice_id, amount FROM payments_setoff
                WHERE company_id = NEW.company_id AND payment_id = NEW.id AND live) AS paid GROUP BY invoice_id) a
      WHERE i.company_id = NEW.company_id AND i.id = a.invoice_id;
  END IF;
  IF sign < 0 AND EXISTS (SELECT FROM payments_allocation a
      JOIN invoices_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id
      WHERE a.company_id = NEW.company_id AND a.payment_id = NEW.id AND i.returned_amount > 0
        AND i.returned_amount > i.settled_amount - i.total + i.credited_amount) THEN
    PERFORM refuse(TG_NAME, 'what was paid too much and went elsewhere is not taken back');
  END IF;
  RETURN NULL;
END $$;

-- An invoice is being paid while a payment stands on it, and paid when all that is left of it is settled.
CREATE OR REPLACE FUNCTION guard_invoice_paid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'paying' AND NEW.allocated_amount = 0 THEN
    PERFORM refuse(TG_NAME, 'no payment stands on it');
  END IF;
  IF OLD.state = 'paid' AND NEW.state = 'paying' AND NEW.settled_amount = NEW.allocated_amount
    AND NEW.total - NEW.credited_amount - NEW.allocated_amount < last_unit(NEW.currency) THEN
    PERFORM refuse(TG_NAME, 'all of it is settled');
  END IF;
  IF NEW.state = 'paid' AND (NEW.total - NEW.credited_amount - NEW.allocated_amount >= last_unit(NEW.currency)
    OR NEW.settled_amount < NEW.allocated_amount) THEN
    PERFORM refuse(TG_NAME, 'not all of it is settled');
  END IF;
  IF NEW.allocated_amount <> 0 AND (NEW.state IN ('rejected', 'credited') OR (OLD.state, NEW.state) IN (
    ('paying', 'received'), ('paid', 'received'), ('written_off', 'received'), ('received', 'void'), ('disputed', 'void'))) THEN
    PERFORM refuse(TG_NAME, 'a payment still stands on it');
  END IF;
  IF OLD.state IN ('paying', 'paid') AND NEW.state = 'void' AND NOT EXISTS (SELECT FROM invoices_invoice c
      WHERE c.company_id = NEW.company_id AND c.corrects_id = NEW.id AND c.state IN ('received', 'disputed')) THEN
    PERFORM refuse(TG_NAME, 'what is being paid is void by its correction alone');
  END IF;
  RETURN NEW;
END $$;

-- Lock the orders that a payment's invoices are for, the invoices and the payment, in one round trip. Returns the invoices, the one
-- with the smallest id first; none where there is no such payment. What is being paid changes its order no more.
CREATE OR REPLACE FUNCTION lock_with_invoices(company uuid, payment uuid) RETURNS uuid[] LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  paid uuid[] := invoices_of(company, payment);
BEGIN
  PERFORM FROM orders_order o WHERE o.company_id = company AND o.id IN (SELECT i.order_id FROM invoices_invoice i
    WHERE i.company_id = company AND i.id = ANY (paid)) ORDER BY o.id FOR UPDATE;
  PERFORM FROM invoices_invoice i WHERE i.company_id = company AND i.id = ANY (paid) ORDER BY i.id FOR UPDATE;
  PERFORM FROM payments_payment WHERE company_id = company AND id = payment FOR UPDATE;
  IF invoices_of(company, payment) <> paid THEN
    RAISE serialization_failure USING MESSAGE = 'a correction took the payment over meanwhile';
  END IF;
  RETURN paid;
END $$;

-- What a payment pays, or was to pay where it ended unpaid, the smallest id first. Volatile: it looks after it has waited.
CREATE OR REPLACE FUNCTION invoices_of(company uuid, payment uuid) RETURNS uuid[] LANGUAGE sql VOLATILE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE(array_agg(a.invoice_id ORDER BY a.invoice_id), '{}') FROM payments_allocation a
    WHERE a.company_id = company AND a.payment_id = payment AND NOT a.unlinked
$$;

-- What an invoice claims without tax, less what its credit notes say of the same. Python says it too (`balances.payable_net`),
-- and so the four below; a test holds them equal.
CREATE OR REPLACE FUNCTION payable_net(company uuid, bill uuid) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT GREATEST(
    i.total + i.prepaid - i.tax - CASE WHEN i.kind = 'advance' THEN i.credited_amount WHEN i.credited_amount = 0 THEN 0 ELSE COALESCE(
      (SELECT sum(n.total + n.prepaid - n.tax) FROM invoices_invoice n WHERE n.company_id = company
        AND n.credits_id = i.id AND n.kind = 'credit' AND n.state = 'matched'), 0) END,
    least_net(i.total, i.prepaid, i.tax, i.currency, i.total + i.prepaid - i.credited_amount))
  FROM invoices_invoice i WHERE i.company_id = company AND i.id = bill
$$;

-- What of a credit balance has come back or was given up, net, and what had arrived of its invoice, net.
CREATE OR REPLACE FUNCTION returned_net(company uuid, credited uuid) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT sum(s.credited_net) FROM payments_setoff s
      WHERE s.company_id = company AND s.credited_id = credited AND s.live), 0)
    + COALESCE((SELECT sum(r.net) FROM payments_refund r
      WHERE r.company_id = company AND r.credited_id = credited AND r.state <> 'withdrawn'), 0)
    + COALESCE((SELECT sum(w.net) FROM payments_writeoff w
      WHERE w.company_id = company AND w.invoice_id = credited AND w.kind = 'balance' AND w.state = 'standing'), 0)
$$;

CREATE OR REPLACE FUNCTION settled_net(company uuid, bill uuid) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT sum(a.net) FROM payments_allocation a
      JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
      WHERE a.company_id = company AND a.invoice_id = bill AND a.live AND p.state = 'settled'), 0)
    + COALESCE((SELECT sum(s.net) FROM payments_setoff s
      LEFT JOIN payments_payment p ON p.company_id = s.company_id AND p.id = s.payment_id
      WHERE s.company_id = company AND s.invoice_id = bill AND s.live AND (s.payment_id IS NULL OR p.state = 'settled')), 0)
$$;

-- What of a part of a credit balance comes off its order, net.
CREATE OR REPLACE FUNCTION credited_net(company uuid, credited uuid, part numeric) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT GREATEST(round(
    GREATEST(settled_net(company, i.id) - payable_net(company, i.id), 0) * (i.returned_amount + part)
      / (i.settled_amount - i.total + i.credited_amount) / last_unit(i.currency)) * last_unit(i.currency)
    - returned_net(company, i.id), 0)
  FROM invoices_invoice i WHERE i.company_id = company AND i.id = credited
$$;

-- Whether to release all that is open of an invoice would release more on its order than that allows, once the credit balances
-- of its contractor are set off.
CREATE OR REPLACE FUNCTION is_beyond_order(company uuid, bill uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  WITH wanted AS (
    SELECT i.kind, i.contractor_id, i.currency, i.total + i.prepaid - i.credited_amount AS gross, last_unit(i.currency) AS unit,
      o.id AS order_id, o.released_amount, o.limit_amount + o.small_amount AS allowed,
      floor((i.total - i.credited_amount - i.allocated_amount) / last_unit(i.currency)) * last_unit(i.currency) AS amount
    FROM invoices_invoice i JOIN orders_order o ON o.company_id = i.company_id AND o.id = i.order_id
    WHERE i.company_id = company AND i.id = bill),
  balances AS (
    SELECT c.id, c.order_id, c.settled_amount - c.returned_amount - c.total + c.credited_amount AS owed,
      row_number() OVER (ORDER BY
        (SELECT min(t.taken_at) FROM matching_credit t WHERE t.company_id = company AND t.invoice_id = c.id), c.id) AS place
    FROM wanted w JOIN invoices_invoice c ON c.company_id = company AND c.contractor_id = w.contractor_id
      AND c.currency = w.currency AND c.settled_amount > c.total - c.credited_amount + c.returned_amount
      AND pays_for(company, c.kind, c.order_id, w.kind, w.order_id)),
  taken AS (
    SELECT b.id, b.order_id, LEAST(b.owed, w.amount - COALESCE(sum(b.owed) OVER (ORDER BY b.place
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)) AS part FROM balances b, wanted w)
  SELECT COALESCE((SELECT w.amount > 0 AND w.released_amount
      + round(payable_net(company, bill) * w.amount / w.gross / w.unit) * w.unit
      - COALESCE((SELECT sum(credited_net(company, t.id, t.part)) FROM taken t
          WHERE t.part > 0 AND t.order_id = w.order_id), 0)
    > w.allowed FROM wanted w), false)
$$;

-- The newest payments of this company in whose reference or contractor each word occurs, or that pay an invoice that is called so.
CREATE OR REPLACE FUNCTION find_payments(words text[], bare text[], most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  company uuid := current_company();
  called uuid[];
  paid uuid[] := ARRAY(SELECT a.payment_id FROM find_invoices(words, bare, most) AS i(id)
    JOIN payments_allocation a ON a.company_id = company AND a.invoice_id = i.id);
  one text;
  each text := 'true';
BEGIN
  FOR n IN 1 .. LEAST(cardinality(words), 12) LOOP
    called := ARRAY(SELECT id FROM parties_contractor
      WHERE company_id = company AND (name ILIKE occurring(words[n]) OR code = upper(words[n])));
    one := format('reference ILIKE %L', occurring(words[n]));
    IF cardinality(called) > 0 THEN
      one := one || format(' OR contractor_id = ANY (%L::uuid[])', called);
    END IF;
    each := each || format(' AND (%s)', one);
  END LOOP;
  RETURN QUERY EXECUTE format('SELECT id FROM payments_payment WHERE company_id = $1 AND (%s OR id = ANY ($3))'
    ' ORDER BY released_at DESC, id DESC LIMIT $2', each) USING company, most, paid;
END $$;

-- The payments of this company in whose reference a text occurs, the newest first: what a bank shows of one.
CREATE OR REPLACE FUNCTION find_referenced(wanted text, most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT id FROM payments_payment WHERE company_id = $1 AND reference ILIKE %L'
    ' ORDER BY released_at DESC, id DESC LIMIT $2', occurring(wanted)) USING current_company(), most;
END $$;

-- The payments of this company of one of these amounts.
CREATE OR REPLACE FUNCTION find_payments_of(amounts numeric[], most int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM payments_payment WHERE company_id = current_company() AND amount = ANY (amounts) LIMIT most
$$;

-- What hangs on an order, as its balance `live_claims` counts it, and the payments that stand on its invoices: evidence,
-- invoices, payments, each the oldest first. Asked by a refused cancel, which names them.
CREATE OR REPLACE FUNCTION hanging_on(company uuid, ordered uuid)
  RETURNS TABLE (kind text, id uuid, state text, named text, quantity numeric, amount numeric, currency text)
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT h.kind, h.id, h.state, h.named, h.quantity, h.amount, h.currency FROM (
    SELECT 1 AS place, s.submitted_at AS since, p.id AS own, 'evidence' AS kind, p.submission_id AS id, p.state AS state,
        l.position::text AS named, CASE p.state WHEN 'submitted' THEN p.quantity ELSE p.accepted_quantity - p.corrected_quantity END AS quantity,
        NULL::numeric AS amount, '' AS currency
      FROM evidence_piece p
      JOIN evidence_submission s ON s.company_id = p.company_id AND s.id = p.submission_id
      JOIN orders_orderline l ON l.company_id = p.company_id AND l.id = p.line_id
      WHERE p.company_id = company AND p.order_id = ordered
        AND piece_is_live(p.state, p.corrects_id, p.accepted_quantity, p.corrected_quantity) = 1
    UNION ALL
    SELECT 2, i.received_at, i.id, i.kind, i.id, i.state, i.number, NULL, i.total, i.currency
      FROM invoices_invoice i
      WHERE i.company_id = company AND i.order_id = ordered AND invoice_is_live(i.kind, i.state) = 1
    UNION ALL
    SELECT 3, m.released_at, m.id, 'payment', m.id, m.state, '', NULL, m.amount, m.currency
      FROM payments_payment m
      WHERE m.company_id = company AND m.id IN (SELECT a.payment_id FROM payments_allocation a
        JOIN invoices_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id
        WHERE a.company_id = company AND i.order_id = ordered AND a.live)
  ) AS h ORDER BY h.place, h.since, h.own
$$;

-- Advances --------------------------------------------------------------------------------------------------------------

-- What an order has left for an advance: what it allows, less what is invoiced, written off, or asked for in advance and neither
-- applied nor come back.
CREATE OR REPLACE FUNCTION left_for_advance(company uuid, ordered uuid) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT o.limit_amount - o.covered_amount - o.charged_amount - o.written_off_amount - COALESCE((
    SELECT sum(i.total - i.returned_amount) FROM invoices_invoice i
    WHERE i.company_id = company AND i.order_id = ordered AND i.kind = 'advance' AND i.state <> 'void'), 0)
  FROM orders_order o WHERE o.company_id = company AND o.id = ordered
$$;

-- An advance is asked for on an issued order, by who works on it and is not paid by it, and for no more than the order has left.
-- It is paid or void, and never anything else. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_advance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bought orders_order;
BEGIN
  IF NEW.kind <> 'advance' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.order_id, OLD.engagement_id, OLD.credits_id, OLD.corrects_id, OLD.currency, OLD.total, OLD.net, OLD.charges, OLD.tax,
        OLD.rounding, OLD.prepaid) IS DISTINCT FROM (NEW.order_id, NEW.engagement_id, NEW.credits_id, NEW.corrects_id, NEW.currency,
        NEW.total, NEW.net, NEW.charges, NEW.tax, NEW.rounding, NEW.prepaid)
      OR NEW.state NOT IN ('received', 'matched', 'paying', 'paid', 'void') THEN
      PERFORM refuse(TG_NAME, 'an advance stays what was asked for, and is paid or void');
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO bought FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id FOR UPDATE;
  IF (bought.state, bought.contractor_id, bought.currency, NEW.origin, NEW.is_correction, NEW.credits_id IS NULL, NEW.net)
      IS DISTINCT FROM ('issued', NEW.contractor_id, NEW.currency, 'typed', false, true, NEW.total)
    OR (NEW.charges, NEW.tax, NEW.rounding, NEW.prepaid) <> (0, 0, 0, 0) THEN
    PERFORM refuse(TG_NAME, 'an advance is money on an issued order, for its contractor, in its currency, and nothing else');
  END IF;
  IF NEW.total > left_for_advance(NEW.company_id, NEW.order_id) THEN
    PERFORM refuse(TG_NAME, 'no more is asked for in advance than the order has left');
  END IF;
  IF is_payment_held(NEW.company_id, NEW.id, bought.id, bought.contractor_id, company_day(NEW.company_id, NEW.received_at)) THEN
    PERFORM refuse(TG_NAME, 'nothing is asked for in advance while it is on hold');
  END IF;
  IF is_service(NEW.company_id, NEW.entered_by_id) THEN
    PERFORM refuse(TG_NAME, 'a service asks for no advance');
  END IF;
  IF separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) AND same_hands(NEW.company_id, NEW.entered_by_id, ARRAY(
      SELECT member_id FROM parties_contractor WHERE company_id = NEW.company_id AND id = NEW.contractor_id)) THEN
    PERFORM refuse(TG_NAME, 'nobody asks for an advance to themselves');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.entered_by_id, '{finance,manager,payables}', '{advance.request}') THEN
    PERFORM refuse(TG_NAME, 'an advance is asked for by a manager, by payables or by finance');
  END IF;
  RETURN NEW;
END $$;

-- Write-offs ------------------------------------------------------------------------------------------------------------

-- Up to what amount, in the company's currency, one person alone writes off what has been there since a moment: the lowest that
-- has held since then. Who raises it today writes off nothing that came before. Until a company says something: 100.
CREATE OR REPLACE FUNCTION writeoff_alone(company uuid, since timestamptz) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT min(amount) FROM (
    SELECT 100::numeric AS amount WHERE since IS NULL OR NOT EXISTS (
      SELECT FROM payments_writeofflimit WHERE company_id = company AND set_at <= since)
    UNION ALL
    SELECT l.amount FROM payments_writeofflimit l WHERE l.company_id = company AND (since IS NULL OR l.set_at > since
      OR l.version = (SELECT max(version) FROM payments_writeofflimit WHERE company_id = company AND set_at <= since))) AS held
$$;

-- What an amount is worth in the company's currency, at its order's rate; null where that is not told.
CREATE OR REPLACE FUNCTION writeoff_worth(company uuid, ordered uuid, amount numeric) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT round(amount * o.rate / last_unit(c.currency)) * last_unit(c.currency)
  FROM orders_order o JOIN companies_company c ON c.id = o.company_id
  WHERE o.company_id = company AND o.id = ordered AND o.base_currency = c.currency
$$;

-- What is released of an invoice, in the company's currency: its own, or at the rate of its order; null where that is not told.
CREATE OR REPLACE FUNCTION release_worth(company uuid, bill uuid, amount numeric) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN i.currency = c.currency THEN amount WHEN o.currency = i.currency THEN writeoff_worth(company, o.id, amount) END
  FROM invoices_invoice i JOIN companies_company c ON c.id = i.company_id
  LEFT JOIN orders_order o ON o.company_id = i.company_id AND o.id = i.order_id
  WHERE i.company_id = company AND i.id = bill
$$;

-- Who may not write off what is left of an invoice: who could not release it either.
CREATE OR REPLACE FUNCTION refuse_writing_off(guard text, company uuid, bill uuid, ordered uuid, author uuid)
  RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF same_hands(company, author, ARRAY(SELECT settled_by_id FROM matching_exception
      WHERE company_id = company AND invoice_id = bill AND state = 'accepted')) THEN
    PERFORM refuse(guard, 'who cleared an invoice does not write it off');
  END IF;
  IF same_hands(company, author, ARRAY(SELECT f.member_id FROM failers(company, ARRAY[bill]) f)) THEN
    PERFORM refuse(guard, 'who noted that a payment failed does not write its invoice off');
  END IF;
  IF same_hands(company, author, ARRAY(SELECT l.member_id FROM looseners(company, ordered) l)) THEN
    PERFORM refuse(guard, 'who loosened how an invoice is matched does not write it off');
  END IF;
END $$;

-- By whom: finance notes it, a second person approves it above what one alone may, and it concerns the money of neither.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_writeoff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
  bought orders_order;
  payee uuid[];
  apart boolean := separated(NEW.company_id, string_to_array(TG_ARGV[0], ','));
BEGIN
  IF (NEW.approved_by_id IS NULL) <> (NEW.approved_at IS NULL)
    OR (NEW.state IN ('withdrawn', 'reversed')) <> (NEW.ended_by_id IS NOT NULL AND NEW.ended_at IS NOT NULL AND NEW.ended_reason <> '')
    OR (NEW.state IN ('noted', 'withdrawn') AND NEW.approved_by_id IS NOT NULL) THEN
    PERFORM refuse(TG_NAME, 'a write-off carries who took each step, when, and why it ended');
  END IF;
  SELECT * INTO bought FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id FOR UPDATE;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id FOR UPDATE;
  payee := ARRAY(SELECT member_id FROM parties_contractor WHERE company_id = NEW.company_id AND id = bought.contractor_id);
  IF TG_OP = 'INSERT' THEN
    IF NEW.currency <> bought.currency OR (bill.id IS NOT NULL AND (bill.order_id IS DISTINCT FROM NEW.order_id
        OR bill.kind <> 'invoice' AND (bill.kind, NEW.kind) <> ('advance', 'balance'))) OR (NEW.kind <> 'balance' AND NEW.net <> 0) THEN
      PERFORM refuse(TG_NAME, 'what is written off is of an order, or of an invoice on it, in its currency');
    END IF;
    IF apart AND same_hands(NEW.company_id, NEW.noted_by_id, payee) THEN
      PERFORM refuse(TG_NAME, 'nobody writes off what concerns their own money');
    END IF;
    IF apart AND NEW.kind <> 'balance' AND same_hands(NEW.company_id, NEW.noted_by_id, ARRAY(SELECT a.sender_id
        FROM orders_revision r JOIN documents_arrival a ON a.company_id = r.company_id AND a.id = r.loaded_from_id
        WHERE r.company_id = NEW.company_id AND r.order_id = ANY (authorised_by(NEW.company_id, NEW.order_id)))) THEN
      PERFORM refuse(TG_NAME, 'who loaded an order does not write off what is left of it');
    END IF;
    IF apart AND NEW.kind = 'invoice' THEN
      PERFORM refuse_writing_off(TG_NAME, NEW.company_id, bill.id, NEW.order_id, NEW.noted_by_id);
    END IF;
    IF is_service(NEW.company_id, NEW.noted_by_id) THEN
      PERFORM refuse(TG_NAME, 'a service writes nothing off');
    END IF;
    IF NOT holds_role(NEW.company_id, NEW.noted_by_id, '{finance}', ARRAY['writeoff.note_' || NEW.kind]) THEN
      PERFORM refuse(TG_NAME, 'a write-off is noted by finance');
    END IF;
    IF NEW.state = 'standing' AND COALESCE(writeoff_worth(NEW.company_id, NEW.order_id, NEW.amount)
        > writeoff_alone(NEW.company_id, COALESCE(bill.received_at, bought.issued_at)), true) THEN
      PERFORM refuse(TG_NAME, 'above what one person alone writes off a second one approves it');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = 'noted' AND NEW.state = 'standing' THEN
    IF NEW.approved_by_id IS NULL OR is_service(NEW.company_id, NEW.approved_by_id)
      OR (apart AND same_hands(NEW.company_id, NEW.approved_by_id, payee || NEW.noted_by_id)) THEN
      PERFORM refuse(TG_NAME, 'a write-off is approved by a second person whose money it does not concern');
    END IF;
    IF NOT holds_role(NEW.company_id, NEW.approved_by_id, '{finance,owner}', '{writeoff.approve}') THEN
      PERFORM refuse(TG_NAME, 'a write-off is approved by finance or by an owner');
    END IF;
  END IF;
  IF OLD.state = 'standing' AND NEW.state = 'reversed' AND apart AND same_hands(NEW.company_id, NEW.ended_by_id, payee) THEN
    PERFORM refuse(TG_NAME, 'nobody reverses a write-off of what they are owed');
  END IF;
  RETURN NEW;
END $$;

-- What stands settles exactly what was left, of what nothing is open against, on its way or on hold.
CREATE OR REPLACE FUNCTION guard_writeoff_left() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
  bought orders_order;
  moment timestamptz := COALESCE(NEW.approved_at, NEW.noted_at);
BEGIN
  IF NEW.state <> 'standing' OR (TG_OP = 'UPDATE' AND OLD.state = 'standing') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO bought FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id FOR UPDATE;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id FOR UPDATE;
  IF is_payment_held(NEW.company_id, bill.id, bought.id, bought.contractor_id, company_day(NEW.company_id, moment)) THEN
    PERFORM refuse(TG_NAME, 'what is on hold is not written off');
  END IF;
  IF NEW.kind = 'invoice' THEN
    IF bill.state NOT IN ('matched', 'cleared', 'paying') OR EXISTS (SELECT FROM matching_exception
        WHERE company_id = bill.company_id AND invoice_id = bill.id AND state = 'open') OR EXISTS (SELECT FROM invoices_invoice
        WHERE company_id = bill.company_id AND corrects_id = bill.id AND state IN ('received', 'disputed')) THEN
      PERFORM refuse(TG_NAME, 'what is left of an invoice is written off while nothing stands against it');
    END IF;
    IF EXISTS (SELECT FROM payments_allocation a JOIN payments_payment p ON p.company_id = a.company_id AND p.id = a.payment_id
        WHERE a.company_id = bill.company_id AND a.invoice_id = bill.id AND a.live AND p.state IN ('released', 'initiated')) THEN
      PERFORM refuse(TG_NAME, 'an invoice is not written off while a payment of it is under way');
    END IF;
    IF NEW.amount <> floor((bill.total - bill.credited_amount - bill.allocated_amount - bill.written_off_amount)
        / last_unit(bill.currency)) * last_unit(bill.currency) THEN
      PERFORM refuse(TG_NAME, 'exactly what is left of an invoice is written off');
    END IF;
  ELSIF NEW.kind = 'balance' THEN
    IF NEW.amount <> bill.settled_amount - bill.total + bill.credited_amount - bill.returned_amount THEN
      PERFORM refuse(TG_NAME, 'exactly what is left of a credit balance is written off');
    END IF;
    IF abs(NEW.net - credited_net(bill.company_id, bill.id, NEW.amount)) > last_unit(bill.currency) THEN
      PERFORM refuse(TG_NAME, 'a credit balance is written off with its net');
    END IF;
  ELSE
    IF bought.state <> 'issued' OR EXISTS (SELECT FROM invoices_invoice WHERE company_id = bought.company_id
        AND order_id = bought.id AND (state IN ('received', 'disputed') OR kind = 'advance' AND state IN ('matched', 'paying')))
      OR EXISTS (SELECT FROM evidence_piece
        WHERE company_id = bought.company_id AND order_id = bought.id AND state = 'submitted') THEN
      PERFORM refuse(TG_NAME, 'what is left of an issued order is written off while nothing on it waits');
    END IF;
    IF NEW.amount <> bought.limit_amount - bought.covered_amount - bought.charged_amount - bought.written_off_amount THEN
      PERFORM refuse(TG_NAME, 'exactly what no invoice claims of an order is written off');
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- What a write-off that stands takes: of an invoice, of an order, or of a credit balance. Never in what is paid.
CREATE OR REPLACE FUNCTION count_writeoff() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  more numeric := CASE WHEN NEW.state = 'standing' THEN NEW.amount ELSE 0 END;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'standing' THEN
    more := more - OLD.amount;
  END IF;
  IF more <> 0 AND NEW.kind = 'order' THEN
    UPDATE orders_order SET written_off_amount = written_off_amount + more WHERE company_id = NEW.company_id AND id = NEW.order_id;
  ELSIF more <> 0 THEN
    UPDATE invoices_invoice SET
      written_off_amount = written_off_amount + CASE NEW.kind WHEN 'invoice' THEN more ELSE 0 END,
      returned_amount = returned_amount + CASE NEW.kind WHEN 'balance' THEN more ELSE 0 END
      WHERE company_id = NEW.company_id AND id = NEW.invoice_id;
  END IF;
  RETURN NULL;
END $$;

-- An invoice is written off when all that was left of it is, and what was paid of it stays paid until that is reversed.
CREATE OR REPLACE FUNCTION guard_invoice_written_off() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RETURN NEW;
  END IF;
  IF OLD.state <> NEW.state AND (NEW.state = 'written_off') <> (NEW.written_off_amount > 0) THEN
    PERFORM refuse(TG_NAME, 'an invoice is written off while a write-off of it stands, and no longer');
  END IF;
  IF NEW.written_off_amount > 0 AND OLD.allocated_amount <> NEW.allocated_amount THEN
    PERFORM refuse(TG_NAME, 'what is paid of an invoice stays as it is while the rest is written off');
  END IF;
  RETURN NEW;
END $$;

-- What one alone may write off follows what held before, and nothing that was said is changed.
CREATE OR REPLACE FUNCTION guard_writeofflimit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + COALESCE((SELECT max(version) FROM payments_writeofflimit WHERE company_id = NEW.company_id), 0)
    OR NEW.set_at < (SELECT max(set_at) FROM payments_writeofflimit WHERE company_id = NEW.company_id) THEN
    PERFORM refuse(TG_NAME, 'what one alone may write off follows what held before');
  END IF;
  RETURN NEW;
END $$;

-- Twins ----------------------------------------------------------------------------------------------------------------

-- The payments to a contractor of exactly this amount that were released on one of these days and have neither settled nor ended.
CREATE OR REPLACE FUNCTION twin_payments(company uuid, payee uuid, wanted text, sent numeric, days date[])
  RETURNS TABLE (id uuid, released_at timestamptz) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT p.id, p.released_at FROM payments_payment p WHERE p.company_id = company AND p.contractor_id = payee
    AND p.state IN ('released', 'initiated') AND p.currency = wanted AND p.amount = sent
    AND company_day(company, p.released_at) = ANY (days)
$$;

-- What of an amount of an invoice of this company is sent, once the credit balances of its contractor are set off. Row security
-- would keep the index of balances from being used.
CREATE OR REPLACE FUNCTION sent_of(bill uuid, wanted numeric) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  SELECT GREATEST(wanted - COALESCE((SELECT sum(c.settled_amount - c.returned_amount - c.total + c.credited_amount)
    FROM invoices_invoice c WHERE c.company_id = i.company_id AND c.contractor_id = i.contractor_id AND c.currency = i.currency
      AND c.settled_amount > c.total - c.credited_amount + c.returned_amount
      AND pays_for(i.company_id, c.kind, c.order_id, i.kind, i.order_id)), 0), 0)
  FROM invoices_invoice i WHERE i.company_id = current_company() AND i.id = bill
$$;

-- The same payments, each with what it pays and who has confirmed one more like it that was not released yet.
CREATE OR REPLACE FUNCTION twins_like(company uuid, payee uuid, wanted text, sent numeric, days date[])
  RETURNS TABLE (payment uuid, amount numeric, currency text, day date, numbers text[], confirmed_by uuid[])
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT p.id, sent, wanted, company_day(company, p.released_at),
    ARRAY(SELECT b.number::text FROM payments_allocation a
      JOIN invoices_invoice b ON b.company_id = a.company_id AND b.id = a.invoice_id
      WHERE a.company_id = company AND a.payment_id = p.id AND a.live ORDER BY b.number),
    ARRAY(SELECT t.confirmed_by_id FROM payments_twin t
      WHERE t.company_id = company AND t.payment_id = p.id AND t.amount = sent AND t.covers_id IS NULL)
  FROM twin_payments(company, payee, wanted, sent, days) AS p ORDER BY p.released_at, p.id
$$;

-- The same of each of these invoices, if so much of it were released for these days. Python asks it (`queries.twins`).
CREATE OR REPLACE FUNCTION twins(company uuid, bills uuid[], amounts numeric[], days date[])
  RETURNS TABLE (bill uuid, payment uuid, amount numeric, currency text, day date, numbers text[], confirmed_by uuid[])
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT i.id, t.* FROM unnest(bills, amounts) AS w(bill, wanted)
  JOIN invoices_invoice i ON i.company_id = company AND i.id = w.bill
  CROSS JOIN LATERAL twins_like(company, i.contractor_id, i.currency, sent_of(i.id, w.wanted), days) AS t
$$;

-- One who releases so much to a contractor at a time: whoever waited sees what the other one has released.
CREATE OR REPLACE FUNCTION lock_twins(company uuid, payee uuid, wanted text, sent numeric) RETURNS void LANGUAGE sql
  SET search_path = public, pg_temp AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'twin', company, payee, wanted, trim_scale(sent)), 0))
$$;

-- The same question for who releases now, under that lock. Volatile: it looks after it has waited.
CREATE OR REPLACE FUNCTION twins_locked(company uuid, paid uuid, wanted numeric, days date[])
  RETURNS TABLE (bill uuid, payment uuid, amount numeric, currency text, day date, numbers text[], confirmed_by uuid[])
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM lock_twins(company, i.contractor_id, i.currency, sent_of(paid, wanted)) FROM invoices_invoice i
    WHERE i.company_id = company AND i.id = paid;
  RETURN QUERY SELECT t.* FROM twins(company, ARRAY[paid], ARRAY[wanted], days) AS t;
END $$;

-- The invoices of this company of which all that is open would be a twin today that nobody has confirmed but one of these members:
-- asked by desks. It begins at what went today, so that it reads nothing that has ended. Row security would keep the indexes from being used.
CREATE OR REPLACE FUNCTION twin_invoices(day date, alike uuid[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  WITH going AS MATERIALIZED (
    SELECT p.id, p.contractor_id, p.currency, p.amount FROM payments_payment p
    WHERE p.company_id = current_company() AND p.state IN ('released', 'initiated') AND p.released_at > (day - 2)::timestamptz
      AND company_day(p.company_id, p.released_at) = day),
  waits AS MATERIALIZED (
    SELECT i.id, i.contractor_id, i.currency,
      floor((i.total - i.credited_amount - i.allocated_amount) / last_unit(i.currency)) * last_unit(i.currency) AS wanted
    FROM invoices_invoice i WHERE i.company_id = current_company() AND i.state IN ('matched', 'cleared', 'paying')
      AND NOT i.kind = 'credit' AND i.contractor_id IN (SELECT g.contractor_id FROM going g)),
  alike_ones AS (
    SELECT w.id, g.id AS payment_id, g.amount FROM waits w JOIN going g ON g.contractor_id = w.contractor_id
      AND g.currency = w.currency AND g.amount <= w.wanted WHERE g.amount = sent_of(w.id, w.wanted))
  SELECT a.id FROM alike_ones a GROUP BY a.id HAVING NOT bool_or(EXISTS (SELECT FROM payments_twin t
    WHERE t.company_id = current_company() AND t.payment_id = a.payment_id AND t.amount = a.amount AND t.covers_id IS NULL
      AND t.confirmed_by_id <> ALL (alike)))
$$;

-- One more payment like one that is under way is confirmed before it is released, by a person of finance whom it does not pay.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_twin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  paying payments_payment;
BEGIN
  SELECT * INTO paying FROM payments_payment WHERE company_id = NEW.company_id AND id = NEW.payment_id FOR UPDATE;
  IF NEW.covers_id IS NOT NULL THEN
    PERFORM refuse(TG_NAME, 'a twin is confirmed before it is released');
  END IF;
  IF paying.state IS NULL OR paying.state NOT IN ('released', 'initiated') THEN
    PERFORM refuse(TG_NAME, 'a twin is confirmed of a payment that is under way');
  END IF;
  IF (NEW.contractor_id, NEW.currency, NEW.amount, NEW.day) IS DISTINCT FROM
    (paying.contractor_id, paying.currency, paying.amount, company_day(NEW.company_id, paying.released_at)) THEN
    PERFORM refuse(TG_NAME, 'a twin has the payee, the amount and the day of the payment that stands');
  END IF;
  IF is_service(NEW.company_id, NEW.confirmed_by_id) THEN
    PERFORM refuse(TG_NAME, 'a service confirms no twin');
  END IF;
  IF separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) AND same_hands(NEW.company_id, NEW.confirmed_by_id,
      ARRAY(SELECT member_id FROM parties_contractor WHERE company_id = NEW.company_id AND id = NEW.contractor_id)) THEN
    PERFORM refuse(TG_NAME, 'nobody confirms a twin that pays themselves');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.confirmed_by_id, '{finance}', '{payment.confirm_twin}') THEN
    PERFORM refuse(TG_NAME, 'a twin is confirmed by finance');
  END IF;
  RETURN NEW;
END $$;

-- A second payment of the same amount to the same payee on one day uses up the word of a second person, or is refused. Its day is
-- that of its release; one that is noted as sent on an earlier day (marked as paid, mostly) is asked of that day too, and one that
-- is lowered by what is unlinked from it, of what is left. After the
-- row, so that several in one statement do not share a word. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION count_twin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  wanted_day date := company_day(NEW.company_id, NEW.released_at);
  apart boolean;
  word uuid;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.amount = OLD.amount THEN
    IF OLD.state <> 'released' OR NEW.state <> 'initiated' OR NEW.initiated_on >= wanted_day THEN
      RETURN NULL;
    END IF;
    wanted_day := NEW.initiated_on;
  END IF;
  PERFORM lock_twins(NEW.company_id, NEW.contractor_id, NEW.currency, NEW.amount);
  IF NOT EXISTS (SELECT FROM twin_payments(NEW.company_id, NEW.contractor_id, NEW.currency, NEW.amount, ARRAY[wanted_day]) p
      WHERE p.id <> NEW.id) OR EXISTS (SELECT FROM payments_twin t
      WHERE t.company_id = NEW.company_id AND t.covers_id = NEW.id AND t.day = wanted_day AND t.amount = NEW.amount) THEN
    RETURN NULL;
  END IF;
  apart := separated(NEW.company_id, string_to_array(TG_ARGV[0], ','));
  SELECT t.id INTO word FROM payments_twin t
    JOIN twin_payments(NEW.company_id, NEW.contractor_id, NEW.currency, NEW.amount, ARRAY[wanted_day]) p ON p.id = t.payment_id
    WHERE t.company_id = NEW.company_id AND p.id <> NEW.id AND t.amount = NEW.amount AND t.covers_id IS NULL
      AND NOT (apart AND same_hands(NEW.company_id, NEW.released_by_id, ARRAY[t.confirmed_by_id]))
    ORDER BY t.confirmed_at, t.id LIMIT 1 FOR UPDATE OF t;
  IF word IS NULL THEN
    PERFORM refuse(TG_NAME, 'a second payment of the same amount to the same payee on one day is confirmed by a second person');
  END IF;
  UPDATE payments_twin SET covers_id = NEW.id WHERE company_id = NEW.company_id AND id = word;
  RETURN NULL;
END $$;
