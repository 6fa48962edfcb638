-- What an approval is asked for where nobody can say how much at the most.
CREATE OR REPLACE FUNCTION no_most() RETURNS numeric LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT 999999999999999999999999
$$;

-- An approval is given only when it has steps and every one of them is given.
CREATE OR REPLACE FUNCTION guard_approval_complete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state = 'open' AND NEW.state = 'given' AND NOT COALESCE(
    (SELECT bool_and(state = 'given') FROM approvals_step WHERE company_id = NEW.company_id AND approval_id = NEW.id),
    false)
  THEN
    PERFORM refuse(TG_NAME, 'an approval is given only when every step is');
  END IF;
  RETURN NEW;
END $$;

-- A step is decided by a member, in order, on an open approval, and never by who asked for it: but for a company of one
-- that has switched separation off, and then the step is marked. A new step comes only with a new approval.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_step_separation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked approvals_approval;
  verbs text[];
BEGIN
  SELECT * INTO asked FROM approvals_approval WHERE company_id = NEW.company_id AND id = NEW.approval_id;
  IF asked.state IS DISTINCT FROM 'open' THEN
    PERFORM refuse(TG_NAME, 'this approval is closed');
  END IF;
  IF NEW.state = 'waiting' THEN
    RETURN NEW;
  END IF;
  IF NEW.member_id IS NULL OR NEW.decided_at IS NULL THEN
    PERFORM refuse(TG_NAME, 'a step is decided by somebody, at some moment');
  END IF;
  IF EXISTS (SELECT FROM approvals_step WHERE company_id = NEW.company_id AND approval_id = NEW.approval_id
             AND position < NEW.position AND state <> 'given') THEN
    PERFORM refuse(TG_NAME, 'an earlier step is still open');
  END IF;
  IF is_service(NEW.company_id, NEW.member_id) THEN
    PERFORM refuse(TG_NAME, 'a service decides on nothing');
  END IF;
  IF same_hands(NEW.company_id, NEW.member_id, ARRAY(SELECT member_id FROM approvals_step
      WHERE company_id = NEW.company_id AND approval_id = NEW.approval_id AND position < NEW.position)) THEN
    PERFORM refuse(TG_NAME, 'each step is taken by another person');
  END IF;
  NEW.by_requester := same_hands(NEW.company_id, NEW.member_id, asked.interested);
  IF NEW.by_requester AND NEW.state = 'given' AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who asked for an approval can not give it');
  END IF;
  -- An approval is asked for by the verb that submits, as in order.submit.
  verbs := ARRAY[split_part(asked.verb, '.', 1) || CASE NEW.state WHEN 'given' THEN '.approve' ELSE '.reject' END];
  IF NOT holds_role(NEW.company_id, NEW.member_id, ARRAY[NEW.role], verbs) THEN
    PERFORM refuse(TG_NAME, 'a step is decided by whom its role names');
  END IF;
  IF NOT reaches(NEW.company_id, NEW.member_id, NEW.role, asked.amount, verbs) THEN
    PERFORM refuse(TG_NAME, 'a step is decided by whose right reaches so far');
  END IF;
  RETURN NEW;
END $$;
