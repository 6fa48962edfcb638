-- Cover is taken for an invoice that is looked at, on the order it is for, and no more than it claims; what is given back
-- was taken before.
CREATE OR REPLACE FUNCTION guard_cover() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  claimed invoices_invoiceline;
  bill invoices_invoice;
BEGIN
  SELECT * INTO claimed FROM invoices_invoiceline WHERE company_id = NEW.company_id AND id = NEW.invoice_line_id;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = claimed.invoice_id;
  IF bill.kind <> 'invoice' OR bill.order_id IS DISTINCT FROM NEW.order_id
    OR claimed.order_line_id IS DISTINCT FROM NEW.order_line_id THEN
    PERFORM refuse(TG_NAME, 'cover is taken by an invoice, on the line it was paired with');
  END IF;
  IF (NEW.quantity > 0 OR NEW.amount > 0) AND bill.state NOT IN ('received', 'disputed', 'matched', 'cleared') THEN
    PERFORM refuse(TG_NAME, format('an invoice that is %s takes no cover', bill.state));
  END IF;
  IF claimed.covered_amount + NEW.amount NOT BETWEEN 0 AND claimed.amount
    OR claimed.covered_quantity + NEW.quantity NOT BETWEEN 0 AND claimed.quantity THEN
    PERFORM refuse(TG_NAME, 'cover lies between nothing and what is claimed');
  END IF;
  RETURN NEW;
END $$;

-- What a taking brings to the order line, the order, the invoice line, and the evidence that it uses.
CREATE OR REPLACE FUNCTION count_cover() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM refuse(TG_NAME, 'a taking never changes');
  END IF;
  UPDATE orders_orderline SET covered_quantity = covered_quantity + NEW.quantity,
    covered_amount = covered_amount + NEW.amount WHERE company_id = NEW.company_id AND id = NEW.order_line_id;
  UPDATE orders_order SET covered_amount = covered_amount + NEW.amount
    WHERE company_id = NEW.company_id AND id = NEW.order_id;
  UPDATE invoices_invoiceline SET covered_quantity = covered_quantity + NEW.quantity,
    covered_amount = covered_amount + NEW.amount WHERE company_id = NEW.company_id AND id = NEW.invoice_line_id;
  UPDATE evidence_piece SET used_quantity = used_quantity + NEW.quantity, used_amount = used_amount + NEW.amount
    WHERE company_id = NEW.company_id AND id = NEW.piece_id AND line_id = NEW.order_line_id;
  IF NEW.piece_id IS NOT NULL AND NOT FOUND THEN
    PERFORM refuse(TG_NAME, 'the evidence is of another line');
  END IF;
  RETURN NULL;
END $$;

-- A credit note takes off an invoice of the same contractor, and one that is not ended.
CREATE OR REPLACE FUNCTION guard_credit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  note invoices_invoice;
  bill invoices_invoice;
BEGIN
  SELECT i.* INTO note FROM invoices_invoice i JOIN invoices_invoiceline l
    ON l.company_id = i.company_id AND l.invoice_id = i.id WHERE l.company_id = NEW.company_id AND l.id = NEW.note_line_id;
  SELECT i.* INTO bill FROM invoices_invoice i JOIN invoices_invoiceline l
    ON l.company_id = i.company_id AND l.invoice_id = i.id
    WHERE l.company_id = NEW.company_id AND l.id = NEW.invoice_line_id AND i.id = NEW.invoice_id;
  IF note.kind IS DISTINCT FROM 'credit' OR bill.kind IS DISTINCT FROM 'invoice' OR note.credits_id <> bill.id
    OR note.contractor_id <> bill.contractor_id OR note.currency <> bill.currency THEN
    PERFORM refuse(TG_NAME, 'a credit note takes off the invoice that it names');
  END IF;
  IF note.state NOT IN ('received', 'disputed', 'matched') OR bill.state IN ('rejected', 'void') THEN
    PERFORM refuse(TG_NAME, 'one of the two is ended');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION count_credit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    PERFORM refuse(TG_NAME, 'a credit never changes');
  END IF;
  UPDATE invoices_invoiceline SET credited_quantity = credited_quantity + NEW.quantity,
    credited_amount = credited_amount + NEW.amount WHERE company_id = NEW.company_id AND id = NEW.invoice_line_id;
  UPDATE invoices_invoice SET credited_amount = credited_amount + NEW.gross
    WHERE company_id = NEW.company_id AND id = NEW.invoice_id;
  RETURN NULL;
END $$;

-- An exception is accepted by somebody else than who entered the invoice or accepted the evidence on its order, and its
-- figures stand while it is. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_exception_accepted() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  bill invoices_invoice;
BEGIN
  IF NEW.state <> 'accepted' THEN
    RETURN NEW;
  END IF;
  IF OLD.state = 'accepted' THEN
    IF (OLD.expected, OLD.actual, OLD.allowed, OLD.excess, OLD.measure, OLD.note, OLD.settled_by_id, OLD.settled_at)
      IS DISTINCT FROM
      (NEW.expected, NEW.actual, NEW.allowed, NEW.excess, NEW.measure, NEW.note, NEW.settled_by_id, NEW.settled_at) THEN
      PERFORM refuse(TG_NAME, 'what was accepted is pinned');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.settled_by_id IS NULL OR NEW.settled_at IS NULL OR NEW.reason = '' THEN
    PERFORM refuse(TG_NAME, 'a variance is accepted by somebody, at some moment, with a reason');
  END IF;
  SELECT * INTO bill FROM invoices_invoice WHERE company_id = NEW.company_id AND id = NEW.invoice_id;
  IF separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) AND (NEW.settled_by_id = bill.entered_by_id OR EXISTS (
    SELECT FROM evidence_piece WHERE company_id = NEW.company_id AND order_id = bill.order_id AND state = 'accepted'
      AND decided_by_id = NEW.settled_by_id)) THEN
    PERFORM refuse(TG_NAME, 'who entered an invoice or accepted its evidence can not clear it');
  END IF;
  RETURN NEW;
END $$;

-- Nothing is matched, cleared or paid while an exception is open, and nothing is cleared that was never accepted.
CREATE OR REPLACE FUNCTION guard_invoice_unexcepted() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state OR NEW.state NOT IN ('matched', 'cleared', 'paying', 'paid') THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM matching_exception
             WHERE company_id = NEW.company_id AND invoice_id = NEW.id AND state = 'open') THEN
    PERFORM refuse(TG_NAME, format('an invoice with an open exception is not %s', NEW.state));
  END IF;
  IF NEW.kind = 'invoice' AND NEW.state IN ('matched', 'cleared') AND EXISTS (
    SELECT FROM invoices_invoiceline WHERE company_id = NEW.company_id AND invoice_id = NEW.id AND NOT struck
      AND covered_amount <> amount - credited_amount) THEN
    PERFORM refuse(TG_NAME, 'an invoice is matched once all of it is covered');
  END IF;
  RETURN NEW;
END $$;
