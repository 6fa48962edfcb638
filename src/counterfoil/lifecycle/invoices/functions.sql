-- What an invoice brings to the order that it is for: a claim that lives, and one that is not finished.
CREATE OR REPLACE FUNCTION count_invoice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  live int := invoice_is_live(NEW.kind, NEW.state);
  unfinished int := invoice_is_unfinished(NEW.kind, NEW.state);
  live_before int := 0;
  unfinished_before int := 0;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    live_before := invoice_is_live(OLD.kind, OLD.state);
    unfinished_before := invoice_is_unfinished(OLD.kind, OLD.state);
    IF OLD.order_id IS DISTINCT FROM NEW.order_id THEN
      UPDATE orders_order SET live_claims = live_claims - live_before, open_claims = open_claims - unfinished_before
        WHERE company_id = OLD.company_id AND id = OLD.order_id;
      live_before := 0;
      unfinished_before := 0;
    END IF;
  END IF;
  IF (live, unfinished) <> (live_before, unfinished_before) THEN
    UPDATE orders_order SET live_claims = live_claims + live - live_before,
      open_claims = open_claims + unfinished - unfinished_before WHERE company_id = NEW.company_id AND id = NEW.order_id;
  END IF;
  RETURN NULL;
END $$;

-- An invoice or an advance is finished when it is paid or ended; a credit note when it is matched.
CREATE OR REPLACE FUNCTION invoice_is_unfinished(kind text, state text) RETURNS int LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT (state IN ('received', 'disputed', 'paying') OR (state IN ('matched', 'cleared') AND kind <> 'credit'))::int
$$;

-- An invoice hangs on its order until it is ended, an advance until it is paid; a credit note only while it waits.
CREATE OR REPLACE FUNCTION invoice_is_live(kind text, state text) RETURNS int LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN kind = 'credit' THEN (state IN ('received', 'disputed'))::int
              WHEN kind = 'advance' THEN (state IN ('received', 'disputed', 'matched', 'cleared', 'paying'))::int
              ELSE (state NOT IN ('rejected', 'void', 'credited'))::int END
$$;

-- The live document of this contractor with this number, once nobody else is taking one in. Volatile: it looks after it
-- has waited.
CREATE OR REPLACE FUNCTION invoice_of_number(company uuid, contractor uuid, wanted_kind text, wanted text) RETURNS uuid
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'invoice', company, contractor, wanted_kind, wanted), 0));
  RETURN (SELECT id FROM invoices_invoice WHERE company_id = company AND contractor_id = contractor AND kind = wanted_kind
    AND number_normal = wanted AND state <> 'void' ORDER BY copy DESC LIMIT 1);
END $$;

-- Lock the order that an invoice is for, and then the invoice, in one round trip. Volatile: it looks after it has waited.
-- Null, and nothing is locked, where it is for none yet, or is a credit note whose invoice stands between the two.
CREATE OR REPLACE FUNCTION lock_with_order(company uuid, invoice uuid) RETURNS uuid LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  ordered uuid;
BEGIN
  SELECT order_id INTO ordered FROM invoices_invoice WHERE company_id = company AND id = invoice AND kind <> 'credit';
  IF ordered IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM FROM orders_order WHERE company_id = company AND id = ordered FOR UPDATE;
  PERFORM FROM invoices_invoice WHERE company_id = company AND id = invoice AND order_id = ordered FOR UPDATE;
  IF NOT FOUND THEN
    RAISE serialization_failure USING MESSAGE = 'the invoice was linked to another order meanwhile';
  END IF;
  RETURN ordered;
END $$;

-- The figures in a document's number as it is compared, run by run and without leading zeros: what stays the same when
-- somebody pads it with zeros, or leaves its prefix out.
CREATE OR REPLACE FUNCTION number_figures(number text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT btrim(regexp_replace(regexp_replace(number, '[^0-9]+', ' ', 'g'), '(^| )0+(?=[0-9])', '\1', 'g'))
$$;

-- What a document's number, as it is compared, looks like: without separators, and with one sign for those that nobody can
-- tell apart.
CREATE OR REPLACE FUNCTION number_look(number text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT translate(order_number(number), 'OI', '01')
$$;

-- Whether one of two numbers of the same figures is the other with zeros, or with a word before or behind it: its words and
-- figures stand in the other in a row. Another word is another number.
CREATE OR REPLACE FUNCTION numbers_alike(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  WITH said AS (SELECT regexp_replace(regexp_replace('-' || number || '-', '([0-9]+)', '-\1-', 'g'), '-+0*(?=[0-9])|-+', '-', 'g')
    AS said, place FROM unnest(ARRAY[one, other]) WITH ORDINALITY AS numbers(number, place))
  SELECT position(a.said IN b.said) > 0 OR position(b.said IN a.said) > 0 FROM said a, said b WHERE a.place = 1 AND b.place = 2
$$;

-- The numbers of at most so many earlier documents of its contractor that may be this one: the same day and total, another
-- number of the same look, or one that differs in zeros, a prefix or a suffix. The same number is none of them: it was turned away, or a second person has admitted it.
-- Row security would keep the second index from being used, so this looks as the owner, at the company itself.
CREATE OR REPLACE FUNCTION documents_alike(document uuid, most int) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  this invoices_invoice;
  figures text;
  looks text;
BEGIN
  SELECT * INTO this FROM invoices_invoice WHERE company_id = current_company() AND id = document;
  figures := NULLIF(number_figures(this.number_normal), '');
  looks := number_look(this.number_normal);
  RETURN ARRAY(
    SELECT number FROM invoices_invoice
    WHERE company_id = this.company_id AND contractor_id = this.contractor_id
      AND ((issued_on = this.issued_on AND total = this.total) OR number_look(number_normal) = looks
        OR (number_figures(number_normal) = figures AND numbers_alike(number_normal, this.number_normal)))
      AND kind = this.kind AND state NOT IN ('void', 'rejected') AND number_normal <> this.number_normal
      AND id IS DISTINCT FROM this.corrects_id
      -- Files of one call came in the same moment: their ids tell which was first.
      AND (received_at, id) < (this.received_at, this.id)
    ORDER BY received_at, id LIMIT most);
END $$;

-- An invoice that came as a document is what that arrival became, and what the document said is never put right by hand.
CREATE OR REPLACE FUNCTION guard_invoice_said() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.origin = 'document' AND NOT EXISTS (SELECT FROM documents_arrival
        WHERE company_id = NEW.company_id AND id = NEW.arrival_id AND became = NEW.kind AND became_id = NEW.id) THEN
      PERFORM refuse(TG_NAME, 'what a document said is what that arrival became');
    END IF;
    IF NEW.judged_at IS DISTINCT FROM NEW.received_at THEN
      PERFORM refuse(TG_NAME, 'an invoice is judged when it is received, and never before it was last');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.judged_at IS DISTINCT FROM NEW.judged_at
    AND COALESCE(NEW.judged_at < COALESCE(OLD.judged_at, OLD.received_at), true) THEN
    PERFORM refuse(TG_NAME, 'an invoice is judged when it is received, and never before it was last');
  END IF;
  IF (OLD.origin, OLD.arrival_id) IS DISTINCT FROM (NEW.origin, NEW.arrival_id) THEN
    PERFORM refuse(TG_NAME, 'where an invoice came from never changes');
  END IF;
  IF OLD.looked_at IS NOT NULL AND NEW.looked_at IS NULL THEN
    PERFORM refuse(TG_NAME, 'what was looked at stays looked at');
  END IF;
  IF OLD.origin = 'document' AND (OLD.quoted, OLD.credits_number, OLD.currency, OLD.issued_on, OLD.stated_due_on, OLD.net, OLD.charges,
      OLD.tax, OLD.tax_rates, OLD.rounding, OLD.prepaid, OLD.total, OLD.note) IS DISTINCT FROM (NEW.quoted, NEW.credits_number, NEW.currency,
      NEW.issued_on, NEW.stated_due_on, NEW.net, NEW.charges, NEW.tax, NEW.tax_rates, NEW.rounding, NEW.prepaid, NEW.total, NEW.note) THEN
    PERFORM refuse(TG_NAME, 'what a document said is never corrected');
  END IF;
  RETURN NEW;
END $$;

-- The lines of a document are written with it, and afterwards only paired. None is moved into it or out of it. Only a
-- document takes something back on a line of its own: what is typed is a credit note.
CREATE OR REPLACE FUNCTION guard_invoice_line_said() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  ours text[] := '{order_line_id,paired_by,covered_quantity,covered_amount,small_amount,credited_quantity,credited_amount}';
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - ours = to_jsonb(NEW) - ours THEN
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT FROM invoices_invoice WHERE company_id = NEW.company_id AND id IN (OLD.invoice_id, NEW.invoice_id)
             AND origin = 'document' AND (TG_OP = 'UPDATE' OR looked_at IS NOT NULL)) THEN
    PERFORM refuse(TG_NAME, 'the lines of a document stay as they arrived');
  END IF;
  IF (NEW.quantity < 0 OR NEW.amount < 0) AND NOT EXISTS (SELECT FROM invoices_invoice
      WHERE company_id = NEW.company_id AND id = NEW.invoice_id AND origin = 'document') THEN
    PERFORM refuse(TG_NAME, 'only a document takes something back on a line');
  END IF;
  RETURN NEW;
END $$;

-- The newest invoices of this company in whose own number, quoted number or contractor each word occurs. `bare` are the words as
-- numbers are compared, without signs. It looks as the owner for the reason that find_orders does.
CREATE OR REPLACE FUNCTION find_invoices(words text[], bare text[], most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  company uuid := current_company();
  called uuid[];
  one text;
  each text := 'true';
BEGIN
  FOR n IN 1 .. LEAST(cardinality(words), 12) LOOP
    called := ARRAY(SELECT id FROM parties_contractor
      WHERE company_id = company AND (name ILIKE occurring(words[n]) OR code = upper(words[n])));
    one := format('quoted ILIKE %L', occurring(words[n]));
    IF bare[n] <> '' THEN
      one := one || format(' OR replace(number_normal, ''-'', '''') LIKE %L', occurring(bare[n]));
    END IF;
    IF cardinality(called) > 0 THEN
      one := one || format(' OR contractor_id = ANY (%L::uuid[])', called);
    END IF;
    each := each || format(' AND (%s)', one);
  END LOOP;
  RETURN QUERY EXECUTE format('SELECT id FROM invoices_invoice WHERE company_id = $1 AND %s'
    ' ORDER BY received_at DESC, id DESC LIMIT $2', each) USING company, most;
END $$;

-- The invoices of this company with one of these totals.
CREATE OR REPLACE FUNCTION find_invoices_of(amounts numeric[], most int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM invoices_invoice WHERE company_id = current_company() AND total = ANY (amounts) LIMIT most
$$;

-- The day of the first part of an invoice that is neither paid nor credited, in the newest round of its instalments; of the last
-- part, once all is. Null where there is none, and where no day is known.
CREATE OR REPLACE FUNCTION next_due(company uuid, bill uuid, gone numeric) RETURNS date LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT due_on FROM (
    SELECT due_on, position, sum(amount) OVER (ORDER BY position) > gone AS is_open FROM invoices_instalment
    WHERE company_id = company AND invoice_id = bill
      AND round = (SELECT max(round) FROM invoices_instalment WHERE company_id = company AND invoice_id = bill)) AS parts
  ORDER BY is_open DESC, CASE WHEN is_open THEN position ELSE -position END LIMIT 1
$$;

-- Whether the newest round of an invoice's instalments is its total. True where there is none yet.
CREATE OR REPLACE FUNCTION is_in_instalments(company uuid, bill uuid, total numeric) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT sum(amount) = total FROM invoices_instalment WHERE company_id = company AND invoice_id = bill
    GROUP BY round ORDER BY round DESC LIMIT 1), true)
$$;

-- Instalments are only added to, a whole round at a time, while nothing of the invoice is paid; its due day follows them.
CREATE OR REPLACE FUNCTION count_instalment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  bill record;
BEGIN
  SELECT kind, state, total, allocated_amount, credited_amount, settled_amount INTO bill FROM invoices_invoice
    WHERE company_id = NEW.company_id AND id = NEW.invoice_id;
  IF bill.kind <> 'invoice' OR bill.state NOT IN ('received', 'disputed', 'matched', 'cleared') OR bill.allocated_amount <> 0 THEN
    PERFORM refuse(TG_NAME, 'instalments stand still once something of their invoice is paid, or it is ended');
  END IF;
  IF NEW.round <> (SELECT count(DISTINCT round) FROM invoices_instalment
      WHERE company_id = NEW.company_id AND invoice_id = NEW.invoice_id) THEN
    PERFORM refuse(TG_NAME, 'a round of instalments follows the one before it');
  END IF;
  IF NOT is_in_instalments(NEW.company_id, NEW.invoice_id, bill.total) THEN
    PERFORM refuse(TG_NAME, 'the instalments of an invoice are together its total');
  END IF;
  IF EXISTS (SELECT FROM invoices_instalment WHERE company_id = NEW.company_id AND invoice_id = NEW.invoice_id AND round = NEW.round
      AND position <> NEW.position
      AND COALESCE((position < NEW.position) <> (due_on < NEW.due_on), true)) THEN
    PERFORM refuse(TG_NAME, 'instalments are due one after the other, each on a day of its own');
  END IF;
  UPDATE invoices_invoice
    SET due_on = next_due(company_id, id, credited_amount + settled_amount)
    WHERE company_id = NEW.company_id AND id = NEW.invoice_id
      AND due_on IS DISTINCT FROM next_due(company_id, id, credited_amount + settled_amount);
  RETURN NULL;
END $$;

-- The due day of an invoice follows its instalments, and moves on with what is paid and credited. An invoice that is older than
-- they are keeps its own.
CREATE OR REPLACE FUNCTION guard_invoice_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.due_on := NULL;
    RETURN NEW;
  END IF;
  IF NEW.due_on IS DISTINCT FROM OLD.due_on THEN
    IF pg_trigger_depth() = 1 THEN
      PERFORM refuse(TG_NAME, 'the due day of an invoice follows its instalments');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.credited_amount + NEW.settled_amount <> OLD.credited_amount + OLD.settled_amount THEN
    NEW.due_on := COALESCE(next_due(NEW.company_id, NEW.id, NEW.credited_amount + NEW.settled_amount), OLD.due_on);
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('matched', 'cleared')
    AND NOT is_in_instalments(NEW.company_id, NEW.id, NEW.total) THEN
    PERFORM refuse(TG_NAME, 'an invoice goes on in instalments that are together its total');
  END IF;
  RETURN NEW;
END $$;
