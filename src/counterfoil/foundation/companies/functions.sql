-- The three questions that are asked before a company is known. Nothing else looks across companies.
CREATE OR REPLACE FUNCTION companies_of_user(who uuid) RETURNS TABLE (company_id uuid, member_id uuid, name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.company_id, m.id, c.name FROM companies_member m JOIN companies_company c ON c.id = m.company_id
  WHERE m.user_id = who AND m.state IN ('active', 'invited') ORDER BY c.name, c.id
$$;

CREATE OR REPLACE FUNCTION company_of_key(shown_prefix text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT company_id FROM companies_apikey WHERE prefix = shown_prefix
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
