-- A number is dealt once, in the step from approved to issued, together with the document it stands on.
CREATE OR REPLACE FUNCTION guard_order_number() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  issuing boolean := false;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.origin <> 'loaded' AND (NEW.number IS NOT NULL OR NEW.number_normal IS NOT NULL OR NEW.contractor_code IS NOT NULL) THEN
      PERFORM refuse(TG_NAME, 'a number is dealt at issue');
    END IF;
    IF NEW.number_normal = '' OR NEW.number_normal <> order_number(NEW.number) THEN
      PERFORM refuse(TG_NAME, 'a loaded number is compared by its own capitals and digits');
    END IF;
    RETURN NEW;
  END IF;
  issuing := OLD.state = 'approved' AND NEW.state = 'issued';
  IF NOT issuing AND (OLD.number, OLD.number_normal, OLD.contractor_code, OLD.issued_at, OLD.issued_on)
    IS DISTINCT FROM (NEW.number, NEW.number_normal, NEW.contractor_code, NEW.issued_at, NEW.issued_on) THEN
    PERFORM refuse(TG_NAME, 'a number is dealt at issue and never edited');
  END IF;
  IF issuing AND (NEW.number IS NULL OR NEW.number_normal IS NULL OR NEW.contractor_code IS NULL
    OR NEW.issued_at IS NULL OR NEW.issued_on IS NULL) THEN
    PERFORM refuse(TG_NAME, 'an order is issued with its number, its contractor code and its day');
  END IF;
  IF issuing AND NEW.number_normal <> order_number(NEW.number) THEN
    PERFORM refuse(TG_NAME, 'a number is compared by its own capitals and digits');
  END IF;
  IF issuing AND NEW.document_sha256 <> encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') THEN
    PERFORM refuse(TG_NAME, 'the document is not the one that was hashed');
  END IF;
  RETURN NEW;
END $$;

-- An order that was minted elsewhere enters as issued, with its number, its day and the record of what arrived, and with
-- nothing that stands yet. Its versions come to stand one after the other, and it is attached to an engagement once.
CREATE OR REPLACE FUNCTION guard_order_loaded() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (NEW.origin = 'loaded') <> (NEW.state = 'issued') THEN
      PERFORM refuse(TG_NAME, 'an order begins as a draft, and a loaded one as issued');
    END IF;
    IF NEW.origin = 'loaded' AND (NEW.revision_number <> -1 OR NEW.number IS NULL OR NEW.number_normal IS NULL
      OR (NEW.contractor_code IS NULL) <> (NEW.kind = 'shared') OR NEW.issued_on IS NULL OR NEW.issued_at IS NULL) THEN
      PERFORM refuse(TG_NAME, 'a loaded order enters with its number and its day, and nothing of it stands yet');
    END IF;
    IF NEW.origin = 'loaded' AND NOT EXISTS (SELECT FROM documents_arrival
        WHERE company_id = NEW.company_id AND id = NEW.loaded_from_id AND became = 'order' AND became_id = NEW.id) THEN
      PERFORM refuse(TG_NAME, 'a loaded order is what an arrival became');
    END IF;
  ELSE
    -- A draft that called itself loaded would need no approval.
    IF (OLD.origin, OLD.loaded_from_id) IS DISTINCT FROM (NEW.origin, NEW.loaded_from_id) THEN
      PERFORM refuse(TG_NAME, 'where an order was minted never changes');
    END IF;
    -- Without them nobody could tell whose interest it is.
    IF (OLD.requester_id, OLD.replaces_id) IS DISTINCT FROM (NEW.requester_id, NEW.replaces_id) THEN
      PERFORM refuse(TG_NAME, 'who asked for an order, and what it replaces, never changes');
    END IF;
    IF OLD.revision_number <> NEW.revision_number AND (NEW.origin <> 'loaded' OR NEW.state <> 'issued'
      OR NEW.revision_number <> OLD.revision_number + 1 OR NOT EXISTS (SELECT FROM orders_revision
        WHERE company_id = NEW.company_id AND order_id = NEW.id AND number = NEW.revision_number)) THEN
      PERFORM refuse(TG_NAME, 'the versions of a loaded order stand one after the other');
    END IF;
  END IF;
  IF COALESCE(OLD.state, NEW.state) <> 'draft'
    AND (OLD.engagement_id, OLD.team_id) IS DISTINCT FROM (NEW.engagement_id, NEW.team_id)
    AND (OLD.engagement_id IS NOT NULL OR NOT EXISTS (SELECT FROM engagements_engagement e
      WHERE e.company_id = NEW.company_id AND e.id = NEW.engagement_id AND e.contractor_id = NEW.contractor_id
        AND e.team_id IS NOT DISTINCT FROM NEW.team_id)) THEN
    PERFORM refuse(TG_NAME, 'an order is attached once, to an engagement of its contractor');
  END IF;
  RETURN NEW;
END $$;

-- The orders whose words authorise what is done on one: itself and, of a share, what it draws on.
CREATE OR REPLACE FUNCTION authorised_by(company uuid, ordered uuid) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT ARRAY[ordered] || ARRAY(SELECT drawn_from_id FROM orders_order
    WHERE company_id = company AND id = ordered AND drawn_from_id IS NOT NULL)
$$;

-- Whether somebody may use a shared order: everybody where it is not restricted; else who is named, who manages the orders of a
-- team that is named, and those who look after all of them.
CREATE OR REPLACE FUNCTION may_use(company uuid, ordered uuid, member uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM orders_order o WHERE o.company_id = company AND o.id = ordered AND NOT o.restricted)
    OR holds_role(company, member, '{owner,finance,issuer}', '{order.share,offer.choose_order,jobpost.choose_order}')
    OR EXISTS (SELECT FROM orders_permitted p LEFT JOIN companies_right r ON r.company_id = company AND r.member_id = member
        AND r.role = 'manager' AND (r.until IS NULL OR counts_today(r.company_id, r.until)) AND (r.team_id = p.team_id OR r.team_id IS NULL)
        AND counts_for(r.only, '{order.share,offer.choose_order,jobpost.choose_order}')
      WHERE p.company_id = company AND p.order_id = ordered AND p.live
        AND (p.member_id = member OR p.team_id IS NOT NULL AND r.id IS NOT NULL))
$$;

-- A share is drawn from a shared order that is open, in its currency and under its number, by somebody who may use it, and not for
-- themselves. What an order is and what it draws on stays. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_order_shared() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  shared orders_order;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.kind, OLD.drawn_from_id) IS DISTINCT FROM (NEW.kind, NEW.drawn_from_id) THEN
      PERFORM refuse(TG_NAME, 'what kind of order it is, and what it draws on, never changes');
    END IF;
    IF NEW.title <> OLD.title AND OLD.state IN ('issued', 'closed') AND NEW.kind <> 'shared' THEN
      PERFORM refuse(TG_NAME, 'an issued order keeps its title');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.kind <> 'share' THEN
    RETURN NEW;
  END IF;
  SELECT * INTO shared FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.drawn_from_id FOR UPDATE;
  IF (shared.kind, shared.state, shared.currency, shared.number, shared.number_normal)
    IS DISTINCT FROM ('shared', 'issued', NEW.currency, NEW.number, NEW.number_normal) THEN
    PERFORM refuse(TG_NAME, 'a share is drawn from an open shared order, in its currency and under its number');
  END IF;
  IF company_day(NEW.company_id, NEW.issued_at) > shared.valid_through THEN
    PERFORM refuse(TG_NAME, 'nothing new is drawn from an order after its last day');
  END IF;
  IF NOT may_use(NEW.company_id, NEW.drawn_from_id, NEW.requester_id) THEN
    PERFORM refuse(TG_NAME, 'a restricted order is used by those who are named');
  END IF;
  IF EXISTS (SELECT FROM orders_confirmation WHERE company_id = NEW.company_id AND order_id = NEW.drawn_from_id
      AND confirmed_by_id IS NULL) THEN
    PERFORM refuse(TG_NAME, 'nothing is drawn from an order before finance has confirmed it, where it waits for that');
  END IF;
  IF separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) AND same_hands(NEW.company_id, NEW.requester_id, ARRAY(
      SELECT member_id FROM parties_contractor WHERE company_id = NEW.company_id AND id = NEW.contractor_id)) THEN
    PERFORM refuse(TG_NAME, 'nobody draws on an order for themselves');
  END IF;
  RETURN NEW;
END $$;

-- What a share holds of the order that it draws on: all of its limit while it goes on, and what was used of it once it is closed.
CREATE OR REPLACE FUNCTION held_by(state text, authorised numeric, accepted numeric, used numeric) RETURNS numeric
  LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE state WHEN 'cancelled' THEN 0 WHEN 'closed' THEN GREATEST(accepted, used) ELSE authorised END
$$;

-- What a share brings to the order that it draws on. The shared row is locked after its share's, as a counter is: whoever draws
-- locks the shared one alone, and the share is new.
CREATE OR REPLACE FUNCTION count_shares() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  was orders_order;
  more numeric;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    was := OLD;
  END IF;
  IF NEW.drawn_from_id IS NULL THEN
    RETURN NULL;
  END IF;
  -- A share is issued as it is drawn: what it says has to keep to its contract then.
  IF TG_OP = 'UPDATE' AND NEW.revision_number <> was.revision_number THEN
    PERFORM 1 FROM engagements_contract WHERE company_id = NEW.company_id AND engagement_id = NEW.engagement_id FOR UPDATE;
    IF FOUND AND outside_contract(NEW.company_id, NEW.id) THEN
      PERFORM refuse(TG_NAME, 'a share keeps to the contract of its engagement');
    END IF;
  END IF;
  more := held_by(NEW.state, NEW.limit_amount, NEW.accepted_amount,
      NEW.covered_amount + NEW.charged_amount + NEW.written_off_amount)
    - COALESCE(held_by(was.state, was.limit_amount, was.accepted_amount,
      was.covered_amount + was.charged_amount + was.written_off_amount), 0);
  IF more = 0 AND (was.accepted_amount, was.covered_amount, was.charged_amount, was.written_off_amount, was.state)
    IS NOT DISTINCT FROM (NEW.accepted_amount, NEW.covered_amount, NEW.charged_amount, NEW.written_off_amount, NEW.state) THEN
    RETURN NULL;
  END IF;
  UPDATE orders_order SET
    drawn_amount = drawn_amount + more,
    accepted_amount = accepted_amount + NEW.accepted_amount - COALESCE(was.accepted_amount, 0),
    covered_amount = covered_amount + NEW.covered_amount - COALESCE(was.covered_amount, 0),
    charged_amount = charged_amount + NEW.charged_amount - COALESCE(was.charged_amount, 0),
    written_off_amount = written_off_amount + NEW.written_off_amount - COALESCE(was.written_off_amount, 0),
    live_claims = live_claims + (NEW.state <> 'cancelled')::int - COALESCE((was.state <> 'cancelled')::int, 0),
    open_claims = open_claims + (NEW.state = 'issued')::int - COALESCE((was.state = 'issued')::int, 0)
    WHERE company_id = NEW.company_id AND id = NEW.drawn_from_id;
  RETURN NULL;
END $$;

-- What is done, billed and paid in advance stands on the share of a contract, never on the order that several share.
CREATE OR REPLACE FUNCTION guard_not_on_shared() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (TG_OP = 'INSERT' OR NEW.order_id IS DISTINCT FROM OLD.order_id) AND EXISTS (SELECT FROM orders_order
      WHERE company_id = NEW.company_id AND id = NEW.order_id AND kind = 'shared') THEN
    PERFORM refuse(TG_NAME, 'what is done and billed stands on the share of a contract');
  END IF;
  RETURN NEW;
END $$;

-- Who may use a shared order is said by finance, a PO administrator or an owner, and is only ever taken back.
CREATE OR REPLACE FUNCTION guard_permitted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) - 'live' <> to_jsonb(NEW) - 'live' OR NEW.live AND NOT OLD.live THEN
      PERFORM refuse(TG_NAME, 'that somebody may use an order is only ever taken back');
    END IF;
    RETURN NEW;
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.given_by_id, '{finance,owner,po_admin}', '{order.permit,member.hand_over}') THEN
    PERFORM refuse(TG_NAME, 'who may use an order is said by finance, a PO administrator or an owner');
  END IF;
  IF NOT NEW.live OR NOT EXISTS (SELECT FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id
      AND kind = 'shared') THEN
    PERFORM refuse(TG_NAME, 'who may use it is said of a shared order');
  END IF;
  RETURN NEW;
END $$;

-- An order is chosen for a draft where the programme is on: one that is shared, open, in the same currency, and that may be used by
-- who chooses. The choices of one offer or post follow each other.
CREATE OR REPLACE FUNCTION guard_choice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  state text;
  money text;
  team uuid;
  chosen orders_order;
BEGIN
  -- Whoever gets one may leave, and hand that over.
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) - 'owner_id' <> to_jsonb(NEW) - 'owner_id' OR NEW.owner_id IS NULL THEN
      PERFORM refuse(TG_NAME, 'what was chosen stands; only who gets an order may change');
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.offer_id IS NOT NULL THEN
    SELECT o.state, o.currency, o.team_id INTO state, money, team FROM engagements_offer o
      WHERE o.company_id = NEW.company_id AND o.id = NEW.offer_id FOR UPDATE;
  ELSE
    SELECT p.state, p.currency, p.team_id INTO state, money, team FROM engagements_jobpost p
      WHERE p.company_id = NEW.company_id AND p.id = NEW.post_id FOR UPDATE;
  END IF;
  IF state IS DISTINCT FROM 'draft' THEN
    PERFORM refuse(TG_NAME, 'an order is chosen for a draft');
  END IF;
  IF programme_of(NEW.company_id, team) = 'off' THEN
    PERFORM refuse(TG_NAME, 'no order is chosen where the programme is off');
  END IF;
  IF NEW.version <> 1 + COALESCE((SELECT max(version) FROM orders_choice
      WHERE company_id = NEW.company_id AND (offer_id = NEW.offer_id OR post_id = NEW.post_id)), 0) THEN
    PERFORM refuse(TG_NAME, 'each choice follows the one before');
  END IF;
  IF NEW.order_id IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT * INTO chosen FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id;
  IF (chosen.kind, chosen.state, chosen.currency) IS DISTINCT FROM ('shared', 'issued', money) THEN
    PERFORM refuse(TG_NAME, 'what is chosen is a shared order that is open, in the same currency');
  END IF;
  IF company_day(NEW.company_id, NEW.chosen_at) > chosen.valid_through THEN
    PERFORM refuse(TG_NAME, 'an order is chosen until its last day');
  END IF;
  IF NOT may_use(NEW.company_id, NEW.order_id, NEW.chosen_by_id) THEN
    PERFORM refuse(TG_NAME, 'a restricted order is chosen by those who are named');
  END IF;
  RETURN NEW;
END $$;

-- An offer or post is told what was chosen for it.
CREATE OR REPLACE FUNCTION tell_choice() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  says text := CASE WHEN NEW.order_id IS NULL THEN 'later' ELSE 'order' END;
  called text := COALESCE((SELECT number FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id), '');
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RETURN NULL;
  END IF;
  IF NEW.offer_id IS NOT NULL THEN
    UPDATE engagements_offer SET order_choice = says, order_number = called, order_version = NEW.version, order_open = true,
      order_chooser_id = NEW.chosen_by_id, version = version + 1 WHERE company_id = NEW.company_id AND id = NEW.offer_id;
  ELSE
    UPDATE engagements_jobpost SET order_choice = says, order_number = called, order_version = NEW.version, version = version + 1
      WHERE company_id = NEW.company_id AND id = NEW.post_id;
  END IF;
  RETURN NULL;
END $$;

-- An offer is told whether an order stands for what came of it.
CREATE OR REPLACE FUNCTION tell_offer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  stands boolean;
BEGIN
  IF NEW.engagement_id IS NULL OR (TG_OP = 'UPDATE' AND (OLD.state, OLD.engagement_id)
      IS NOT DISTINCT FROM (NEW.state, NEW.engagement_id)) THEN
    RETURN NULL;
  END IF;
  stands := EXISTS (SELECT FROM orders_order WHERE company_id = NEW.company_id AND engagement_id = NEW.engagement_id
    AND state IN ('issued', 'closed'));
  UPDATE engagements_offer SET order_open = NOT stands WHERE company_id = NEW.company_id AND engagement_id = NEW.engagement_id
    AND order_choice <> '' AND order_open = stands;
  RETURN NULL;
END $$;

-- What an offer or a post says of its order is what was chosen for it last, and nothing else; whether one stands, the orders tell.
CREATE OR REPLACE FUNCTION guard_on_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  last orders_choice;
  called text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.order_choice <> '' THEN
      PERFORM refuse(TG_NAME, 'what it draws on is chosen for it once it is there');
    END IF;
    RETURN NEW;
  END IF;
  -- Whoever lets it go out has chosen what it draws on: somebody else may have written at it since, or may not use that order.
  IF TG_TABLE_NAME = 'engagements_offer' THEN
    IF OLD.state = 'draft' AND NEW.state IN ('in_review', 'sent') AND NEW.order_choice = 'order' AND NEW.order_chooser_id
      IS DISTINCT FROM (CASE NEW.state WHEN 'sent' THEN NEW.sent_by_id
        ELSE (SELECT requester_id FROM approvals_approval WHERE company_id = NEW.company_id AND id = NEW.approval_id) END) THEN
      PERFORM refuse(TG_NAME, 'an offer is sent by who chose the order that it draws on');
    END IF;
    IF OLD.order_chooser_id IS DISTINCT FROM NEW.order_chooser_id AND pg_trigger_depth() = 1 THEN
      PERFORM refuse(TG_NAME, 'who chose its order is told with what was chosen');
    END IF;
  END IF;
  -- A job post has no such column.
  IF to_jsonb(OLD)->'order_open' IS DISTINCT FROM to_jsonb(NEW)->'order_open' AND pg_trigger_depth() = 1 THEN
    PERFORM refuse(TG_NAME, 'whether an order stands for it is told by the orders');
  END IF;
  IF NEW.order_choice = 'order' AND OLD.currency <> NEW.currency THEN
    PERFORM refuse(TG_NAME, 'what draws on an order stays in its currency');
  END IF;
  IF (OLD.order_choice, OLD.order_number, OLD.order_version) = (NEW.order_choice, NEW.order_number, NEW.order_version) THEN
    RETURN NEW;
  END IF;
  SELECT * INTO last FROM orders_choice WHERE company_id = NEW.company_id AND (offer_id = NEW.id OR post_id = NEW.id)
    ORDER BY version DESC LIMIT 1;
  SELECT number INTO called FROM orders_order WHERE company_id = NEW.company_id AND id = last.order_id;
  IF (last.version, COALESCE(called, '')) IS DISTINCT FROM (NEW.order_version, NEW.order_number)
    OR NEW.order_choice <> (CASE WHEN last.order_id IS NULL THEN 'later' ELSE 'order' END) THEN
    PERFORM refuse(TG_NAME, 'what it says of its order is what was chosen for it');
  END IF;
  RETURN NEW;
END $$;

-- Finance's word on an order that was added while hiring is asked for once, and given by finance or an owner who did not add it.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_confirmation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.confirmed_by_id IS NOT NULL OR NOT EXISTS (SELECT FROM orders_order WHERE company_id = NEW.company_id
        AND id = NEW.order_id AND kind = 'shared') THEN
      PERFORM refuse(TG_NAME, 'a word is asked for on a shared order, and given later');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.confirmed_by_id IS NOT NULL OR (OLD.order_id, OLD.asked_by_id, OLD.asked_at)
    IS DISTINCT FROM (NEW.order_id, NEW.asked_by_id, NEW.asked_at) THEN
    PERFORM refuse(TG_NAME, 'a word that was asked for is given once');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.confirmed_by_id, '{finance,owner}', '{order.confirm}') OR is_service(NEW.company_id, NEW.confirmed_by_id) THEN
    PERFORM refuse(TG_NAME, 'an order is confirmed by finance or an owner');
  END IF;
  IF same_hands(NEW.company_id, NEW.confirmed_by_id, ARRAY[NEW.asked_by_id])
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who added an order does not confirm it');
  END IF;
  RETURN NEW;
END $$;

-- The last day of an order: that of the revision which stands; of a shared order its own, and no share outlives it.
CREATE OR REPLACE FUNCTION last_day(company uuid, ordered uuid) RETURNS date LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT LEAST(COALESCE(o.valid_through, r.ends_on), s.valid_through) FROM orders_order o
    JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
    LEFT JOIN orders_order s ON s.company_id = o.company_id AND s.id = o.drawn_from_id
    WHERE o.company_id = company AND o.id = ordered
$$;

-- How many days ahead it is said that an order runs out.
CREATE OR REPLACE FUNCTION expiry_days(company uuid) RETURNS int LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT expiry_days FROM orders_runoutpolicy WHERE company_id = company ORDER BY version DESC LIMIT 1), 14)
$$;

-- By how many per cent of the whole the money of an order may be ahead of its days.
CREATE OR REPLACE FUNCTION pace_margin(company uuid) RETURNS numeric LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT pace_margin FROM orders_runoutpolicy WHERE company_id = company ORDER BY version DESC LIMIT 1), 20)
$$;

-- How much of what an order authorises may be left, in per cent, before its contractor may ask for the next one.
CREATE OR REPLACE FUNCTION little_left(company uuid) RETURNS numeric LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT little_left FROM orders_runoutpolicy WHERE company_id = company ORDER BY version DESC LIMIT 1), 10)
$$;

-- By what an order has run out on a day, where the company stops such orders: its last day is past, or all of it is invoiced.
CREATE OR REPLACE FUNCTION stopped_by(company uuid, ordered uuid, today date) RETURNS text LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN p.expired = 'stop' AND last_day(o.company_id, o.id) < today THEN 'expired'
      WHEN p.exhausted = 'stop' AND o.covered_amount + o.charged_amount + o.written_off_amount >= o.limit_amount THEN 'exhausted' END
    FROM orders_order o
    JOIN LATERAL (SELECT * FROM orders_runoutpolicy WHERE company_id = company ORDER BY version DESC LIMIT 1) AS p ON true
    WHERE o.company_id = company AND o.id = ordered AND 'stop' IN (p.expired, p.exhausted)
$$;

-- What is done with orders that run out is said by finance or an owner, one version after the other.
CREATE OR REPLACE FUNCTION guard_runoutpolicy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + COALESCE((SELECT max(version) FROM orders_runoutpolicy WHERE company_id = NEW.company_id), 0) THEN
    PERFORM refuse(TG_NAME, 'each version of what is done with orders that run out follows the one before');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.set_by_id, '{finance,owner}', '{runoutpolicy.set}') OR is_service(NEW.company_id, NEW.set_by_id) THEN
    PERFORM refuse(TG_NAME, 'what is done with orders that run out is said by finance or an owner');
  END IF;
  RETURN NEW;
END $$;

-- Whether an engagement wants an order on a day: it has none that stands, or each of them lapses. The newest says why: its last day
-- is past, or soon will be, or little of it is neither done nor billed.
CREATE OR REPLACE FUNCTION order_wanted(company uuid, engaged uuid, today date, OUT why text, OUT lapsing uuid)
  RETURNS record LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH live AS (
    SELECT o.id, o.issued_at, CASE WHEN last.day < today THEN 'over' WHEN last.day <= today + expiry_days(company) THEN 'ending'
      WHEN (o.limit_amount - GREATEST(o.accepted_amount, o.covered_amount + o.charged_amount + o.written_off_amount)) * 100
        <= o.limit_amount * little_left(company) THEN 'low' END AS why
    FROM orders_order o CROSS JOIN LATERAL (SELECT last_day(o.company_id, o.id) AS day) AS last
    WHERE o.company_id = company AND o.engagement_id = engaged AND o.state = 'issued')
  SELECT COALESCE(newest.why, 'missing'), newest.id
    FROM (SELECT 1) AS one LEFT JOIN (SELECT * FROM live ORDER BY issued_at DESC, id DESC LIMIT 1) AS newest ON true
    WHERE NOT EXISTS (SELECT FROM live WHERE live.why IS NULL)
$$;

-- An order is asked for by the contractor of the engagement, while it wants one. Whoever lets an order come to stand waits for the
-- same engagement. It is met by the database alone, and answered by somebody who orders for the engagement's team.
CREATE OR REPLACE FUNCTION guard_wish() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  wanted record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM FROM engagements_engagement WHERE company_id = NEW.company_id AND id = NEW.engagement_id FOR SHARE;
    IF NOT EXISTS (SELECT FROM engagements_engagement e
        JOIN parties_contractor c ON c.company_id = e.company_id AND c.id = e.contractor_id
        WHERE e.company_id = NEW.company_id AND e.id = NEW.engagement_id AND c.member_id = NEW.asked_by_id) THEN
      PERFORM refuse(TG_NAME, 'an order is asked for by the contractor of its engagement');
    END IF;
    SELECT * INTO wanted FROM order_wanted(NEW.company_id, NEW.engagement_id, company_day(NEW.company_id, NEW.asked_at));
    IF (wanted.why, wanted.lapsing) IS DISTINCT FROM (NEW.why, NEW.lapsing_id) THEN
      PERFORM refuse(TG_NAME, 'an order is asked for where none stands, or what stands runs out');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'met' AND pg_trigger_depth() = 1 THEN
    PERFORM refuse(TG_NAME, 'what is asked for is met by an order that comes to stand, and by no word');
  END IF;
  IF NEW.state = 'answered' AND NOT EXISTS (SELECT FROM companies_member m
      JOIN companies_right r ON r.company_id = m.company_id AND r.member_id = m.id AND r.role IN ('owner', 'issuer', 'manager')
        AND (r.until IS NULL OR counts_today(r.company_id, r.until)) AND counts_for(r.only, '{engagement.answer_wish}')
      JOIN engagements_engagement e ON e.company_id = m.company_id AND e.id = NEW.engagement_id
      WHERE m.company_id = NEW.company_id AND m.id = NEW.answered_by_id AND m.state = 'active' AND NOT m.service
        AND (r.team_id IS NULL OR r.team_id = e.team_id)) THEN
    PERFORM refuse(TG_NAME, 'who asks for an order is answered by somebody who orders for the team');
  END IF;
  IF NEW.days <> company_day(NEW.company_id, NEW.answered_at) - company_day(NEW.company_id, NEW.asked_at) THEN
    PERFORM refuse(TG_NAME, 'the days that somebody waited for an order are counted');
  END IF;
  RETURN NEW;
END $$;

-- An order comes to stand by being issued, loaded, drawn or attached, or again by being reopened: it meets what its contractor asked
-- for. So does one that is prolonged or raised, once its engagement wants none any more. The engagements are locked first: whoever asks
-- at the same moment locks theirs too, and either finds the order or is found here.
CREATE OR REPLACE FUNCTION count_wishes_met() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  was orders_order;
  engaged uuid[];
  moment timestamptz;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    was := OLD;
  END IF;
  IF NEW.state <> 'issued' OR (was.state, was.engagement_id, was.revision_number, was.limit_amount, was.valid_through)
    IS NOT DISTINCT FROM (NEW.state, NEW.engagement_id, NEW.revision_number, NEW.limit_amount, NEW.valid_through) THEN
    RETURN NULL;
  END IF;
  engaged := CASE WHEN NEW.kind = 'shared' THEN ARRAY(SELECT DISTINCT engagement_id FROM orders_order
      WHERE company_id = NEW.company_id AND drawn_from_id = NEW.id AND state = 'issued' ORDER BY 1)
    ELSE array_remove(ARRAY[NEW.engagement_id], NULL) END;
  PERFORM FROM engagements_engagement WHERE company_id = NEW.company_id AND id = ANY (engaged) ORDER BY id FOR SHARE;
  moment := NEW.updated_at;
  IF NEW.kind = 'shared' OR (was.state, was.engagement_id) IS NOT DISTINCT FROM (NEW.state, NEW.engagement_id) THEN
    engaged := ARRAY(SELECT e FROM unnest(engaged) AS e
      WHERE (SELECT w.why FROM order_wanted(NEW.company_id, e, company_day(NEW.company_id, moment)) AS w) IS NULL);
  END IF;
  UPDATE orders_wish SET state = 'met', version = version + 1, met_by_id = NEW.id, answered_at = moment,
      days = company_day(NEW.company_id, moment) - company_day(NEW.company_id, asked_at)
    WHERE company_id = NEW.company_id AND engagement_id = ANY (engaged) AND state = 'open';
  RETURN NULL;
END $$;

-- What an order says stands still from its submit on. The next version of a loaded order is written before it stands, and
-- names what arrived. Argument: the states in which an order's content is settled.
CREATE OR REPLACE FUNCTION guard_order_content() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  counted text[] := '{limit_quantity,limit_amount,accepted_quantity,accepted_amount,covered_quantity,covered_amount,job_ended}';
  touched jsonb;
  parent orders_order;
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - counted = to_jsonb(NEW) - counted THEN
    RETURN NEW;
  END IF;
  FOREACH touched IN ARRAY array_remove(ARRAY[
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
    CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END], NULL)
  LOOP
    SELECT * INTO parent FROM orders_order
      WHERE company_id = (touched->>'company_id')::uuid AND id = (touched->>'order_id')::uuid FOR SHARE;
    -- A parent that can't be seen counts as settled: the company could be switched in the middle of a statement.
    IF parent.id IS NULL OR (parent.state = ANY (string_to_array(TG_ARGV[0], ','))
      AND NOT (TG_OP = 'INSERT' AND is_next_version(to_jsonb(parent), TG_TABLE_NAME, touched))) THEN
      PERFORM refuse(TG_NAME, format('%s is frozen with its order', TG_TABLE_NAME));
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

-- Whether a new row belongs to the version of a loaded order that comes after the one that stands. A version is what
-- arrived for this order and no other: as the order itself, later as a change of it.
CREATE OR REPLACE FUNCTION is_next_version(parent jsonb, relation text, said jsonb) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT parent->>'origin' = 'loaded' AND parent->>'state' = 'issued' AND CASE relation
    WHEN 'orders_revision' THEN (said->>'number')::int = (parent->>'revision_number')::int + 1
      AND EXISTS (SELECT FROM documents_arrival a
        WHERE a.company_id = (parent->>'company_id')::uuid AND a.id = (said->>'loaded_from_id')::uuid
          AND a.became_id = (parent->>'id')::uuid
          AND a.became = CASE said->>'number' WHEN '0' THEN 'order' ELSE 'change' END)
    ELSE EXISTS (SELECT FROM orders_revision r
      WHERE r.company_id = (parent->>'company_id')::uuid AND r.order_id = (parent->>'id')::uuid
        AND r.number = (parent->>'revision_number')::int + 1
        AND (relation = 'orders_orderline' OR r.id = (said->>'revision_id')::uuid)) END
$$;

-- Who had a hand in an order, or in one that it replaces, however many steps back, and so has an interest in it: whoever asked
-- for it, submitted it or wrote at its draft, and whoever it pays. Who approved, issued or cancelled one has none by that.
CREATE OR REPLACE FUNCTION interested_in(company uuid, ordered uuid) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  WITH RECURSIVE chain AS (
    SELECT id, requester_id, contractor_id, replaces_id FROM orders_order WHERE company_id = company AND id = ordered
    UNION
    SELECT o.id, o.requester_id, o.contractor_id, o.replaces_id FROM chain
      JOIN orders_order o ON o.company_id = company AND o.id = chain.replaces_id)
  SELECT ARRAY(
    SELECT requester_id FROM chain
    UNION
    SELECT a.requester_id FROM chain JOIN approvals_approval a ON a.company_id = company AND a.subject_id = chain.id
    UNION
    SELECT e.member_id FROM chain JOIN trail_entry e ON e.company_id = company AND e.order_id = chain.id AND e.outcome = 'done'
      AND e.verb IN ('order.create', 'order.change', 'order.revise', 'order.submit')
    UNION
    SELECT c.member_id FROM chain JOIN parties_contractor c ON c.company_id = company AND c.id = chain.contractor_id
      WHERE c.member_id IS NOT NULL)
$$;

-- An approval of an order names everybody who has an interest in it, whoever opens it.
CREATE OR REPLACE FUNCTION guard_approval_interested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT NEW.interested @> (interested_in(NEW.company_id, NEW.subject_id) || NEW.requester_id) THEN
    PERFORM refuse(TG_NAME, 'an approval leaves out nobody who has an interest in the order');
  END IF;
  RETURN NEW;
END $$;

-- Whoever became the contractor's sign-in after the approval was opened is not named in it, and does not give it either.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_step_to_oneself() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'given' AND OLD.state <> 'given'
    AND same_hands(NEW.company_id, NEW.member_id, ARRAY(SELECT c.member_id FROM approvals_approval a
      JOIN orders_order o ON o.company_id = a.company_id AND o.id = a.subject_id
      JOIN parties_contractor c ON c.company_id = o.company_id AND c.id = o.contractor_id
      WHERE a.company_id = NEW.company_id AND a.id = NEW.approval_id))
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who is paid by an order can not approve it');
  END IF;
  RETURN NEW;
END $$;

-- An order waits on an open approval of its own content, and is approved and issued on a given one.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_order_approved() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked approvals_approval;
  wanted text := CASE WHEN NEW.state = 'pending' THEN 'open' ELSE 'given' END;
  content text;
BEGIN
  -- A loaded order was authorised where it was minted: it is reopened without an approval, and never was a draft.
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state OR NEW.state NOT IN ('pending', 'approved', 'issued')
    OR (NEW.origin = 'loaded' AND OLD.state = 'closed') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO asked FROM approvals_approval WHERE company_id = NEW.company_id AND id = NEW.approval_id;
  SELECT digest INTO content FROM orders_revision
    WHERE company_id = NEW.company_id AND order_id = NEW.id AND number = NEW.revision_number;
  IF asked.id IS NULL OR asked.subject_id <> NEW.id OR asked.state <> wanted OR asked.digest IS DISTINCT FROM content THEN
    PERFORM refuse(TG_NAME, format('an order becomes %s only on an approval of its own content that is %s', NEW.state, wanted));
  END IF;
  -- Somebody may have written at the draft after the approval was opened.
  IF NEW.state = 'pending' AND NOT asked.interested @> interested_in(NEW.company_id, NEW.id) THEN
    PERFORM refuse(TG_NAME, 'an order waits on an approval that names everybody who wrote at it');
  END IF;
  IF OLD.state = 'pending' AND NEW.state = 'approved'
    AND same_hands(NEW.company_id, NEW.requester_id, ARRAY(SELECT member_id FROM approvals_step
                   WHERE company_id = NEW.company_id AND approval_id = asked.id))
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who requested an order can not approve it');
  END IF;
  RETURN NEW;
END $$;

-- The limit is what an approved revision authorises, and nothing before and beyond it.
CREATE OR REPLACE FUNCTION guard_order_limit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  authorised numeric := 0;
BEGIN
  IF NEW.limit_amount = 0 OR (TG_OP = 'UPDATE'
    AND (NEW.limit_amount, NEW.revision_number) = (OLD.limit_amount, OLD.revision_number)) THEN
    RETURN NEW;
  END IF;
  IF NEW.state IN ('approved', 'issued', 'closed') THEN
    SELECT net + adjustments + allowance_amount INTO authorised FROM orders_revision
      WHERE company_id = NEW.company_id AND order_id = NEW.id AND number = NEW.revision_number;
  END IF;
  IF NEW.limit_amount > COALESCE(authorised, 0) THEN
    PERFORM refuse(TG_NAME, 'a limit is no more than what was approved');
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION guard_line_limit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  authorised record;
BEGIN
  IF (NEW.limit_quantity = 0 AND NEW.limit_amount = 0)
    OR (TG_OP = 'UPDATE' AND (NEW.limit_quantity, NEW.limit_amount) = (OLD.limit_quantity, OLD.limit_amount)) THEN
    RETURN NEW;
  END IF;
  SELECT said.quantity + said.allowance_quantity AS quantity, said.amount + said.share + said.allowance_amount AS amount INTO authorised
    FROM orders_order o
    JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
    JOIN orders_revisionline said ON said.company_id = r.company_id AND said.revision_id = r.id AND said.line_id = NEW.id
    WHERE o.company_id = NEW.company_id AND o.id = NEW.order_id AND o.state IN ('approved', 'issued', 'closed');
  IF authorised IS NULL OR NEW.limit_quantity > authorised.quantity OR NEW.limit_amount > authorised.amount THEN
    PERFORM refuse(TG_NAME, 'a limit is no more than what was approved');
  END IF;
  RETURN NEW;
END $$;

-- The smallest amount of a currency, by ISO 4217: most have two decimals. A test holds it equal to what Python knows.
CREATE OR REPLACE FUNCTION last_unit(currency text) RETURNS numeric LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN currency = ANY ('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,VND,VUV,XAF,XOF,XPF}') THEN 1
    WHEN currency = ANY ('{BHD,IQD,JOD,KWD,LYD,OMR,TND}') THEN 0.001
    WHEN currency = ANY ('{CLF,UYW}') THEN 0.0001
    ELSE 0.01 END
$$;

-- How much of an order small differences may be, over all its invoices: 0.05 % of its limit, at least ten and at most a
-- hundred of the currency's last units.
CREATE OR REPLACE FUNCTION most_small(limit_amount numeric, currency text) RETURNS numeric LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT GREATEST(10 * last_unit(currency), LEAST(100 * last_unit(currency), limit_amount * 0.0005))
$$;

-- What leaves for an order: no more than its limit and its small differences, and of those no more than nobody argues about.
CREATE OR REPLACE FUNCTION guard_order_money() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.small_amount < 0 OR NEW.released_amount < 0 THEN
    PERFORM refuse(TG_NAME, 'no more is given back than was taken');
  END IF;
  IF NEW.small_amount > OLD.small_amount AND NEW.small_amount > most_small(NEW.limit_amount, NEW.currency) THEN
    PERFORM refuse(TG_NAME, 'small differences stay small over all invoices of an order');
  END IF;
  -- A cancelled order authorises nothing, and what was paid in advance on it comes back to it with the payment that it went into.
  IF NEW.released_amount > OLD.released_amount AND NEW.released_amount > NEW.limit_amount + NEW.small_amount
    AND NEW.state <> 'cancelled' THEN
    PERFORM refuse(TG_NAME, 'no more is released on an order than it allows');
  END IF;
  RETURN NEW;
END $$;

-- An order ends only when nothing hangs on it: closed with nothing that still waits, cancelled with nothing at all.
CREATE OR REPLACE FUNCTION guard_order_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state <> 'closed' AND NEW.state = 'closed' AND NEW.open_claims > 0 THEN
    PERFORM refuse(TG_NAME, 'an order is closed once nothing on it waits');
  END IF;
  IF OLD.state <> 'cancelled' AND NEW.state = 'cancelled' AND NEW.live_claims > 0 THEN
    PERFORM refuse(TG_NAME, 'an order is cancelled while nothing hangs on it');
  END IF;
  IF OLD.state <> 'cancelled' AND NEW.state = 'cancelled' AND NEW.written_off_amount > 0 THEN
    PERFORM refuse(TG_NAME, 'an order is cancelled while nothing of it is written off');
  END IF;
  RETURN NEW;
END $$;

-- The company's day on which the first mail of an order went out; null where none has.
CREATE OR REPLACE FUNCTION first_mailed(company uuid, ordered uuid) RETURNS date LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT (min(m.sent_at) AT TIME ZONE (SELECT timezone FROM companies_company WHERE id = company))::date FROM mail_message m
    WHERE m.company_id = company AND m.order_id = ordered AND m.kind = 'order'
$$;

-- An order was sent on a day: none before it was issued, none that is still to come, and none after its first mail. That it
-- went by mail is said by the mail alone, and a day is not taken back.
CREATE OR REPLACE FUNCTION guard_order_sent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  mailed date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.sent_on IS NOT NULL THEN
      PERFORM refuse(TG_NAME, 'an order is sent after it was issued');
    END IF;
    RETURN NEW;
  END IF;
  IF (OLD.sent_on, OLD.sent_how) IS NOT DISTINCT FROM (NEW.sent_on, NEW.sent_how) THEN
    RETURN NEW;
  END IF;
  IF NEW.sent_on IS NULL THEN
    PERFORM refuse(TG_NAME, 'that an order was sent is not taken back');
  END IF;
  IF OLD.issued_on IS NULL OR NEW.sent_on < OLD.issued_on THEN
    PERFORM refuse(TG_NAME, 'an order is sent after it was issued');
  END IF;
  IF NEW.sent_on > (SELECT (clock_timestamp() AT TIME ZONE timezone)::date FROM companies_company WHERE id = NEW.company_id) THEN
    PERFORM refuse(TG_NAME, 'an order is not sent on a day that is still to come');
  END IF;
  mailed := first_mailed(NEW.company_id, NEW.id);
  IF NEW.sent_on > mailed OR (NEW.sent_how = 'mail' AND NEW.sent_on IS DISTINCT FROM mailed) THEN
    PERFORM refuse(TG_NAME, 'an order was sent with its first mail at the latest');
  END IF;
  RETURN NEW;
END $$;

-- The mail of an order carries the document that is frozen with it, and goes out while it is in force.
CREATE OR REPLACE FUNCTION guard_message_of_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.kind = 'order' AND (TG_OP = 'INSERT' OR (OLD.state = 'waiting' AND NEW.state = 'sending')) AND NOT EXISTS (
      SELECT FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id AND state IN ('issued', 'closed')
        AND document_sha256 <> '' AND document_sha256 = NEW.document_sha256) THEN
    PERFORM refuse(TG_NAME, 'an order that is in force is mailed, with its own document');
  END IF;
  RETURN NEW;
END $$;

-- The first mail that goes out dates the order, where no earlier day is noted.
CREATE OR REPLACE FUNCTION count_order_sent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  mailed date;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.kind = 'order' AND OLD.sent_at IS NULL AND NEW.sent_at IS NOT NULL THEN
    mailed := first_mailed(NEW.company_id, NEW.order_id);
    UPDATE orders_order SET sent_on = mailed, sent_how = 'mail'
      WHERE company_id = NEW.company_id AND id = NEW.order_id AND (sent_on IS NULL OR sent_on > mailed);
  END IF;
  RETURN NULL;
END $$;

-- The numbered order of a contractor that a paper means. Arguments: the numbers and contractor codes that its text can be
-- read as, and how far each reading is from the letter. The nearest order counts; null where there is none, or two are as
-- near.
CREATE OR REPLACE FUNCTION order_called(company uuid, contractor uuid, names text[], far int[]) RETURNS uuid
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH said AS (SELECT * FROM unnest(names, far) AS said(name, far)),
  called AS (
    SELECT o.id, said.far FROM said JOIN orders_order o ON o.number_normal = said.name
      WHERE o.company_id = company AND o.contractor_id = contractor
    UNION ALL
    SELECT o.id, said.far FROM said JOIN orders_order o ON o.contractor_code = said.name
      WHERE o.company_id = company AND o.contractor_id = contractor),
  placed AS (SELECT id, rank() OVER (ORDER BY far) AS place FROM called)
  SELECT (array_agg(DISTINCT id))[1] FROM placed WHERE place = 1 HAVING count(DISTINCT id) = 1
$$;

-- The same, locked in the same round trip.
CREATE OR REPLACE FUNCTION lock_order_called(company uuid, contractor uuid, names text[], far int[]) RETURNS uuid
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  called uuid := order_called(company, contractor, names, far);
BEGIN
  PERFORM FROM orders_order WHERE company_id = company AND id = called FOR UPDATE;
  RETURN called;
END $$;

-- A counter starts at one and goes up by one: no gap, no repetition, never back.
CREATE OR REPLACE FUNCTION guard_counter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.value <> 1 THEN
    PERFORM refuse(TG_NAME, 'a counter starts at one');
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.value <> OLD.value + 1 OR (NEW.series, NEW.period) <> (OLD.series, OLD.period)) THEN
    PERFORM refuse(TG_NAME, 'a counter goes up by one');
  END IF;
  RETURN NEW;
END $$;

-- Whether a company has made an order.
CREATE OR REPLACE FUNCTION has_ordered(company uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM orders_order o WHERE o.company_id = company)
$$;

-- How a second discount is reckoned is fixed with a company's first order.
CREATE OR REPLACE FUNCTION guard_discounts_fixed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.sequential_discounts <> OLD.sequential_discounts
    AND EXISTS (SELECT FROM orders_order o WHERE o.company_id = NEW.id) THEN
    PERFORM refuse(TG_NAME, 'how a second discount is reckoned is fixed with the first order');
  END IF;
  RETURN NEW;
END $$;

-- A job of a cancelled order is free again: another order line may name it.
CREATE OR REPLACE FUNCTION count_jobs_ended() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'cancelled' AND OLD.state <> 'cancelled' THEN
    UPDATE orders_orderline SET job_ended = 1
      WHERE company_id = NEW.company_id AND order_id = NEW.id AND job <> '' AND job_ended = 0;
  END IF;
  RETURN NULL;
END $$;

-- What is true of an order's number or code that is meant without its zeros, its signs and what stands between: "po 7".
CREATE OR REPLACE FUNCTION numbered_shortly(wanted text) RETURNS text LANGUAGE plpgsql IMMUTABLE
  SET search_path = public, pg_temp AS $$
DECLARE
  said text[] := regexp_match(order_number(wanted), '^([^0-9]*)0*([1-9][0-9]{0,17})$');
BEGIN
  IF said IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN format('ltrim(substring(number from ''([0-9]+)[^0-9]*$''), ''0'') = %2$L AND number_normal LIKE %1$L'
    ' OR ltrim(substring(contractor_code from ''([0-9]+)$''), ''0'') = %2$L AND'
    ' regexp_replace(upper(contractor_code), ''[^A-Z0-9]'', '''', ''g'') LIKE %1$L', said[1] || '%', said[2]);
END $$;

-- The newest orders of this company that are meant by a number without its zeros and signs.
CREATE OR REPLACE FUNCTION find_numbered(wanted text, most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  condition text := numbered_shortly(wanted);
BEGIN
  IF condition IS NOT NULL THEN
    RETURN QUERY EXECUTE format('SELECT id FROM orders_order WHERE company_id = $1 AND (%s)'
      ' ORDER BY created_at DESC, id DESC LIMIT $2', condition) USING current_company(), most;
  END IF;
END $$;

-- The newest orders of this company in whose number, code, title, contractor or engagement each word of a text occurs. Row
-- security would keep the indexes from being used, so this looks as the owner and filters by the company itself. The words
-- stand in the statement as they are: only so does the planner see whether they are rare, and looks them up by their
-- trigrams, or frequent, and takes the newest until it has enough.
DROP FUNCTION IF EXISTS find_orders(text, int);
CREATE FUNCTION find_orders(wanted text, most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  company uuid := current_company();
  word text;
  figures text;
  shortly text := numbered_shortly(wanted);
  called uuid[];
  engaged uuid[];
  one text;
  each text := '';
BEGIN
  FOREACH word IN ARRAY (regexp_split_to_array(btrim(wanted), '\s+'))[1:12] LOOP
    figures := order_number(word);
    called := ARRAY(SELECT id FROM parties_contractor
      WHERE company_id = company AND (name ILIKE occurring(word) OR code = upper(word)));
    engaged := ARRAY(SELECT id FROM engagements_engagement WHERE company_id = company AND title ILIKE occurring(word));
    one := format('title ILIKE %L', occurring(word));
    IF figures <> '' THEN
      one := one || format(' OR number_normal LIKE %1$L'
        ' OR regexp_replace(upper(contractor_code), ''[^A-Z0-9]'', '''', ''g'') LIKE %1$L', '%' || figures || '%');
    END IF;
    IF cardinality(called) > 0 THEN
      one := one || format(' OR contractor_id = ANY (%L::uuid[])', called);
    END IF;
    IF cardinality(engaged) > 0 THEN
      one := one || format(' OR engagement_id = ANY (%L::uuid[])', engaged);
    END IF;
    each := each || CASE each WHEN '' THEN '' ELSE ' AND ' END || format('(%s)', one);
  END LOOP;
  IF shortly IS NOT NULL THEN
    each := format('(%s) OR %s', each, shortly);
  END IF;
  RETURN QUERY EXECUTE format('SELECT id FROM orders_order WHERE company_id = $1 AND (%s)'
    ' ORDER BY created_at DESC, id DESC LIMIT $2', each) USING company, most;
END $$;

-- The orders of this company of which the revision that stands comes to one of these amounts, net.
CREATE OR REPLACE FUNCTION find_orders_of(amounts numeric[], most int) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  SELECT o.id FROM orders_revision r
    JOIN orders_order o ON o.company_id = r.company_id AND o.id = r.order_id AND o.revision_number = r.number
    WHERE r.company_id = current_company() AND r.net = ANY (amounts) LIMIT most
$$;

-- Values of custom fields are free in a draft and, as plain edits, later on. What is printed is approved with the order: it stands
-- still from its submit to its issue. A cancelled order says what it said.
CREATE OR REPLACE FUNCTION guard_order_value() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  touched jsonb;
  parent orders_order;
BEGIN
  FOREACH touched IN ARRAY array_remove(ARRAY[
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
    CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END], NULL)
  LOOP
    SELECT * INTO parent FROM orders_order
      WHERE company_id = (touched->>'company_id')::uuid AND id = (touched->>'order_id')::uuid FOR SHARE;
    IF parent.id IS NULL OR parent.state = 'cancelled' THEN
      PERFORM refuse(TG_NAME, 'what a cancelled order says stays');
    END IF;
    IF parent.state IN ('pending', 'approved', 'rejected') AND NOT EXISTS (SELECT FROM catalogue_customfield
        WHERE company_id = parent.company_id AND id = (touched->>'field_id')::uuid AND NOT printed) THEN
      PERFORM refuse(TG_NAME, 'what is printed stands still until the order is issued');
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

-- The required custom fields of an order and of its lines that say nothing.
CREATE OR REPLACE FUNCTION unfilled(company uuid, ordered uuid, day date) RETURNS SETOF uuid LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT f.id FROM catalogue_customfield f
    WHERE f.company_id = company AND f.required AND f.state = 'in_use'
      AND COALESCE(f.valid_from, day) <= day AND COALESCE(f.valid_through, day) >= day
      AND CASE f.applies_to
        WHEN 'order' THEN NOT EXISTS (SELECT FROM orders_value v
          WHERE v.company_id = company AND v.order_id = ordered AND v.field_id = f.id)
        WHEN 'line' THEN EXISTS (SELECT FROM orders_orderline l WHERE l.company_id = company AND l.order_id = ordered
          AND NOT EXISTS (SELECT FROM orders_linevalue v
            WHERE v.company_id = company AND v.line_id = l.id AND v.field_id = f.id))
        ELSE false END
$$;

-- A draft may lack what is required; what is submitted does not.
CREATE OR REPLACE FUNCTION guard_order_filled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state = 'draft' AND NEW.state = 'pending' AND EXISTS (SELECT FROM unfilled(NEW.company_id, NEW.id,
      (SELECT (NEW.submitted_at AT TIME ZONE c.timezone)::date FROM companies_company c WHERE c.id = NEW.company_id))) THEN
    PERFORM refuse(TG_NAME, 'what has to be filled in is filled in before an order is submitted');
  END IF;
  RETURN NEW;
END $$;

-- A rate that an order calls general is one: of its currency and that day, as the company's list has it when the order takes it.
-- A replacement may keep that of the order which it replaces.
CREATE OR REPLACE FUNCTION guard_order_rate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.currency, OLD.rate, OLD.rate_on, OLD.rate_source)
    IS NOT DISTINCT FROM (NEW.currency, NEW.rate, NEW.rate_on, NEW.rate_source) THEN
    RETURN NEW;
  END IF;
  IF NEW.rate_source = 'general'
    AND NOT EXISTS (SELECT FROM catalogue_rate r WHERE r.company_id = NEW.company_id AND r.currency = NEW.currency
      AND r.day = NEW.rate_on AND r.rate = NEW.rate)
    AND NOT EXISTS (SELECT FROM orders_order o WHERE o.company_id = NEW.company_id AND o.id = NEW.replaces_id
      AND o.currency = NEW.currency AND o.rate = NEW.rate AND o.rate_on = NEW.rate_on AND o.rate_source = 'general') THEN
    PERFORM refuse(TG_NAME, 'a general rate of an order is one that the company keeps');
  END IF;
  RETURN NEW;
END $$;

-- So many per cent of an amount, rounded once, half-up and away from zero: as Python reckons it.
CREATE OR REPLACE FUNCTION percent_of(base numeric, percent numeric, currency text) RETURNS numeric LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT round(base * percent * 0.01, scale(last_unit(currency)))
$$;

-- Whether a revision of an order says what its own lines and per cents don't give: each line its quantity at its price, each discount
-- its per cent of the subtotal (sequential: of what the one before left), each tax that of the taxed lines' net, and each sum its
-- parts. Of a loaded order the lines' amounts and the net are its minter's word, who may have rounded line by line.
CREATE OR REPLACE FUNCTION is_misreckoned(company uuid, ordered uuid, shown int) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  WITH said AS (
    SELECT r.*, o.currency, o.origin = 'loaded' AS loaded FROM orders_revision r
    JOIN orders_order o ON o.company_id = r.company_id AND o.id = r.order_id
    WHERE r.company_id = company AND r.order_id = ordered AND r.number = shown),
  lines AS (
    SELECT count(*) AS many, COALESCE(sum(l.amount), 0) AS subtotal, COALESCE(sum(l.share), 0) AS shared,
      COALESCE(sum(l.amount + l.share) FILTER (WHERE NOT l.tax_exempt), 0) AS taxed,
      COALESCE(bool_or(l.amount <> percent_of(l.quantity * l.unit_price, 100 + l.discount, said.currency)), false) AS apart
    FROM said JOIN orders_revisionline l ON l.company_id = said.company_id AND l.revision_id = said.id),
  charges AS (
    SELECT c.*, COALESCE(sum(c.amount) OVER (PARTITION BY c.kind ORDER BY c.position
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS earlier
    FROM said JOIN orders_revisioncharge c ON c.company_id = said.company_id AND c.revision_id = said.id),
  sums AS (
    SELECT count(c.id) AS many,
      COALESCE(sum(c.amount) FILTER (WHERE c.kind = 'discount'), 0) AS discounts,
      COALESCE(sum(c.amount) FILTER (WHERE c.kind = 'tax'), 0) AS taxes,
      COALESCE(sum(c.amount) FILTER (WHERE c.kind = 'adjustment'), 0) AS adjustments,
      COALESCE(bool_or(c.kind <> 'adjustment' AND abs(c.amount - percent_of(CASE c.kind
          WHEN 'tax' THEN lines.taxed + CASE WHEN c.compound THEN c.earlier ELSE 0 END
          ELSE lines.subtotal + CASE WHEN said.sequential THEN c.earlier ELSE 0 END END, c.percent, said.currency))
        > CASE WHEN said.loaded THEN lines.many * last_unit(said.currency) ELSE 0 END), false) AS apart
    FROM said CROSS JOIN lines CROSS JOIN charges c)
  SELECT sums.apart OR lines.apart AND NOT said.loaded OR lines.shared <> sums.discounts
    OR (said.subtotal, said.tax, said.adjustments, said.charge_count)
      IS DISTINCT FROM (lines.subtotal, sums.taxes, sums.adjustments, sums.many::int)
    OR said.net <> said.subtotal + sums.discounts AND NOT said.loaded
  FROM said CROSS JOIN lines CROSS JOIN sums
$$;

-- What approvers are shown, and what comes to stand of a loaded order, is reckoned.
CREATE OR REPLACE FUNCTION guard_order_reckoned() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.state = 'draft' AND NEW.state = 'pending' OR NEW.revision_number <> OLD.revision_number)
    AND is_misreckoned(NEW.company_id, NEW.id, NEW.revision_number) THEN
    PERFORM refuse(TG_NAME, 'what an order says is reckoned from its lines and its per cents');
  END IF;
  RETURN NEW;
END $$;

-- The newest orders of this company of which custom fields say all of these words, in the order itself or in its lines: for those
-- who work there. It looks as the owner because row security uses no trigrams. Each word is a condition of the one statement: cut
-- one by one, frequent words would lose the orders that have them all.
CREATE OR REPLACE FUNCTION find_orders_by_fields(wanted text[], most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  each text := '';
BEGIN
  IF cardinality(wanted) = 0 THEN
    RETURN;
  END IF;
  FOR n IN 1 .. LEAST(cardinality(wanted), 12) LOOP
    each := each || format(' AND id IN (SELECT order_id FROM orders_value WHERE company_id = $1'
      ' AND COALESCE(words, personal_words) ILIKE %1$L UNION ALL SELECT order_id FROM orders_linevalue WHERE company_id = $1'
      ' AND COALESCE(words, personal_words) ILIKE %1$L)', occurring(wanted[n]));
  END LOOP;
  RETURN QUERY EXECUTE format('SELECT id FROM orders_order WHERE company_id = $1%s ORDER BY created_at DESC, id DESC LIMIT $2', each)
    USING current_company(), most;
END $$;

-- What of an order's money has been taken so far, by what is looked at: the one place that says it. Before it is issued, and once
-- it is cancelled, nothing is. Committed is what it has promised: all that it authorises, and of a shared one what contracts have.
CREATE OR REPLACE FUNCTION drawn_on(company uuid, ordered uuid, figure text) RETURNS numeric LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN o.state NOT IN ('issued', 'closed') THEN 0 WHEN figure = 'committed' AND o.kind = 'shared' THEN o.drawn_amount
      WHEN figure = 'committed' THEN o.limit_amount
      WHEN figure = 'accepted' THEN o.accepted_amount ELSE o.covered_amount END
    FROM orders_order o WHERE o.company_id = company AND o.id = ordered
$$;

-- The thresholds of an order that are reached: where each lies, what has been drawn, and in which revision.
CREATE OR REPLACE FUNCTION thresholds_reached(company uuid, ordered uuid)
  RETURNS TABLE (threshold_id uuid, revision int, amount numeric, mark numeric, limit_amount numeric) LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT t.id, o.revision_number, drawn.amount, lies.mark, o.limit_amount
    FROM orders_threshold t JOIN orders_order o ON o.company_id = t.company_id AND o.id = t.order_id
    CROSS JOIN LATERAL (SELECT drawn_on(o.company_id, o.id, t.figure) AS amount) AS drawn
    CROSS JOIN LATERAL (SELECT COALESCE(t.amount, t.percent * o.limit_amount * 0.01) AS mark) AS lies
    WHERE t.company_id = company AND t.order_id = ordered AND t.state = 'stands' AND lies.mark > 0 AND drawn.amount >= lies.mark
$$;

-- Write down what is reached and was not in this revision. Its order is locked by whoever writes at it: two invoices that cross a
-- threshold at the same moment come one after the other, and the second finds it crossed.
CREATE OR REPLACE FUNCTION cross_thresholds(company uuid, ordered uuid) RETURNS void LANGUAGE sql
  SET search_path = public, pg_temp AS $$
  INSERT INTO orders_crossing (id, company_id, order_id, threshold_id, revision, amount, mark, limit_amount, entry_id)
    SELECT gen_random_uuid(), company, ordered, r.threshold_id, r.revision, r.amount, r.mark, r.limit_amount,
      NULLIF(current_setting('app.entry', true), '')::uuid
    FROM thresholds_reached(company, ordered) r ON CONFLICT DO NOTHING
$$;

-- Each change of what an order authorises, or of what was drawn on it, may cross a threshold.
CREATE OR REPLACE FUNCTION count_crossings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.state, OLD.revision_number, OLD.limit_amount, OLD.accepted_amount, OLD.covered_amount,
      OLD.drawn_amount) IS DISTINCT FROM (NEW.state, NEW.revision_number, NEW.limit_amount, NEW.accepted_amount,
      NEW.covered_amount, NEW.drawn_amount) THEN
    PERFORM cross_thresholds(NEW.company_id, NEW.id);
  END IF;
  RETURN NULL;
END $$;

-- A threshold may lie below what was drawn when it is set. The order is locked, so that nothing is drawn beside it meanwhile.
CREATE OR REPLACE FUNCTION count_threshold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id FOR UPDATE;
  PERFORM cross_thresholds(NEW.company_id, NEW.order_id);
  RETURN NULL;
END $$;

-- What a cancelled order was watched for stays as it was.
CREATE OR REPLACE FUNCTION guard_threshold() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM orders_order WHERE company_id = NEW.company_id AND id = NEW.order_id AND state <> 'cancelled') THEN
    PERFORM refuse(TG_NAME, 'a cancelled order is watched no more');
  END IF;
  RETURN NEW;
END $$;

-- What the orders that live under an engagement take of what its contract allows, beside one of them: a closed one what was invoiced.
CREATE OR REPLACE FUNCTION taken_under(company uuid, engaged uuid, agreed text, beside uuid) RETURNS numeric
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE(sum(CASE x.state WHEN 'closed' THEN x.covered_amount + x.charged_amount
      ELSE s.net + s.adjustments + s.allowance_amount END), 0)
    FROM orders_order x
    JOIN orders_revision s ON s.company_id = x.company_id AND s.order_id = x.id AND s.number = x.revision_number
    WHERE x.company_id = company AND x.engagement_id = engaged AND x.id <> beside AND x.currency = agreed
      AND x.state IN ('pending', 'approved', 'issued', 'closed')
$$;

-- What the contract of each order's engagement allows, where it is signed, and what the order asks for: its own sum with its
-- allowance, what the other orders that live under it take (a closed one what was invoiced), its first and last day, and the
-- dearest of its lines in the contract's unit.
CREATE OR REPLACE FUNCTION contracted(company uuid, ordered uuid[]) RETURNS TABLE (order_id uuid, state text, order_kind text,
  currency text, amount numeric, starts_on date, ends_on date, unit_rate numeric, unit text, own numeric, taken numeric,
  first_day date, last_day date, dearest numeric) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT o.id, k.state, k.order_kind, k.currency::text, k.amount, k.starts_on, k.ends_on, k.unit_rate, k.unit,
    r.net + r.adjustments + r.allowance_amount, others.taken,
    LEAST(r.starts_on, lines.first_day), GREATEST(r.ends_on, lines.last_day), lines.dearest
  FROM orders_order o
  JOIN engagements_contract k ON k.company_id = o.company_id AND k.engagement_id = o.engagement_id AND k.state <> 'drafted'
  JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
  CROSS JOIN LATERAL (SELECT min(l.starts_on) AS first_day, max(l.ends_on) AS last_day,
    max(l.unit_price * (1 + GREATEST(l.discount, 0) / 100)) FILTER (WHERE l.unit = k.unit) AS dearest
    FROM orders_revisionline l WHERE l.company_id = o.company_id AND l.order_id = o.id AND l.revision_id = r.id) AS lines
  CROSS JOIN LATERAL (SELECT CASE WHEN k.amount IS NULL THEN 0
    ELSE taken_under(company, o.engagement_id, k.currency::text, o.id) END AS taken) AS others
  WHERE o.company_id = company AND o.id = ANY (ordered)
$$;

-- Whether an order breaks a clause of the contract of its engagement.
CREATE OR REPLACE FUNCTION outside_contract(company uuid, ordered uuid) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT k.state = 'ended' OR (k.order_kind = 'loaded' AND o.origin <> 'loaded') OR o.currency <> k.currency
      OR COALESCE(k.own + k.taken > k.amount, false) OR COALESCE(k.first_day < k.starts_on, false)
      OR COALESCE(k.last_day > k.ends_on, false) OR COALESCE(k.dearest > k.unit_rate, false)
    FROM contracted(company, ARRAY[ordered]) k JOIN orders_order o ON o.company_id = company AND o.id = ordered), false)
$$;

-- What is submitted or issued keeps to the contract of its engagement. One order after the other asks for what is left of it.
CREATE OR REPLACE FUNCTION guard_order_contracted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.state, NEW.state) NOT IN (('draft', 'pending'), ('approved', 'issued'), ('closed', 'issued')) THEN
    RETURN NEW;
  END IF;
  PERFORM 1 FROM engagements_contract WHERE company_id = NEW.company_id AND engagement_id = NEW.engagement_id FOR UPDATE;
  -- What is opened again counts in full anew; it was ordered within the days and kinds that held then.
  IF FOUND AND (CASE OLD.state WHEN 'closed' THEN EXISTS (SELECT FROM contracted(NEW.company_id, ARRAY[NEW.id]) k
      WHERE k.currency = NEW.currency AND k.own + k.taken > k.amount) ELSE outside_contract(NEW.company_id, NEW.id) END) THEN
    PERFORM refuse(TG_NAME, 'an order keeps to the contract of its engagement');
  END IF;
  RETURN NEW;
END $$;

-- What the orders that live under an engagement hold together, and what they ask of a contract that is to be changed: their first
-- and last day, the dearest of their lines in the unit that is asked about, and how many of them were not minted elsewhere.
CREATE OR REPLACE FUNCTION held_under(company uuid, engaged uuid, agreed text, measured text) RETURNS TABLE (held numeric,
  first_day date, last_day date, dearest numeric, ours bigint) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  -- No order has the engagement's own id: none is left out.
  SELECT taken_under(company, engaged, agreed, engaged), min(LEAST(r.starts_on, lines.first_day)),
    max(GREATEST(r.ends_on, lines.last_day)), max(lines.dearest), count(*) FILTER (WHERE o.origin <> 'loaded')
  FROM orders_order o
  JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
  CROSS JOIN LATERAL (SELECT min(l.starts_on) AS first_day, max(l.ends_on) AS last_day,
    max(l.unit_price * (1 + GREATEST(l.discount, 0) / 100)) FILTER (WHERE l.unit = measured) AS dearest
    FROM orders_revisionline l WHERE l.company_id = o.company_id AND l.order_id = o.id AND l.revision_id = r.id) AS lines
  WHERE o.company_id = company AND o.engagement_id = engaged AND o.state IN ('pending', 'approved', 'issued')
$$;

-- Whether the orders that live under a contract no longer fit once it allows this: each clause that is drawn tighter is asked.
CREATE OR REPLACE FUNCTION outgrown(company uuid, contracted uuid, kind text, most numeric, rate numeric, measured text,
  first date, last date) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE((SELECT (h.held > most AND (k.amount IS NULL OR most < k.amount))
      OR (h.first_day < first AND (k.starts_on IS NULL OR first > k.starts_on))
      OR (h.last_day > last AND (k.ends_on IS NULL OR last < k.ends_on))
      OR (h.dearest > rate AND (k.unit_rate IS NULL OR k.unit <> measured OR rate < k.unit_rate))
      OR (kind = 'loaded' AND k.order_kind <> 'loaded' AND h.ours > 0)
    FROM engagements_contract k
    CROSS JOIN LATERAL held_under(company, k.engagement_id, k.currency::text, measured) AS h
    WHERE k.company_id = company AND k.id = contracted), false)
$$;

-- What a contract shall allow leaves room for the orders that live under it, when it is asked for and when it is approved. One
-- after the other: whoever orders under it locks it too.
CREATE OR REPLACE FUNCTION guard_changerequest_fits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state = NEW.state OR NEW.state NOT IN ('submitted', 'approved') THEN
    RETURN NEW;
  END IF;
  PERFORM 1 FROM engagements_contract WHERE company_id = NEW.company_id AND id = NEW.contract_id FOR UPDATE;
  IF outgrown(NEW.company_id, NEW.contract_id, NEW.order_kind, NEW.amount, NEW.unit_rate, NEW.unit, NEW.starts_on,
    NEW.ends_on) THEN
    PERFORM refuse(TG_NAME, 'a contract allows no less than the orders that live under it hold');
  END IF;
  RETURN NEW;
END $$;

-- What the orders that live under a requisition take of it, beside one of them: a closed one what was invoiced.
CREATE OR REPLACE FUNCTION taken_of_requisition(company uuid, asked_for uuid, beside uuid) RETURNS numeric
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT COALESCE(sum(CASE x.state WHEN 'closed' THEN x.covered_amount + x.charged_amount
      ELSE s.net + s.adjustments END), 0)
    FROM orders_order x
    JOIN orders_revision s ON s.company_id = x.company_id AND s.order_id = x.id AND s.number = x.revision_number
    WHERE x.company_id = company AND x.requisition_id = asked_for AND x.id <> beside
      AND x.state IN ('pending', 'approved', 'issued', 'closed')
$$;

-- What the requisition of each order allows, and what the order asks for: its own sum, and what the other orders
-- that live under it take.
CREATE OR REPLACE FUNCTION requested(company uuid, ordered uuid[]) RETURNS TABLE (order_id uuid, state text, currency text,
  amount numeric, team_id uuid, contractor_id uuid, own numeric, taken numeric)
  LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT o.id, q.state, q.currency::text, q.amount, q.team_id, q.contractor_id, r.net + r.adjustments,
    taken_of_requisition(company, o.requisition_id, o.id)
  FROM orders_order o
  JOIN engagements_requisition q ON q.company_id = o.company_id AND q.id = o.requisition_id
  JOIN orders_revision r ON r.company_id = o.company_id AND r.order_id = o.id AND r.number = o.revision_number
  WHERE o.company_id = company AND o.id = ANY (ordered)
$$;

-- A draft names a requisition that is approved. What is submitted or issued keeps to it, and where the company's orders begin
-- with one, has one: what was submitted before that was set goes on. A closed order that is opened again counts in full anew.
-- One order after the other asks for what is left of it.
CREATE OR REPLACE FUNCTION guard_order_requested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  was text := CASE TG_OP WHEN 'UPDATE' THEN OLD.state ELSE '' END;
  fresh boolean := was = '' AND NEW.state = 'draft' AND NEW.replaces_id IS NULL;
  named boolean := was = 'draft' AND NEW.state = 'draft' AND NEW.requisition_id IS DISTINCT FROM OLD.requisition_id;
  asked boolean := (was, NEW.state) IN (('draft', 'pending'), ('approved', 'issued'));
  opened boolean := was = 'closed' AND NEW.state = 'issued';
  wish engagements_requisition;
  gate engagements_requisitionpolicy;
  own numeric;
BEGIN
  IF NOT (fresh OR named OR asked OR opened) OR (NEW.requisition_id IS NULL AND (named OR opened)) THEN
    RETURN NEW;
  END IF;
  IF NEW.requisition_id IS NULL THEN
    SELECT * INTO gate FROM engagements_requisitionpolicy WHERE company_id = NEW.company_id ORDER BY version DESC LIMIT 1;
    IF gate.requisitions_needed AND NOT (NEW.state = 'issued' AND COALESCE(NEW.submitted_at < gate.set_at, false)) THEN
      PERFORM refuse(TG_NAME, 'where orders begin with an approved requisition, none goes on without');
    END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO wish FROM engagements_requisition WHERE company_id = NEW.company_id AND id = NEW.requisition_id FOR UPDATE;
  IF NOT opened AND (wish.state <> 'approved' OR wish.currency <> NEW.currency OR wish.team_id IS DISTINCT FROM NEW.team_id
    OR COALESCE(wish.contractor_id <> NEW.contractor_id, false)) THEN
    PERFORM refuse(TG_NAME, 'an order begins with a requisition that is approved, of its team, currency and contractor');
  END IF;
  SELECT r.net + r.adjustments INTO own FROM orders_revision r
    WHERE r.company_id = NEW.company_id AND r.order_id = NEW.id AND r.number = NEW.revision_number;
  IF (asked OR opened) AND own + taken_of_requisition(NEW.company_id, wish.id, NEW.id) > wish.amount THEN
    PERFORM refuse(TG_NAME, 'the orders of a requisition hold no more together than it allows');
  END IF;
  RETURN NEW;
END $$;
