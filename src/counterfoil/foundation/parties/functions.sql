-- Which policy a contractor is matched by from now on. Whether that loosens is not said by whoever writes it.
CREATE OR REPLACE FUNCTION guard_assignment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  held uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('policies ' || NEW.company_id, 0));
  SELECT match_policy_id INTO held FROM parties_contractor
    WHERE company_id = NEW.company_id AND id = NEW.contractor_id FOR UPDATE;
  IF EXISTS (SELECT FROM parties_assignment WHERE company_id = NEW.company_id AND contractor_id = NEW.contractor_id
             AND set_at > NEW.set_at) OR EXISTS (
    SELECT FROM catalogue_policyversion WHERE company_id = NEW.company_id AND set_at > NEW.set_at) THEN
    PERFORM refuse(TG_NAME, 'an assignment follows the one before it, and every version that is there');
  END IF;
  NEW.loosens := assignment_loosens(NEW.company_id, held, NEW.policy_id, NULL);
  RETURN NEW;
END $$;

-- Whether matching by another policy may let something pass: now, or as the policies were at a moment. Behind both stands the
-- company's own.
CREATE OR REPLACE FUNCTION assignment_loosens(company uuid, held uuid, assigned uuid, moment timestamptz) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH newest AS (SELECT DISTINCT ON (policy_id) id, policy_id, is_default FROM catalogue_policyversion
    WHERE company_id = company AND (moment IS NULL OR set_at <= moment) ORDER BY policy_id, version DESC)
  SELECT versions_loosen(company,
    ARRAY[(SELECT id FROM newest WHERE policy_id = held), (SELECT id FROM newest WHERE newest.is_default)],
    ARRAY[(SELECT id FROM newest WHERE policy_id = assigned), (SELECT id FROM newest WHERE newest.is_default)])
$$;

CREATE OR REPLACE FUNCTION count_assignment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE parties_contractor SET match_policy_id = NEW.policy_id
      WHERE company_id = NEW.company_id AND id = NEW.contractor_id;
  END IF;
  RETURN NULL;
END $$;

-- A contractor begins without a policy of its own, and gets one by an assignment alone.
CREATE OR REPLACE FUNCTION guard_contractor_matched() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND NEW.match_policy_id IS NOT NULL)
    OR (OLD.match_policy_id IS DISTINCT FROM NEW.match_policy_id AND TG_OP = 'UPDATE' AND pg_trigger_depth() = 1) THEN
    PERFORM refuse(TG_NAME, 'the policy of a contractor follows its assignments');
  END IF;
  RETURN NEW;
END $$;

-- A contractor keeps its code: their order codes are made from it. Whoever signs in as one has the role for it, is or will be here, and neither approves nor pays: what they bring is for
-- others to decide. Argument: the roles that do.
CREATE OR REPLACE FUNCTION guard_contractor_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.code <> OLD.code THEN
    PERFORM refuse(TG_NAME, 'a contractor keeps its code');
  END IF;
  IF NEW.member_id IS NULL OR (TG_OP = 'UPDATE' AND NEW.member_id IS NOT DISTINCT FROM OLD.member_id) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.member_id IS NOT NULL THEN
    PERFORM refuse(TG_NAME, 'a sign-in is taken from one before it is given to another');
  END IF;
  IF NOT EXISTS (SELECT FROM companies_member m JOIN companies_right r ON r.company_id = m.company_id AND r.member_id = m.id
      WHERE m.company_id = NEW.company_id AND m.id = NEW.member_id AND m.state <> 'gone' AND r.role = 'contractor'
        AND (r.until IS NULL OR counts_today(r.company_id, r.until))) THEN
    PERFORM refuse(TG_NAME, 'who signs in as a contractor has the role contractor');
  END IF;
  IF EXISTS (SELECT FROM companies_right r WHERE r.company_id = NEW.company_id AND r.member_id = NEW.member_id
      AND (r.until IS NULL OR counts_today(r.company_id, r.until)) AND r.role = ANY (string_to_array(TG_ARGV[0], ','))) THEN
    PERFORM refuse(TG_NAME, 'who approves or pays does not sign in as a contractor');
  END IF;
  RETURN NEW;
END $$;

-- The contractors of this company in whose name, code or e-mail address each word occurs. It looks as the owner because row
-- security would keep the indexes from being used, and filters by the company itself.
CREATE OR REPLACE FUNCTION find_contractors(words text[], most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  each text := 'true';
BEGIN
  FOR n IN 1 .. LEAST(cardinality(words), 12) LOOP
    each := each || format(' AND (name ILIKE %1$L OR code ILIKE %1$L OR email ILIKE %1$L)', occurring(words[n]));
  END LOOP;
  RETURN QUERY EXECUTE format('SELECT id FROM parties_contractor WHERE company_id = $1 AND %s ORDER BY name, id LIMIT $2', each)
    USING current_company(), most;
END $$;

-- The contractors of this company of whom custom fields say all of these words, by name: for those who work there.
CREATE OR REPLACE FUNCTION find_contractors_by_fields(wanted text[], most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  each text := '';
BEGIN
  IF cardinality(wanted) = 0 THEN
    RETURN;
  END IF;
  FOR n IN 1 .. LEAST(cardinality(wanted), 12) LOOP
    each := each || format(' AND id IN (SELECT contractor_id FROM parties_contractorvalue WHERE company_id = $1'
      ' AND COALESCE(words, personal_words) ILIKE %L)', occurring(wanted[n]));
  END LOOP;
  RETURN QUERY EXECUTE format('SELECT id FROM parties_contractor WHERE company_id = $1%s ORDER BY name, id LIMIT $2', each)
    USING current_company(), most;
END $$;
