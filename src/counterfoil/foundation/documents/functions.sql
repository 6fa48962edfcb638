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
