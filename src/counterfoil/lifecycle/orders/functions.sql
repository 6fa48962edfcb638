-- A number is dealt once, in the step from approved to issued, together with the document it stands on.
CREATE OR REPLACE FUNCTION guard_order_number() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  issuing boolean := false;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.number IS NOT NULL OR NEW.number_normal IS NOT NULL OR NEW.contractor_code IS NOT NULL THEN
      PERFORM refuse(TG_NAME, 'a number is dealt at issue');
    END IF;
    RETURN NEW;
  END IF;
  issuing := OLD.state = 'approved' AND NEW.state = 'issued';
  IF NOT issuing AND (OLD.number, OLD.number_normal, OLD.contractor_code, OLD.issued_at, OLD.issued_on)
    IS DISTINCT FROM (NEW.number, NEW.number_normal, NEW.contractor_code, NEW.issued_at, NEW.issued_on) THEN
    PERFORM refuse(TG_NAME, 'a number is dealt at issue and never edited');
  END IF;
  IF issuing AND (NEW.number IS NULL OR NEW.number_normal IS NULL OR NEW.contractor_code IS NULL
    OR NEW.issued_at IS NULL OR NEW.issued_on IS NULL) THEN
    PERFORM refuse(TG_NAME, 'an order is issued with its number, its contractor code and its day');
  END IF;
  IF issuing AND NEW.number_normal <> regexp_replace(upper(NEW.number), '[^A-Z0-9]', '', 'g') THEN
    PERFORM refuse(TG_NAME, 'a number is compared by its own capitals and digits');
  END IF;
  IF issuing AND NEW.document_sha256 <> encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') THEN
    PERFORM refuse(TG_NAME, 'the document is not the one that was hashed');
  END IF;
  RETURN NEW;
END $$;

-- An order waits on an open approval of its own content, and is approved and issued on a given one.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_order_approved() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  asked approvals_approval;
  wanted text := CASE WHEN NEW.state = 'pending' THEN 'open' ELSE 'given' END;
  content text;
BEGIN
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state OR NEW.state NOT IN ('pending', 'approved', 'issued') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO asked FROM approvals_approval WHERE company_id = NEW.company_id AND id = NEW.approval_id;
  SELECT digest INTO content FROM orders_revision
    WHERE company_id = NEW.company_id AND order_id = NEW.id AND number = NEW.revision_number;
  IF asked.id IS NULL OR asked.subject_id <> NEW.id OR asked.state <> wanted OR asked.digest IS DISTINCT FROM content THEN
    PERFORM refuse(TG_NAME, format('an order becomes %s only on an approval of its own content that is %s', NEW.state, wanted));
  END IF;
  IF OLD.state = 'pending' AND NEW.state = 'approved'
    AND EXISTS (SELECT FROM approvals_step
                WHERE company_id = NEW.company_id AND approval_id = asked.id AND member_id = NEW.requester_id)
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who requested an order can not approve it');
  END IF;
  RETURN NEW;
END $$;

-- The limit is what an approved revision authorises, and nothing before and beyond it.
CREATE OR REPLACE FUNCTION guard_order_limit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  authorised numeric := 0;
BEGIN
  IF NEW.limit_amount = 0 OR (TG_OP = 'UPDATE' AND NEW.limit_amount = OLD.limit_amount) THEN
    RETURN NEW;
  END IF;
  IF NEW.state IN ('approved', 'issued', 'closed') THEN
    SELECT net + allowance_amount INTO authorised FROM orders_revision
      WHERE company_id = NEW.company_id AND order_id = NEW.id AND number = NEW.revision_number;
  END IF;
  IF NEW.limit_amount > COALESCE(authorised, 0) THEN
    PERFORM refuse(TG_NAME, 'a limit is no more than what was approved');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION guard_line_limit() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  authorised record;
BEGIN
  IF (NEW.limit_quantity = 0 AND NEW.limit_amount = 0)
    OR (TG_OP = 'UPDATE' AND (NEW.limit_quantity, NEW.limit_amount) = (OLD.limit_quantity, OLD.limit_amount)) THEN
    RETURN NEW;
  END IF;
  SELECT said.quantity + said.allowance_quantity AS quantity, said.amount + said.allowance_amount AS amount INTO authorised
    FROM orders_order o
    JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
    JOIN orders_revisionline said ON said.company_id = r.company_id AND said.revision_id = r.id AND said.line_id = NEW.id
    WHERE o.company_id = NEW.company_id AND o.id = NEW.order_id AND o.state IN ('approved', 'issued', 'closed');
  IF authorised IS NULL OR NEW.limit_quantity > authorised.quantity OR NEW.limit_amount > authorised.amount THEN
    PERFORM refuse(TG_NAME, 'a limit is no more than what was approved');
  END IF;
  RETURN NEW;
END $$;

-- An order ends only when nothing hangs on it: closed with nothing that still waits, cancelled with nothing at all.
CREATE OR REPLACE FUNCTION guard_order_ended() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'closed' AND NEW.state = 'closed' AND NEW.open_claims > 0 THEN
    PERFORM refuse(TG_NAME, 'an order is closed once nothing on it waits');
  END IF;
  IF OLD.state <> 'cancelled' AND NEW.state = 'cancelled' AND NEW.live_claims > 0 THEN
    PERFORM refuse(TG_NAME, 'an order is cancelled while nothing hangs on it');
  END IF;
  RETURN NEW;
END $$;

-- A counter starts at one and goes up by one: no gap, no repetition, never back.
CREATE OR REPLACE FUNCTION guard_counter() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.value <> 1 THEN
    PERFORM refuse(TG_NAME, 'a counter starts at one');
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.value <> OLD.value + 1 OR (NEW.series, NEW.period) <> (OLD.series, OLD.period)) THEN
    PERFORM refuse(TG_NAME, 'a counter goes up by one');
  END IF;
  RETURN NEW;
END $$;

-- The newest orders of this company in which a text occurs. Row security would keep the index from being used, so this
-- looks as the owner and filters by the company itself.
CREATE OR REPLACE FUNCTION find_orders(wanted text, most int) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  SELECT o.id FROM orders_order o
  JOIN parties_contractor c ON c.company_id = o.company_id AND c.id = o.contractor_id
  WHERE o.company_id = current_company()
    AND (o.number_normal LIKE '%' || regexp_replace(upper(wanted), '[^A-Z0-9]', '', 'g') || '%'
           AND regexp_replace(upper(wanted), '[^A-Z0-9]', '', 'g') <> ''
         OR regexp_replace(upper(o.contractor_code), '[^A-Z0-9]', '', 'g')
              LIKE '%' || regexp_replace(upper(wanted), '[^A-Z0-9]', '', 'g') || '%'
           AND regexp_replace(upper(wanted), '[^A-Z0-9]', '', 'g') <> ''
         OR o.title ILIKE '%' || regexp_replace(wanted, '([\\%_])', '\\\1', 'g') || '%'
         OR c.name ILIKE '%' || regexp_replace(wanted, '([\\%_])', '\\\1', 'g') || '%')
  ORDER BY o.created_at DESC, o.id DESC LIMIT most
$$;
