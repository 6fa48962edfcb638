-- What became of something that arrived is said once; only what waits for its order is told of later, and until then it
-- waits for that order. What it says of the order's lines is known only once it is there.
CREATE OR REPLACE FUNCTION guard_arrival() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  told text[] := '{became,became_id,same_as,reasons,order_id,waits_for,content}';
BEGIN
  IF OLD.became <> 'waiting' OR to_jsonb(OLD) - told <> to_jsonb(NEW) - told THEN
    PERFORM refuse(TG_NAME, 'the receive log is told of once');
  END IF;
  IF NEW.became = 'waiting' AND NEW.waits_for <> OLD.waits_for THEN
    PERFORM refuse(TG_NAME, 'what waits goes on waiting for the same order');
  END IF;
  IF NEW.content <> OLD.content AND (OLD.content <> '' OR NEW.became = 'waiting') THEN
    PERFORM refuse(TG_NAME, 'what it says is kept once, when it is taken in');
  END IF;
  RETURN NEW;
END $$;

-- What was turned away is admitted by a person who did not send it.
CREATE OR REPLACE FUNCTION guard_arrival_admitted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.door <> 'admitted' THEN
    RETURN NEW;
  END IF;
  IF is_service(NEW.company_id, NEW.sender_id) THEN
    PERFORM refuse(TG_NAME, 'a service admits nothing');
  END IF;
  IF same_hands(NEW.company_id, NEW.sender_id, ARRAY(SELECT sender_id FROM documents_arrival
      WHERE company_id = NEW.company_id AND id = NEW.same_as)) THEN
    PERFORM refuse(TG_NAME, 'who sent a document can not admit it');
  END IF;
  RETURN NEW;
END $$;

-- The newest of what arrived at this company under a name or a number in which each word occurs.
CREATE OR REPLACE FUNCTION find_arrivals(words text[], most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  each text := 'true';
BEGIN
  FOR n IN 1 .. LEAST(cardinality(words), 12) LOOP
    each := each || format(' AND (name ILIKE %1$L OR number ILIKE %1$L)', occurring(words[n]));
  END LOOP;
  RETURN QUERY EXECUTE format('SELECT id FROM documents_arrival WHERE company_id = $1 AND %s'
    ' ORDER BY arrived_at DESC, id DESC LIMIT $2', each) USING current_company(), most;
END $$;
