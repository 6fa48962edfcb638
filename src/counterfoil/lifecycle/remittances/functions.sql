-- An advice is of a payment that was sent, is hashed as it stands, and adds up to its payment; it is void once the payment ended
-- without arriving.
CREATE OR REPLACE FUNCTION guard_remittance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  paying payments_payment;
  says jsonb;
BEGIN
  SELECT * INTO paying FROM payments_payment WHERE company_id = NEW.company_id AND id = NEW.payment_id FOR SHARE;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.state = 'void' AND OLD.state <> 'void' AND paying.state NOT IN ('failed', 'cancelled', 'reversed') THEN
      PERFORM refuse(TG_NAME, format('the payment is %s, so its advice stands', paying.state));
    END IF;
    RETURN NEW;
  END IF;
  IF COALESCE(paying.state, '') NOT IN ('initiated', 'settled') THEN
    PERFORM refuse(TG_NAME, 'a payment that was sent is advised of, and no other');
  END IF;
  IF NEW.sha256 <> encode(sha256(convert_to(NEW.content, 'UTF8')), 'hex') THEN
    PERFORM refuse(TG_NAME, 'an advice is hashed as it stands');
  END IF;
  says := NEW.content::jsonb;
  IF (says->>'amount')::numeric IS DISTINCT FROM paying.amount OR says->>'currency' IS DISTINCT FROM paying.currency
    OR paying.amount IS DISTINCT FROM
      (SELECT sum((one->>'amount')::numeric) FROM jsonb_array_elements(says->'rows') AS one)
      - COALESCE((SELECT sum((one->>'amount')::numeric) FROM jsonb_array_elements(says->'set_offs') AS one), 0) THEN
    PERFORM refuse(TG_NAME, 'an advice adds up to its payment');
  END IF;
  RETURN NEW;
END $$;

-- What is mailed of a payment is its advice as it stands: the advice while it holds, and that it is void afterwards.
CREATE OR REPLACE FUNCTION guard_remittance_mail() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.kind IN ('remittance', 'remittance_void') AND (TG_OP = 'INSERT' OR (OLD.state = 'waiting' AND NEW.state = 'sending'))
    AND NOT EXISTS (SELECT FROM remittances_remittance r
      WHERE r.company_id = NEW.company_id AND r.payment_id = NEW.payment_id AND NEW.document_sha256 =
        CASE WHEN NEW.kind = 'remittance' AND r.state = 'stands' THEN r.sha256
          WHEN NEW.kind = 'remittance_void' AND r.state = 'void' THEN r.void_sha256 END) THEN
    PERFORM refuse(TG_NAME, 'a payment is told of by its own advice, as it stands');
  END IF;
  RETURN NEW;
END $$;
