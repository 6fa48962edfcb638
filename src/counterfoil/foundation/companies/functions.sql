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

CREATE OR REPLACE FUNCTION all_companies() RETURNS TABLE (company_id uuid, slug text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, c.slug FROM companies_company c ORDER BY c.id
$$;
