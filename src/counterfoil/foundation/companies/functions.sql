-- The three questions that are asked before a company is known. Nothing else looks across companies.
-- An invitation comes after every company that the user has joined: whoever invites does not move anybody's home.
DROP FUNCTION IF EXISTS companies_of_user(uuid);
CREATE FUNCTION companies_of_user(who uuid)
  RETURNS TABLE (company_id uuid, member_id uuid, name text, slug text, state text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.company_id, m.id, c.name, c.slug, m.state
  FROM companies_member m JOIN companies_company c ON c.id = m.company_id
  WHERE m.user_id = who AND m.state IN ('active', 'invited') ORDER BY m.state <> 'active', c.name, c.id
$$;

-- Whom a key acts for, to whoever knows the digest of its secret: with company and rights, so that a request asks once.
DROP FUNCTION IF EXISTS company_of_key(text);
CREATE OR REPLACE FUNCTION member_of_key(shown_prefix text, digest text)
  RETURNS TABLE (key jsonb, member jsonb, company jsonb, rights jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_jsonb(k) - 'secret_sha256', to_jsonb(m), to_jsonb(c), COALESCE(
    (SELECT jsonb_agg(to_jsonb(r)) FROM companies_right r WHERE r.company_id = m.company_id AND r.member_id = m.id), '[]')
  FROM companies_apikey k JOIN companies_member m ON m.company_id = k.company_id AND m.id = k.member_id
  JOIN companies_company c ON c.id = k.company_id
  WHERE k.prefix = shown_prefix AND k.secret_sha256 = digest
$$;

CREATE OR REPLACE FUNCTION all_companies() RETURNS TABLE (company_id uuid, slug text, sealed bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.slug, COALESCE(
    (SELECT last FROM trail_seal s WHERE s.company_id = c.id ORDER BY number DESC LIMIT 1), 0)
  FROM companies_company c ORDER BY c.id
$$;

-- Whether requester and approver must be two people: always, but for a company of one that switched it off.
CREATE OR REPLACE FUNCTION separated(company uuid, approving text[]) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT separation FROM companies_company WHERE id = company), true) OR 1 < (
    SELECT count(DISTINCT m.id) FROM companies_member m
    JOIN companies_right r ON r.company_id = m.company_id AND r.member_id = m.id
    WHERE m.company_id = company AND m.state = 'active' AND r.role = ANY (approving))
$$;

-- The company's own member has one role, given with the company, and keeps it.
CREATE OR REPLACE FUNCTION guard_right_system() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.role = 'system' THEN
    PERFORM refuse(TG_NAME, 'the company''s own member keeps its role');
  END IF;
  IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM companies_right WHERE company_id = NEW.company_id AND role = 'system'
      AND (NEW.role = 'system' OR member_id = NEW.member_id)) THEN
    PERFORM refuse(TG_NAME, 'the company''s own member has one role, and nobody else has it');
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
