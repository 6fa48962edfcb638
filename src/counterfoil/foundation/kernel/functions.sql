-- The company this transaction works for. Loud: a forgotten scope is an error, never an empty page.
CREATE OR REPLACE FUNCTION current_company() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE company text := current_setting('app.company', true);
BEGIN
  IF company IS NULL OR company = '' THEN
    RAISE EXCEPTION 'no company is set' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN company::uuid;
END $$;

-- How every guard says no: as an integrity error that carries the guard's own name.
CREATE OR REPLACE FUNCTION refuse(guard text, sentence text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%', sentence USING ERRCODE = 'check_violation', CONSTRAINT = guard;
END $$;

-- Arguments: first states; permitted moves as 'from>to'. Lists are separated by commas.
CREATE OR REPLACE FUNCTION guard_states() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT NEW.state = ANY (string_to_array(TG_ARGV[0], ',')) THEN
      PERFORM refuse(TG_NAME, format('%s can not begin as %s', TG_TABLE_NAME, NEW.state));
    END IF;
  ELSIF OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state) = ANY (string_to_array(TG_ARGV[1], ',')) THEN
    PERFORM refuse(TG_NAME, format('%s can not go from %s to %s', TG_TABLE_NAME, OLD.state, NEW.state));
  END IF;
  RETURN NEW;
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
