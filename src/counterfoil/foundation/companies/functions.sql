-- The day that a moment is for the company.
CREATE OR REPLACE FUNCTION company_day(company uuid, moment timestamptz) RETURNS date LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT (moment AT TIME ZONE c.timezone)::date FROM companies_company c WHERE c.id = company
$$;

-- Whether a right whose last day is named still counts: on that day too, by the company's day and this server's clock, which no
-- caller sets. Who reads rights asks this of each that has such a day.
CREATE OR REPLACE FUNCTION counts_today(company uuid, until date) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT until IS NULL OR until >= company_day(company, statement_timestamp())
$$;

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
-- A key that has ended is told of by nobody.
DROP FUNCTION IF EXISTS company_of_key(text);
DROP FUNCTION IF EXISTS member_of_key(text, text);
CREATE FUNCTION member_of_key(shown_prefix text, digest text)
  RETURNS TABLE (key jsonb, member jsonb, company jsonb, rights jsonb, makers jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT to_jsonb(k) - 'secret_sha256', to_jsonb(m), to_jsonb(c), COALESCE(
    (SELECT jsonb_agg(to_jsonb(r)) FROM companies_right r WHERE r.company_id = m.company_id AND r.member_id = m.id
      AND (r.until IS NULL OR counts_today(r.company_id, r.until))), '[]'),
    makers_of_keys(k.company_id)
  FROM companies_apikey k JOIN companies_member m ON m.company_id = k.company_id AND m.id = k.member_id
  JOIN companies_company c ON c.id = k.company_id
  WHERE k.prefix = shown_prefix AND k.secret_sha256 = digest AND key_stands(k.company_id, k.id)
$$;

-- A key with the keys that it was made with, one with the other, up to the one that was made in a session.
CREATE OR REPLACE FUNCTION chain_of_key(company uuid, key uuid) RETURNS TABLE (holder uuid, maker uuid) LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  WITH RECURSIVE chain AS (
    SELECT id, member_id, made_by_id, made_with_id FROM companies_apikey WHERE company_id = company AND id = key
    UNION
    SELECT k.id, k.member_id, k.made_by_id, k.made_with_id FROM chain
      JOIN companies_apikey k ON k.company_id = company AND k.id = chain.made_with_id)
  SELECT member_id, made_by_id FROM chain
$$;

-- Whether everybody up the chain of a key is still there, and still has the right to make what they made: a key for somebody
-- else is an engineer's or an owner's, and one for a person, from before that was ended, an owner's.
CREATE OR REPLACE FUNCTION key_stands(company uuid, key uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT FROM chain_of_key(company, key) k
    JOIN companies_member maker ON maker.company_id = company AND maker.id = k.maker
    JOIN companies_member holder ON holder.company_id = company AND holder.id = k.holder
    WHERE maker.state <> 'active' OR holder.state <> 'active' OR (maker.id <> holder.id AND NOT EXISTS (
      SELECT FROM companies_right r WHERE r.company_id = company AND r.member_id = maker.id
        AND (r.until IS NULL OR counts_today(r.company_id, r.until))
        AND (r.role = 'owner' OR (r.role = 'engineer' AND holder.service)))))
$$;

-- What is done by a key is done by its member and by whoever made it, or a key that it was made with. These are everybody who
-- stands behind these members: themselves, and the makers of every key of theirs. One that is revoked counts: it was used.
CREATE OR REPLACE FUNCTION hands(company uuid, members uuid[]) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  WITH RECURSIVE made AS (
    SELECT id, made_by_id, made_with_id FROM companies_apikey WHERE company_id = company AND member_id = ANY (members)
    UNION
    SELECT k.id, k.made_by_id, k.made_with_id FROM made
      JOIN companies_apikey k ON k.company_id = company AND k.id = made.made_with_id)
  SELECT array_remove(members, NULL) || ARRAY(SELECT DISTINCT made_by_id FROM made)
$$;

CREATE OR REPLACE FUNCTION hands(company uuid, member uuid) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$ SELECT hands(company, ARRAY[member]) $$;

-- Whether what one member did and what the others did could be the acts of a single person.
CREATE OR REPLACE FUNCTION same_hands(company uuid, member uuid, others uuid[]) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE(hands(company, member) && hands(company, others), false)
$$;

-- The same for a whole company, as far as anybody has other hands than their own: member → who made keys of theirs.
CREATE OR REPLACE FUNCTION makers_of_keys(company uuid) RETURNS jsonb LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  WITH RECURSIVE made AS (
    SELECT member_id, made_by_id, made_with_id FROM companies_apikey
      WHERE company_id = company AND (made_by_id <> member_id OR made_with_id IS NOT NULL)
    UNION
    SELECT made.member_id, k.made_by_id, k.made_with_id FROM made
      JOIN companies_apikey k ON k.company_id = company AND k.id = made.made_with_id)
  SELECT COALESCE(jsonb_object_agg(member_id, makers), '{}') FROM (
    SELECT member_id, jsonb_agg(DISTINCT made_by_id) AS makers FROM made WHERE made_by_id <> member_id GROUP BY member_id) AS found
$$;

-- Whether a member is a person, who can give their word.
CREATE OR REPLACE FUNCTION is_service(company uuid, member uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT service FROM companies_member WHERE company_id = company AND id = member), false)
$$;

-- Whether a right that names verbs counts while one of these is done: where it names none it carries all of its role.
CREATE OR REPLACE FUNCTION counts_for(named text[], verbs text[]) RETURNS boolean LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$ SELECT named = '{}' OR named && verbs $$;

-- Whether a member is here and holds one of these roles by a right that counts for one of the verbs that are done.
DROP FUNCTION IF EXISTS holds_role(uuid, uuid, text[]);
CREATE OR REPLACE FUNCTION holds_role(company uuid, member uuid, roles text[], verbs text[]) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM companies_member m JOIN companies_right r ON r.company_id = company AND r.member_id = m.id
    WHERE m.company_id = company AND m.id = member AND m.state = 'active' AND r.role = ANY (roles)
      AND (r.until IS NULL OR counts_today(r.company_id, r.until)) AND counts_for(r.only, verbs))
$$;

-- The same for one role up to an amount, in the company's currency.
DROP FUNCTION IF EXISTS reaches(uuid, uuid, text, numeric);
CREATE OR REPLACE FUNCTION reaches(company uuid, member uuid, named text, amount numeric, verbs text[]) RETURNS boolean
  LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM companies_member m JOIN companies_right r ON r.company_id = company AND r.member_id = m.id
    WHERE m.company_id = company AND m.id = member AND m.state = 'active' AND r.role = named
      AND (r.until IS NULL OR counts_today(r.company_id, r.until)) AND (r.most IS NULL OR amount <= r.most) AND counts_for(r.only, verbs))
$$;

-- A key is made by a member for themselves, or for a service member by whoever looks after keys, and with no key but one of
-- the maker's own. Of a key that is there nothing changes but that it ends, once.
CREATE OR REPLACE FUNCTION guard_apikey_made() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) - 'revoked_at' <> to_jsonb(NEW) - 'revoked_at' THEN
      PERFORM refuse(TG_NAME, 'a key stays what it was made as, and whose');
    END IF;
    IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
      PERFORM refuse(TG_NAME, 'a key that was revoked stays revoked');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.made_by_id <> NEW.member_id AND NOT is_service(NEW.company_id, NEW.member_id) THEN
    PERFORM refuse(TG_NAME, 'nobody makes a key for another person');
  END IF;
  IF NEW.made_by_id <> NEW.member_id AND NOT EXISTS (SELECT FROM companies_right r
      WHERE r.company_id = NEW.company_id AND r.member_id = NEW.made_by_id AND r.role IN ('owner', 'engineer')
        AND (r.until IS NULL OR counts_today(r.company_id, r.until))) THEN
    PERFORM refuse(TG_NAME, 'a key for a service member is made by an engineer or an owner');
  END IF;
  IF NEW.made_by_id = NEW.member_id AND is_service(NEW.company_id, NEW.member_id) THEN
    PERFORM refuse(TG_NAME, 'a service member makes no key');
  END IF;
  IF NEW.made_with_id IS NOT NULL AND NOT EXISTS (SELECT FROM companies_apikey
      WHERE company_id = NEW.company_id AND id = NEW.made_with_id AND member_id = NEW.made_by_id) THEN
    PERFORM refuse(TG_NAME, 'a key is made with a key of its maker');
  END IF;
  RETURN NEW;
END $$;

-- Whose link this is, to whoever knows the digest of its secret: asked before a company is known.
CREATE OR REPLACE FUNCTION invitation_of(digest text) RETURNS TABLE (company_id uuid, member_id uuid, link_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.company_id, l.member_id, l.id FROM companies_invitationlink l WHERE l.secret_sha256 = digest
$$;

-- A link is made by an owner, for somebody who is invited; of one that is there nothing changes but that it ends, once.
CREATE OR REPLACE FUNCTION guard_invitationlink_made() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) - ARRAY['used_at', 'ended_at'] <> to_jsonb(NEW) - ARRAY['used_at', 'ended_at'] THEN
      PERFORM refuse(TG_NAME, 'a link stays what it was made as, and whose');
    END IF;
    IF (OLD.used_at IS NOT NULL OR OLD.ended_at IS NOT NULL)
      AND (OLD.used_at, OLD.ended_at) IS DISTINCT FROM (NEW.used_at, NEW.ended_at) THEN
      PERFORM refuse(TG_NAME, 'a link ends once');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.used_at IS NOT NULL OR NEW.ended_at IS NOT NULL THEN
    PERFORM refuse(TG_NAME, 'a link begins unanswered');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.made_by_id, '{owner}', '{member.invite,invitation.renew,invitation.send}') THEN
    PERFORM refuse(TG_NAME, 'a link is made by an owner');
  END IF;
  IF NOT EXISTS (SELECT FROM companies_member WHERE company_id = NEW.company_id AND id = NEW.member_id
      AND state = 'invited') THEN
    PERFORM refuse(TG_NAME, 'a link is for somebody who is invited');
  END IF;
  RETURN NEW;
END $$;

-- A member stays the person, or the service, that they began as. After its first owner nobody is there but by a link that
-- they used, and who was there and left does not come back.
CREATE OR REPLACE FUNCTION guard_member_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  was_here boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.user_id IS NOT NULL AND NEW.state <> 'invited' AND EXISTS (
        SELECT FROM companies_member WHERE company_id = NEW.company_id AND user_id IS NOT NULL) THEN
      PERFORM refuse(TG_NAME, 'a person begins by an invitation');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> NEW.state AND NEW.state <> 'gone' THEN
    SELECT COALESCE(bool_or(used_at IS NOT NULL), OLD.state = 'gone') INTO was_here FROM companies_invitationlink
      WHERE company_id = NEW.company_id AND member_id = NEW.id;
    IF NEW.state = 'active' AND NOT (OLD.state = 'invited' AND was_here) THEN
      PERFORM refuse(TG_NAME, 'a person joins by the link of their invitation');
    END IF;
    IF NEW.state = 'invited' AND was_here OR OLD.state = 'active' THEN
      PERFORM refuse(TG_NAME, 'who was here is not invited again');
    END IF;
  END IF;
  IF (OLD.company_id, OLD.id, OLD.user_id, OLD.email, OLD.service)
    IS DISTINCT FROM (NEW.company_id, NEW.id, NEW.user_id, NEW.email, NEW.service) THEN
    PERFORM refuse(TG_NAME, 'a member stays the same person');
  END IF;
  RETURN NEW;
END $$;

-- A service member has no role by which it could give its word. Argument: the roles that it can have.
CREATE OR REPLACE FUNCTION guard_right_service() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT NEW.role = ANY (string_to_array(TG_ARGV[0], ',')) AND is_service(NEW.company_id, NEW.member_id) THEN
    PERFORM refuse(TG_NAME, 'a service member has no role that gives its word');
  END IF;
  RETURN NEW;
END $$;

-- A right names each of its verbs once, in order: two that carry the same say the same.
CREATE OR REPLACE FUNCTION guard_right_only() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.only IS DISTINCT FROM ARRAY(SELECT DISTINCT verb COLLATE "C" FROM unnest(NEW.only) AS verb
      WHERE verb ~ '^[a-z]+\.[a-z_]+$' ORDER BY 1) THEN
    PERFORM refuse(TG_NAME, 'a right names each of its verbs once, in order');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION all_companies() RETURNS TABLE (company_id uuid, slug text, sealed bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.id, c.slug, COALESCE(
    (SELECT last FROM trail_seal s WHERE s.company_id = c.id ORDER BY number DESC LIMIT 1), 0)
  FROM companies_company c ORDER BY c.id
$$;

-- Whether requester and approver must be two people: always, but for a company of one that switched it off. Who may approve
-- holds one of these roles, by a right that names no verbs, or one by which something is approved or money is let go.
CREATE OR REPLACE FUNCTION separated(company uuid, approving text[]) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT separation FROM companies_company WHERE id = company), true) OR 1 < (
    SELECT count(DISTINCT m.id) FROM companies_member m
    JOIN companies_right r ON r.company_id = m.company_id AND r.member_id = m.id
    WHERE m.company_id = company AND m.state = 'active' AND NOT m.service AND r.role = ANY (approving)
      AND (r.until IS NULL OR counts_today(r.company_id, r.until))
      AND (r.only = '{}' OR r.only && '{exception.accept,payment.release,payment.release_several,payment.mark_paid,refund.confirm}'
        OR EXISTS (SELECT FROM unnest(r.only) AS verb WHERE verb LIKE '%.approve')))
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

-- A view is its member's own, of one list: nobody finds one among theirs that somebody else has put there.
CREATE OR REPLACE FUNCTION guard_view_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.company_id, OLD.id, OLD.member_id, OLD.list_name)
    IS DISTINCT FROM (NEW.company_id, NEW.id, NEW.member_id, NEW.list_name) THEN
    PERFORM refuse(TG_NAME, 'a view stays with its member and its list');
  END IF;
  RETURN NEW;
END $$;

-- A company's logo is one of its own stored documents, kept as a logo.
CREATE OR REPLACE FUNCTION guard_company_logo() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.logo_sha256 <> '' AND NOT EXISTS (SELECT FROM documents_document
      WHERE company_id = NEW.id AND sha256 = NEW.logo_sha256 AND kind = 'logo') THEN
    PERFORM refuse(TG_NAME, 'a logo is a picture that the company has uploaded');
  END IF;
  RETURN NEW;
END $$;
