-- Evidence is shown and accepted on an issued order, by somebody else than who submitted it, and no more of it than was
-- submitted; a correction is of an accepted piece of its own line. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_piece_accepted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  sent evidence_submission;
  corrected evidence_piece;
  order_state text;
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.state = 'accepted' AND OLD.state <> 'accepted') THEN
    SELECT state INTO order_state FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id
      FOR NO KEY UPDATE;
    IF order_state IS DISTINCT FROM 'issued' THEN
      PERFORM refuse(TG_NAME, 'evidence belongs to an issued order');
    END IF;
  END IF;
  IF NEW.state <> 'accepted' THEN
    IF NEW.accepted_quantity <> 0 OR NEW.accepted_amount <> 0 THEN
      PERFORM refuse(TG_NAME, 'nothing of it is accepted before it is');
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'accepted' THEN
    RETURN NEW;
  END IF;
  SELECT * INTO sent FROM evidence_submission WHERE company_id = NEW.company_id AND id = NEW.submission_id;
  IF NEW.decided_by_id IS NULL OR NEW.decided_at IS NULL THEN
    PERFORM refuse(TG_NAME, 'evidence is accepted by somebody, at some moment');
  END IF;
  IF is_service(NEW.company_id, NEW.decided_by_id) THEN
    PERFORM refuse(TG_NAME, 'a service accepts nothing');
  END IF;
  IF same_hands(NEW.company_id, NEW.decided_by_id, ARRAY[sent.submitter_id])
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who submitted evidence can not accept it');
  END IF;
  IF same_hands(NEW.company_id, NEW.decided_by_id, ARRAY(SELECT c.member_id FROM orders_order o
      JOIN parties_contractor c ON c.company_id = o.company_id AND c.id = o.contractor_id
      WHERE o.company_id = NEW.company_id AND o.id = NEW.order_id))
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who is paid for the work can not accept it');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.decided_by_id, '{finance,issuer,manager,owner,payables}',
      '{evidence.accept,evidence.receive}') THEN
    PERFORM refuse(TG_NAME, 'evidence is accepted by who looks after orders or receives for the company');
  END IF;
  IF NEW.accepted_quantity = 0 OR sign(NEW.accepted_quantity) <> sign(NEW.quantity)
    OR abs(NEW.accepted_quantity) > abs(NEW.quantity) THEN
    PERFORM refuse(TG_NAME, 'no more is accepted than was submitted');
  END IF;
  IF NEW.corrects_id IS NOT NULL THEN
    SELECT * INTO corrected FROM evidence_piece WHERE company_id = NEW.company_id AND id = NEW.corrects_id;
    IF corrected.state <> 'accepted' OR corrected.line_id <> NEW.line_id OR corrected.corrects_id IS NOT NULL THEN
      PERFORM refuse(TG_NAME, 'a correction corrects an accepted piece of its own line');
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- What a piece brings to its line, its order, and the piece that it corrects.
CREATE OR REPLACE FUNCTION count_piece() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  more_quantity numeric := NEW.accepted_quantity;
  more_amount numeric := NEW.accepted_amount;
  more_live int :=
    piece_is_live(NEW.state, NEW.corrects_id, NEW.accepted_quantity, NEW.corrected_quantity);
  more_open int := (NEW.state = 'submitted')::int;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    more_quantity := more_quantity - OLD.accepted_quantity;
    more_amount := more_amount - OLD.accepted_amount;
    more_live := more_live
      - piece_is_live(OLD.state, OLD.corrects_id, OLD.accepted_quantity, OLD.corrected_quantity);
    more_open := more_open - (OLD.state = 'submitted')::int;
  END IF;
  IF more_quantity <> 0 OR more_amount <> 0 THEN
    UPDATE orders_orderline SET accepted_quantity = accepted_quantity + more_quantity,
      accepted_amount = accepted_amount + more_amount WHERE company_id = NEW.company_id AND id = NEW.line_id;
    UPDATE evidence_piece SET corrected_quantity = corrected_quantity - more_quantity,
      corrected_amount = corrected_amount - more_amount WHERE company_id = NEW.company_id AND id = NEW.corrects_id;
  END IF;
  IF more_amount <> 0 OR more_live <> 0 OR more_open <> 0 THEN
    UPDATE orders_order SET accepted_amount = accepted_amount + more_amount, live_claims = live_claims + more_live,
      open_claims = open_claims + more_open WHERE company_id = NEW.company_id AND id = NEW.order_id;
  END IF;
  RETURN NULL;
END $$;

-- A piece hangs on its order while it waits, and afterwards while anything of it stands. An accepted correction does not.
CREATE OR REPLACE FUNCTION piece_is_live(state text, corrects uuid, accepted numeric, corrected numeric) RETURNS int
  LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT (state = 'submitted' OR (state = 'accepted' AND corrects IS NULL AND accepted > corrected))::int
$$;

-- Where the company stops orders that have run out, nothing new is shown on one. What came from outside is kept.
CREATE OR REPLACE FUNCTION guard_piece_stopped() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.corrects_id IS NULL AND EXISTS (SELECT FROM evidence_submission s WHERE s.company_id = NEW.company_id
      AND s.id = NEW.submission_id AND s.arrival_id IS NULL
      AND stopped_by(s.company_id, NEW.order_id, company_day(s.company_id, s.submitted_at)) IS NOT NULL) THEN
    PERFORM refuse(TG_NAME, 'nothing new is shown on an order that has run out and is stopped');
  END IF;
  RETURN NEW;
END $$;
