-- What an invoice brings to the order that it is for: a claim that lives, and one that is not finished.
CREATE OR REPLACE FUNCTION count_invoice() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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

-- An invoice is finished when it is paid or ended; a credit note when it is matched.
CREATE OR REPLACE FUNCTION invoice_is_unfinished(kind text, state text) RETURNS int LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT (state IN ('received', 'disputed', 'paying') OR (state IN ('matched', 'cleared') AND kind = 'invoice'))::int
$$;

-- An invoice hangs on its order until it is ended; a credit note only while it waits.
CREATE OR REPLACE FUNCTION invoice_is_live(kind text, state text) RETURNS int LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN kind = 'credit' THEN (state IN ('received', 'disputed'))::int
              ELSE (state NOT IN ('rejected', 'void', 'credited'))::int END
$$;
