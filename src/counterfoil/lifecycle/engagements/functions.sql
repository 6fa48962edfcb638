-- An engagement stays the contractor's whose it began as: what is ordered under it, and what is paid, goes by that.
CREATE OR REPLACE FUNCTION guard_engagement_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.contractor_id <> OLD.contractor_id THEN
    PERFORM refuse(TG_NAME, 'an engagement stays its contractor''s');
  END IF;
  RETURN NEW;
END $$;
