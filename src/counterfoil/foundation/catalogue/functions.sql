-- A tolerance in the fewest words: a figure of nothing tolerates nothing.
CREATE OR REPLACE FUNCTION tolerance_kind(kind text, percent numeric, amount numeric) RETURNS text LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN kind = 'percent' AND percent = 0 OR kind = 'amount' AND amount = 0 THEN 'exact'
    WHEN kind = 'both' AND (percent = 0 OR amount = 0) OR kind = 'either' AND percent = 0 AND amount = 0 THEN 'exact'
    WHEN kind = 'either' AND percent = 0 THEN 'amount'
    WHEN kind = 'either' AND amount = 0 THEN 'percent'
    ELSE kind END
$$;

-- Whether a tolerance lets any figure pass that another one stops, whatever figure is expected.
CREATE OR REPLACE FUNCTION tolerates_more(kind text, percent numeric, amount numeric, direction text,
  old_kind text, old_percent numeric, old_amount numeric, old_direction text)
  RETURNS boolean LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN old_kind = 'unlimited' THEN false
    WHEN kind = 'unlimited' OR direction = 'over' AND old_direction = 'both' THEN true
    WHEN tolerance_kind(kind, percent, amount) = 'exact' THEN false
    ELSE NOT COALESCE(CASE tolerance_kind(old_kind, old_percent, old_amount)
      WHEN 'percent' THEN tolerance_kind(kind, percent, amount) IN ('percent', 'both') AND percent <= old_percent
      WHEN 'amount' THEN tolerance_kind(kind, percent, amount) IN ('amount', 'both') AND amount <= old_amount
      WHEN 'both' THEN kind = 'both' AND percent <= old_percent AND amount <= old_amount
      WHEN 'either' THEN CASE tolerance_kind(kind, percent, amount)
        WHEN 'percent' THEN percent <= old_percent
        WHEN 'amount' THEN amount <= old_amount
        WHEN 'both' THEN percent <= old_percent OR amount <= old_amount
        ELSE percent <= old_percent AND amount <= old_amount END
      END, false) END
$$;

-- What the nearest of these versions that says anything says of the ways, the allowance and the rates of tax.
CREATE OR REPLACE FUNCTION versions_say(company uuid, versions uuid[], OUT ways int, OUT allowance numeric, OUT rates numeric[])
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE((array_agg(v.ways ORDER BY n) FILTER (WHERE v.ways IS NOT NULL))[1], 3),
         COALESCE((array_agg(v.allowance_percent ORDER BY n) FILTER (WHERE v.allowance_percent IS NOT NULL))[1], 0),
         (SELECT w.tax_rates FROM unnest(versions) WITH ORDINALITY AS near(id, n)
          JOIN catalogue_policyversion w ON w.company_id = company AND w.id = near.id
          WHERE w.tax_rates IS NOT NULL ORDER BY near.n LIMIT 1)
  FROM unnest(versions) WITH ORDINALITY AS named(id, n)
  JOIN catalogue_policyversion v ON v.company_id = company AND v.id = named.id
$$;

-- The tolerances of these versions by attribute: what the nearest says that says anything.
CREATE OR REPLACE FUNCTION versions_tolerate(company uuid, versions uuid[])
  RETURNS TABLE (attribute text, kind text, percent numeric, amount numeric, direction text) LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (t.attribute) t.attribute, t.kind, t.percent, t.amount, t.direction
  FROM unnest(versions) WITH ORDINALITY AS named(id, n)
  JOIN catalogue_tolerance t ON t.company_id = company AND t.version_id = named.id ORDER BY t.attribute, n
$$;

-- Whether anything may pass by the one list of versions, the nearest first, that the other stopped. In doubt it may. Where
-- nothing is said all is exact and three-way; small differences and rates of tax have a measure of their own then.
CREATE OR REPLACE FUNCTION versions_loosen(company uuid, before uuid[], after uuid[]) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM versions_say(company, before) AS b, versions_say(company, after) AS a
      WHERE (a.ways = 2 AND b.ways <> 2) OR a.allowance > b.allowance
        OR (a.rates IS NULL AND b.rates IS NOT NULL) OR NOT a.rates <@ COALESCE(b.rates, '{0}'))
    OR EXISTS (SELECT FROM versions_tolerate(company, before) AS b FULL JOIN versions_tolerate(company, after) AS a
      USING (attribute) WHERE CASE
        WHEN attribute <> 'small_difference' OR COALESCE(NULLIF(a.kind, 'unlimited'), NULLIF(b.kind, 'unlimited')) IS NULL
          OR (a.kind <> 'unlimited' AND b.kind <> 'unlimited')
        THEN tolerates_more(COALESCE(a.kind, 'exact'), a.percent, a.amount, COALESCE(a.direction, 'both'),
                            COALESCE(b.kind, 'exact'), b.percent, b.amount, COALESCE(b.direction, 'both'))
          AND (attribute <> 'small_difference' OR NULLIF(a.kind, 'unlimited') IS NOT NULL)
        ELSE COALESCE(a.kind, 'unlimited') = 'unlimited' OR tolerance_kind(a.kind, a.percent, a.amount) <> 'exact' END)
$$;

-- The version of the company's own policy that holds now.
CREATE OR REPLACE FUNCTION default_in_force(company uuid) RETURNS uuid LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT newest.id FROM (SELECT DISTINCT ON (policy_id) id, is_default FROM catalogue_policyversion
    WHERE company_id = company ORDER BY policy_id, version DESC) AS newest WHERE newest.is_default
$$;

-- Whether a version loosens: against the one before it, whatever other policy may stand behind the two, and, where the company
-- changes its own policy with it, against what the company said before.
CREATE OR REPLACE FUNCTION version_loosens(company uuid, wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE
  SET search_path = public, pg_temp AS $$
DECLARE
  this catalogue_policyversion;
  earlier catalogue_policyversion;
  behind uuid[];
  company_s uuid;
BEGIN
  SELECT * INTO this FROM catalogue_policyversion WHERE company_id = company AND id = wanted;
  SELECT * INTO earlier FROM catalogue_policyversion
    WHERE company_id = company AND policy_id = this.policy_id AND version = this.version - 1;
  SELECT COALESCE(array_agg(v.id), '{}'), (array_agg(v.id) FILTER (WHERE v.is_default))[1] INTO behind, company_s FROM (
    SELECT DISTINCT ON (policy_id) id, is_default FROM catalogue_policyversion
    WHERE company_id = company AND policy_id <> this.policy_id AND set_at < this.set_at
    ORDER BY policy_id, version DESC) AS v;
  IF earlier.id IS NOT NULL AND EXISTS (SELECT FROM unnest(behind || NULL::uuid) AS other(id)
      WHERE versions_loosen(company, ARRAY[earlier.id, other.id], ARRAY[this.id, other.id])) THEN
    RETURN true;
  END IF;
  IF this.is_default AND NOT COALESCE(earlier.is_default, false) THEN
    RETURN versions_loosen(company, ARRAY[company_s], ARRAY[this.id]);
  END IF;
  RETURN COALESCE(earlier.is_default, false) AND NOT this.is_default
    AND versions_loosen(company, ARRAY[earlier.id], '{}');
END $$;

-- The versions of a policy follow each other, and one policy at a time is the company's. Whether one loosens is not said by
-- whoever writes it.
CREATE OR REPLACE FUNCTION guard_policyversion() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('policies ' || NEW.company_id, 0));
  NEW.xact := pg_current_xact_id();
  NEW.loosens := false;
  IF NEW.version <> 1 + COALESCE((SELECT max(version) FROM catalogue_policyversion
      WHERE company_id = NEW.company_id AND policy_id = NEW.policy_id), 0) OR EXISTS (
    SELECT FROM catalogue_policyversion WHERE company_id = NEW.company_id AND set_at > NEW.set_at) THEN
    PERFORM refuse(TG_NAME, 'a version follows the one before it, and every moment of one that is there');
  END IF;
  IF NEW.is_default AND EXISTS (SELECT FROM catalogue_policyversion WHERE company_id = NEW.company_id
      AND policy_id <> NEW.policy_id AND id = default_in_force(NEW.company_id)) THEN
    PERFORM refuse(TG_NAME, 'one policy is the company''s');
  END IF;
  RETURN NEW;
END $$;

-- A version says all that it says at once.
CREATE OR REPLACE FUNCTION guard_tolerance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM catalogue_policyversion WHERE company_id = NEW.company_id AND id = NEW.version_id
                 AND xact = pg_current_xact_id()) THEN
    PERFORM refuse(TG_NAME, 'the tolerances of a version are set with it');
  END IF;
  RETURN NEW;
END $$;

-- A version, or one more tolerance of it: whether it loosens now.
CREATE OR REPLACE FUNCTION judge_policyversion() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  judged uuid := COALESCE(to_jsonb(NEW)->>'version_id', to_jsonb(NEW)->>'id')::uuid;
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE catalogue_policyversion SET loosens = NOT loosens
      WHERE company_id = NEW.company_id AND id = judged AND loosens <> version_loosens(NEW.company_id, judged);
  END IF;
  RETURN NULL;
END $$;

-- What others have booked under a code stays what it was: a row of a catalogue keeps its code, and the moment of its beginning.
CREATE OR REPLACE FUNCTION guard_code_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (NEW.code, NEW.added_at) IS DISTINCT FROM (OLD.code, OLD.added_at) THEN
    PERFORM refuse(TG_NAME, 'a row of a catalogue keeps its code and its beginning');
  END IF;
  RETURN NEW;
END $$;

-- Whether a text, written plainly, is a value that a field of this kind can hold.
CREATE OR REPLACE FUNCTION is_of_kind(kind text, choices text[], plainly text) RETURNS boolean LANGUAGE plpgsql STABLE
  SET search_path = public, pg_temp AS $$
BEGIN
  RETURN CASE kind
    WHEN 'number' THEN plainly ~ '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$' AND abs(plainly::numeric) <= 1000000000
    WHEN 'flag' THEN lower(plainly) IN ('true', 'false')
    WHEN 'day' THEN plainly ~ '^\d{4}-\d{2}-\d{2}$' AND isfinite(plainly::date)
    WHEN 'time' THEN plainly ~ '^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$'
    WHEN 'moment' THEN plainly ~ '^\d{4}-\d{2}-\d{2}[T ].*(Z|[+-]\d{2}:?\d{2})$' AND isfinite(plainly::timestamptz)
    WHEN 'choice' THEN plainly = ANY (choices)
    WHEN 'line' THEN plainly !~ '[\n\r]'
    ELSE kind = 'text' END;
EXCEPTION WHEN data_exception THEN
  RETURN false;
END $$;

-- Values stand by what a field is on, by what it holds, and by how the trail keeps them: none of that ever changes. What it
-- begins with is one of what it holds.
CREATE OR REPLACE FUNCTION guard_customfield() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.applies_to, NEW.kind, NEW.is_personal) IS DISTINCT FROM (OLD.applies_to, OLD.kind, OLD.is_personal) THEN
    PERFORM refuse(TG_NAME, 'a custom field keeps what it is on, what it holds and how its values are kept');
  END IF;
  IF NEW."default" <> '' AND NOT is_of_kind(NEW.kind, NEW.choices, NEW."default") THEN
    PERFORM refuse(TG_NAME, 'a custom field begins with what it can hold');
  END IF;
  RETURN NEW;
END $$;

-- A value is of a field of its own company that stands on this table and is in use, and is kept as what the field holds, in the
-- column that its field declares for the trail. Argument: on what its field stands.
CREATE OR REPLACE FUNCTION guard_custom_value() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  field catalogue_customfield;
  held jsonb := to_jsonb(NEW);
  kept text;
  words text;
BEGIN
  IF TG_OP = 'UPDATE' AND held->'field_id' <> to_jsonb(OLD)->'field_id' THEN
    PERFORM refuse(TG_NAME, 'a value stays with its field');
  END IF;
  SELECT * INTO field FROM catalogue_customfield WHERE company_id = NEW.company_id AND id = NEW.field_id FOR SHARE;
  IF field.id IS NULL OR field.applies_to <> TG_ARGV[0] THEN
    PERFORM refuse(TG_NAME, 'a value stands where its field does');
  END IF;
  IF field.state <> 'in_use' THEN
    PERFORM refuse(TG_NAME, 'nothing is typed into a field that is retired');
  END IF;
  kept := CASE WHEN field.is_personal THEN 'personal_' ELSE '' END
    || CASE WHEN field.kind IN ('line', 'text', 'choice') THEN 'words' ELSE field.kind END;
  IF held->kept = 'null'::jsonb THEN
    PERFORM refuse(TG_NAME, 'a value is kept as what its field holds');
  END IF;
  words := held->>kept;
  IF field.kind IN ('line', 'text', 'choice') AND (btrim(words) = '' OR NOT is_of_kind(field.kind, field.choices, words)
    OR length(words) > (CASE field.kind WHEN 'text' THEN 10000 ELSE 200 END)) THEN
    PERFORM refuse(TG_NAME, 'words are of the field''s own kind, or one of its choices');
  END IF;
  RETURN NEW;
END $$;

-- A general rate is of another currency than the company's own; its currency and day stay, and each correction is the next version.
CREATE OR REPLACE FUNCTION guard_rate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM companies_company WHERE id = NEW.company_id AND currency <> NEW.currency) THEN
    PERFORM refuse(TG_NAME, 'a rate is of another currency than the company''s own');
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.version <> 1 THEN
      PERFORM refuse(TG_NAME, 'a rate begins with its first version');
    END IF;
  ELSIF (OLD.currency, OLD.day) <> (NEW.currency, NEW.day) OR NEW.version <> OLD.version + 1 THEN
    PERFORM refuse(TG_NAME, 'a rate keeps its currency and day, and each correction is its next version');
  END IF;
  RETURN NEW;
END $$;
