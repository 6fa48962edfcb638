-- A payment is on its way from some day on, and settled on some day that is not before. All of it pays invoices.
CREATE OR REPLACE FUNCTION guard_payment_dated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.state IN ('initiated', 'settled', 'failed')) <> (NEW.initiated_on IS NOT NULL AND NEW.initiated_at IS NOT NULL)
    OR (NEW.state = 'settled') <> (NEW.settled_on IS NOT NULL AND NEW.settled_at IS NOT NULL) THEN
    PERFORM refuse(TG_NAME, 'a payment carries the day of each step that it has taken, and of no other');
  END IF;
  IF NEW.settled_on < NEW.initiated_on THEN
    PERFORM refuse(TG_NAME, 'nothing arrives before it leaves');
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'released' AND NEW.state = 'initiated' AND NEW.amount <>
    COALESCE((SELECT sum(amount) FROM payments_allocation
              WHERE company_id = NEW.company_id AND payment_id = NEW.id AND live), 0) THEN
    PERFORM refuse(TG_NAME, 'money leaves for invoices alone');
  END IF;
  RETURN NEW;
END $$;

-- The one gate of every path to money: only an invoice that is matched or cleared, with nothing open against it, is paid,
-- no more than is left of it, and not released by who cleared it or who loaded its order. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_allocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
  paying payments_payment;
BEGIN
  SELECT * INTO paying FROM payments_payment WHERE company_id = NEW.company_id AND id = NEW.payment_id;
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.payment_id, OLD.invoice_id, OLD.amount, OLD.net) IS DISTINCT FROM
      (NEW.payment_id, NEW.invoice_id, NEW.amount, NEW.net) OR NEW.live AND NOT OLD.live THEN
      PERFORM refuse(TG_NAME, 'an allocation is only ever taken back');
    END IF;
    IF OLD.live AND NOT NEW.live AND paying.state NOT IN ('failed', 'cancelled') THEN
      PERFORM refuse(TG_NAME, format('the payment is %s, so its allocation stands', paying.state));
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id FOR UPDATE;
  IF bill.kind <> 'invoice' OR bill.state NOT IN ('matched', 'cleared', 'paying') OR NOT NEW.live
    OR paying.state <> 'released' THEN
    PERFORM refuse(TG_NAME, format('an invoice that is %s is not paid', bill.state));
  END IF;
  IF NOT EXISTS (SELECT FROM orders_order WHERE company_id = NEW.company_id AND id = bill.order_id
                 AND engagement_id IS NOT NULL) THEN
    PERFORM refuse(TG_NAME, 'an order that belongs to no engagement is not paid');
  END IF;
  IF EXISTS (SELECT FROM matching_exception WHERE company_id = NEW.company_id AND invoice_id = bill.id
             AND state = 'open') THEN
    PERFORM refuse(TG_NAME, 'an invoice with an open exception is not paid');
  END IF;
  IF paying.contractor_id <> bill.contractor_id OR paying.currency <> bill.currency OR paying.amount <
    NEW.amount + COALESCE((SELECT sum(amount) FROM payments_allocation
                           WHERE company_id = NEW.company_id AND payment_id = NEW.payment_id AND live), 0) THEN
    PERFORM refuse(TG_NAME, 'a payment pays its own contractor, in its own currency, and no more than it is');
  END IF;
  IF is_service(NEW.company_id, paying.released_by_id) THEN
    PERFORM refuse(TG_NAME, 'a service releases nothing');
  END IF;
  IF same_hands(NEW.company_id, paying.released_by_id, ARRAY(SELECT member_id FROM parties_contractor
      WHERE company_id = NEW.company_id AND id = bill.contractor_id))
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who is paid by an invoice can not release it');
  END IF;
  IF separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) AND same_hands(NEW.company_id, paying.released_by_id, ARRAY(
    SELECT settled_by_id FROM matching_exception
      WHERE company_id = NEW.company_id AND invoice_id = bill.id AND state = 'accepted')) THEN
    PERFORM refuse(TG_NAME, 'who cleared an invoice can not release it');
  END IF;
  -- A loaded order has no approver: whoever sent it, or a change of it, is not the one who pays on it.
  IF same_hands(NEW.company_id, paying.released_by_id, ARRAY(SELECT a.sender_id FROM orders_revision r
             JOIN documents_arrival a ON a.company_id = r.company_id AND a.id = r.loaded_from_id
             WHERE r.company_id = NEW.company_id AND r.order_id = bill.order_id))
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who loaded an order can not release money on it');
  END IF;
  RETURN NEW;
END $$;

-- What is allocated of an invoice: never more than is left of it, however many rows one statement brings.
CREATE OR REPLACE FUNCTION count_allocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  more numeric := CASE WHEN NEW.live THEN NEW.amount ELSE 0 END;
  bill invoices_invoice;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    more := more - CASE WHEN OLD.live THEN OLD.amount ELSE 0 END;
  END IF;
  IF more <> 0 THEN
    UPDATE invoices_invoice SET allocated_amount = allocated_amount + more
      WHERE company_id = NEW.company_id AND id = NEW.invoice_id RETURNING * INTO bill;
  END IF;
  IF more > 0 AND bill.allocated_amount > bill.total - bill.credited_amount THEN
    PERFORM refuse(TG_NAME, 'no more is paid than is left of an invoice');
  END IF;
  RETURN NULL;
END $$;

-- What has arrived of an invoice: its part of every payment that is settled.
CREATE OR REPLACE FUNCTION count_payment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state <> 'settled' AND NEW.state = 'settled' THEN
    UPDATE invoices_invoice i SET settled_amount = i.settled_amount + a.amount
      FROM (SELECT invoice_id, sum(amount) AS amount FROM payments_allocation
            WHERE company_id = NEW.company_id AND payment_id = NEW.id AND live GROUP BY invoice_id) a
      WHERE i.company_id = NEW.company_id AND i.id = a.invoice_id;
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
  IF NEW.state = 'paid' AND (NEW.allocated_amount < NEW.total - NEW.credited_amount
    OR NEW.settled_amount < NEW.allocated_amount) THEN
    PERFORM refuse(TG_NAME, 'not all of it is settled');
  END IF;
  IF OLD.state IN ('paying', 'paid') AND NEW.state = 'received' AND NEW.allocated_amount <> 0 THEN
    PERFORM refuse(TG_NAME, 'a payment still stands on it');
  END IF;
  RETURN NEW;
END $$;

-- Lock the order that a payment's invoice is for, the invoice and the payment, in one round trip. Returns the invoice, or
-- null where there is no such payment. What is being paid changes its order no more.
CREATE OR REPLACE FUNCTION lock_with_invoice(company uuid, payment uuid) RETURNS uuid LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  paid invoices_invoice;
BEGIN
  SELECT i.* INTO paid FROM payments_allocation a
    JOIN invoices_invoice i ON i.company_id = a.company_id AND i.id = a.invoice_id
    WHERE a.company_id = company AND a.payment_id = payment;
  PERFORM FROM orders_order WHERE company_id = company AND id = paid.order_id FOR UPDATE;
  PERFORM FROM invoices_invoice WHERE company_id = company AND id = paid.id FOR UPDATE;
  PERFORM FROM payments_payment WHERE company_id = company AND id = payment FOR UPDATE;
  RETURN paid.id;
END $$;
