-- What is written out for each table, said once for all of them: slower, and it has to be the same.

-- Arguments: plain, personal and secret columns.
CREATE OR REPLACE FUNCTION trail_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET timezone = 'UTC' SET bytea_output = 'hex' AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
  new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
  any_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN new_row ELSE old_row END;
  -- Lists and sums of their own: an expression in the query would be reckoned anew for each column.
  plain_names text[] := string_to_array(TG_ARGV[0], ',');
  personal_names text[] := string_to_array(TG_ARGV[1], ',');
  secret_names text[] := string_to_array(TG_ARGV[2], ',');
  changed bigint;
  plain jsonb; personal jsonb; secret jsonb; salts jsonb := '{}'; digests jsonb := '{}';
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse(TG_NAME, 'rows are written in read committed alone: a guard must see what was done meanwhile');
  END IF;
  IF TG_OP = 'UPDATE' AND COALESCE(old_row->'company_id', old_row->'id') <> COALESCE(new_row->'company_id', new_row->'id') THEN
    PERFORM refuse(TG_NAME, 'a row stays in its company');
  END IF;
  SELECT count(*),
         COALESCE(jsonb_object_agg(k, pair) FILTER (WHERE k = ANY (plain_names)), '{}'),
         COALESCE(jsonb_object_agg(k, pair) FILTER (WHERE k = ANY (personal_names)), '{}'),
         COALESCE(jsonb_agg(k ORDER BY k) FILTER (WHERE k = ANY (secret_names)), '[]')
    INTO changed, plain, personal, secret
    FROM (SELECT k, jsonb_build_array(old_row->k, new_row->k) AS pair FROM jsonb_object_keys(any_row) AS k
          WHERE old_row->k IS DISTINCT FROM new_row->k) AS differing;
  IF changed = 0 THEN
    RETURN NULL;
  END IF;
  IF personal <> '{}' THEN
    salts := trail_salts(personal);
    digests := trail_personal_digests(personal, salts);
  END IF;
  INSERT INTO trail_change (company_id, entry_id, xact, relation, row_id, op, plain, personal, secret, salts,
                            personal_digests, digest, at)
  VALUES (COALESCE(any_row->>'company_id', any_row->>'id')::uuid, NULLIF(current_setting('app.entry', true), '')::uuid, pg_current_xact_id(),
          TG_TABLE_NAME, (any_row->>'id')::uuid, left(TG_OP, 1), plain, personal, secret, salts, digests,
          trail_text_digest(jsonb_build_array(TG_TABLE_NAME, any_row->'id', left(TG_OP, 1), plain, digests, secret)),
          clock_timestamp());
  RETURN NULL;
END $$;

-- Arguments: frozen states; free columns.
CREATE OR REPLACE FUNCTION guard_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE free text[] := string_to_array(TG_ARGV[1], ',');
BEGIN
  IF OLD.state = ANY (string_to_array(TG_ARGV[0], ',')) AND to_jsonb(OLD) - free <> to_jsonb(NEW) - free THEN
    PERFORM refuse(TG_NAME, format('%s is frozen since it is %s', TG_TABLE_NAME, OLD.state));
  END IF;
  RETURN NEW;
END $$;

-- Arguments: parent table; key column; frozen states of the parent; free columns.
CREATE OR REPLACE FUNCTION guard_frozen_with() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  parent_state text;
  parent_row jsonb;
  free text[] := string_to_array(TG_ARGV[3], ',');
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - free = to_jsonb(NEW) - free THEN
    RETURN NEW;
  END IF;
  FOREACH parent_row IN ARRAY array_remove(ARRAY[
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
    CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END], NULL)
  LOOP
    EXECUTE format('SELECT state FROM public.%I WHERE company_id = $1 AND id = $2 FOR SHARE', TG_ARGV[0])
      INTO parent_state
      USING (parent_row->>'company_id')::uuid, (parent_row->>TG_ARGV[1])::uuid;
    -- A parent that can't be seen counts as frozen: the company could be switched in the middle of a statement.
    IF parent_state IS NULL OR parent_state = ANY (string_to_array(TG_ARGV[2], ',')) THEN
      PERFORM refuse(TG_NAME, format('%s is frozen with its %s', TG_TABLE_NAME, TG_ARGV[0]));
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

-- Argument: columns that only counting triggers write. They begin at nothing, and a statement of its own never moves them.
CREATE OR REPLACE FUNCTION guard_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  counted text;
  before jsonb;
  after jsonb;
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
    RETURN NEW;
  END IF;
  before := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) END;
  after := to_jsonb(NEW);
  FOREACH counted IN ARRAY string_to_array(TG_ARGV[0], ',') LOOP
    IF COALESCE((before->>counted)::numeric, 0) <> (after->>counted)::numeric THEN
      PERFORM refuse(TG_NAME, format('%s of %s follows its rows and is never written by itself', counted, TG_TABLE_NAME));
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
