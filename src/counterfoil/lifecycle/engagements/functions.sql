-- An engagement stays the contractor's whose it began as: what is ordered under it, and what is paid, goes by that.
CREATE OR REPLACE FUNCTION guard_engagement_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.contractor_id <> OLD.contractor_id THEN
    PERFORM refuse(TG_NAME, 'an engagement stays its contractor''s');
  END IF;
  RETURN NEW;
END $$;

-- Who had a hand in an offer, and so has an interest in it: whoever wrote it, changed or submitted it, and whoever it pays.
CREATE OR REPLACE FUNCTION offer_interested_in(company uuid, offered uuid) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT ARRAY(
    SELECT made_by_id FROM engagements_offer WHERE company_id = company AND id = offered
    UNION
    SELECT a.requester_id FROM engagements_offer o
      JOIN approvals_approval a ON a.company_id = o.company_id AND a.subject_id = o.id
      WHERE o.company_id = company AND o.id = offered
    UNION
    SELECT member_id FROM trail_entry WHERE company_id = company AND subject_id = offered AND outcome = 'done'
      AND verb IN ('offer.create', 'offer.change', 'offer.submit')
    UNION
    SELECT c.member_id FROM engagements_offer o
      JOIN parties_contractor c ON c.company_id = o.company_id AND c.id = o.contractor_id
      WHERE o.company_id = company AND o.id = offered AND c.member_id IS NOT NULL)
$$;

-- An approval of an offer names everybody who has an interest in it, whoever opens it.
CREATE OR REPLACE FUNCTION guard_offer_interested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT NEW.interested @> offer_interested_in(NEW.company_id, NEW.subject_id) THEN
    PERFORM refuse(TG_NAME, 'an approval leaves out nobody who has an interest in the offer');
  END IF;
  RETURN NEW;
END $$;

-- Whoever became the contractor's sign-in after the approval was opened is not named in it, and does not give it either.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_step_to_offered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'given' AND OLD.state <> 'given'
    AND same_hands(NEW.company_id, NEW.member_id, ARRAY(SELECT c.member_id FROM approvals_approval a
      JOIN engagements_offer o ON o.company_id = a.company_id AND o.id = a.subject_id
      JOIN parties_contractor c ON c.company_id = o.company_id AND c.id = o.contractor_id
      WHERE a.company_id = NEW.company_id AND a.id = NEW.approval_id AND c.member_id IS NOT NULL))
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who is paid by an offer can not approve it');
  END IF;
  RETURN NEW;
END $$;

-- An offer is reviewed on an open approval of what it shows, sent on a given one or where the company reviews none, and
-- answered by its contractor alone. Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_offer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked approvals_approval;
BEGIN
  IF NEW.state <> 'accepted' AND NEW.engagement_id IS NOT NULL THEN
    PERFORM refuse(TG_NAME, 'an engagement comes of an offer that is accepted');
  END IF;
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state IN ('in_review', 'sent')
    AND NEW.document_sha256 IS DISTINCT FROM encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') THEN
    PERFORM refuse(TG_NAME, 'what an offer shows has its hash beside it');
  END IF;
  SELECT * INTO asked FROM approvals_approval WHERE company_id = NEW.company_id AND id = NEW.approval_id;
  IF (NEW.state = 'in_review' OR (NEW.state = 'sent' AND OLD.state = 'in_review')) AND (asked.id IS NULL
    OR (asked.subject_id, asked.verb, asked.digest) IS DISTINCT FROM (NEW.id, 'offer.approve', NEW.document_sha256)
    OR asked.state <> CASE NEW.state WHEN 'sent' THEN 'given' ELSE 'open' END) THEN
    PERFORM refuse(TG_NAME, 'an offer is reviewed on an approval of what it shows, and sent once that is given');
  END IF;
  -- Somebody may have written at the draft after the approval was opened.
  IF NEW.state = 'in_review' AND NOT asked.interested @> offer_interested_in(NEW.company_id, NEW.id) THEN
    PERFORM refuse(TG_NAME, 'an offer is reviewed on an approval that names everybody who wrote at it');
  END IF;
  IF NEW.state = 'in_review' AND (CASE WHEN NEW.amount IS NULL AND NEW.most_units IS NULL THEN asked.amount < no_most()
    ELSE asked.currency = NEW.currency
      AND COALESCE(NEW.amount, NEW.most_units * NEW.unit_rate) - asked.amount >= last_unit(NEW.currency) END) THEN
    PERFORM refuse(TG_NAME, 'an offer is approved for all that it comes to');
  END IF;
  IF OLD.state = 'draft' AND NEW.state IN ('in_review', 'sent') AND NEW.order_choice = ''
    AND programme_of(NEW.company_id, NEW.team_id) = 'required' THEN
    PERFORM refuse(TG_NAME, 'where a purchase order is required, no offer is sent without a choice of it');
  END IF;
  IF NEW.state = 'sent' AND OLD.state = 'draft' AND (SELECT offers_reviewed FROM engagements_hiringpolicy
      WHERE company_id = NEW.company_id ORDER BY version DESC LIMIT 1) THEN
    PERFORM refuse(TG_NAME, 'where offers are reviewed, none is sent without');
  END IF;
  IF NEW.state = 'sent' AND (NEW.sent_by_id IS NULL OR NEW.sent_at IS NULL
    OR is_service(NEW.company_id, NEW.sent_by_id)) THEN
    PERFORM refuse(TG_NAME, 'an offer is sent by somebody, at some moment');
  END IF;
  IF NEW.state IN ('accepted', 'declined') AND (NEW.decided_at IS NULL OR NOT EXISTS (SELECT FROM parties_contractor
      WHERE company_id = NEW.company_id AND id = NEW.contractor_id AND member_id = NEW.decided_by_id)) THEN
    PERFORM refuse(TG_NAME, 'an offer is answered by the contractor to whom it was made');
  END IF;
  IF NEW.state = 'accepted' AND is_service(NEW.company_id, NEW.decided_by_id) THEN
    PERFORM refuse(TG_NAME, 'a service accepts no offer');
  END IF;
  IF NEW.state = 'accepted' AND NOT EXISTS (SELECT FROM engagements_engagement WHERE company_id = NEW.company_id
      AND id = NEW.engagement_id AND contractor_id = NEW.contractor_id) THEN
    PERFORM refuse(TG_NAME, 'an offer is accepted with an engagement of its contractor');
  END IF;
  RETURN NEW;
END $$;

-- Versions of how a company hires follow each other, each set by one of its owners.
CREATE OR REPLACE FUNCTION guard_hiringpolicy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + COALESCE((SELECT max(version) FROM engagements_hiringpolicy WHERE company_id = NEW.company_id), 0) THEN
    PERFORM refuse(TG_NAME, 'each version of how a company hires follows the one before');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.set_by_id, '{owner}', '{hiringpolicy.set}') OR is_service(NEW.company_id, NEW.set_by_id) THEN
    PERFORM refuse(TG_NAME, 'how a company hires is set by one of its owners');
  END IF;
  RETURN NEW;
END $$;

-- Versions of whether purchase orders are used when hiring follow each other, for the company and for each team.
CREATE OR REPLACE FUNCTION guard_programme() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + COALESCE((SELECT max(version) FROM engagements_programme
      WHERE company_id = NEW.company_id AND team_id IS NOT DISTINCT FROM NEW.team_id), 0) THEN
    PERFORM refuse(TG_NAME, 'each version of the programme follows the one before');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.set_by_id, '{owner,finance}', '{programme.set}') OR is_service(NEW.company_id, NEW.set_by_id) THEN
    PERFORM refuse(TG_NAME, 'the programme is set by finance or an owner');
  END IF;
  RETURN NEW;
END $$;

-- Whether purchase orders are off, optional or required for a team: what it says itself, else what its company says.
CREATE OR REPLACE FUNCTION programme_of(company uuid, team uuid) RETURNS text LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE(
    (SELECT NULLIF(mode, 'company') FROM engagements_programme p WHERE p.company_id = company AND p.team_id = team
      ORDER BY p.version DESC LIMIT 1),
    (SELECT mode FROM engagements_programme p WHERE p.company_id = company AND p.team_id IS NULL
      ORDER BY p.version DESC LIMIT 1),
    'optional')
$$;

-- A contract comes signed of an offer that its contractor accepted, and says what that showed; or it was drafted, and is signed
-- with the file that was signed, whose hash it carries.
CREATE OR REPLACE FUNCTION guard_contract() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  agreed engagements_offer;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.engagement_id <> OLD.engagement_id THEN
    PERFORM refuse(TG_NAME, 'a contract stays its engagement''s');
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'ended' AND (NEW.ended_by_id IS NULL OR NEW.ended_at IS NULL OR NEW.reason = '') THEN
    PERFORM refuse(TG_NAME, 'a contract is ended by somebody, at some moment, for a reason');
  END IF;
  IF NEW.state = 'started' AND NEW.started_at IS NULL THEN
    PERFORM refuse(TG_NAME, 'a contract is started at some moment');
  END IF;
  IF NEW.state <> 'signed' THEN
    RETURN NEW;
  END IF;
  IF NEW.signed_on IS NULL OR NEW.signed_at IS NULL OR NEW.signed_by_id IS NULL OR NEW.signers = '' OR NEW.digest = '' THEN
    PERFORM refuse(TG_NAME, 'a contract is signed by named people, on some day, and carries the hash of what they signed');
  END IF;
  IF NEW.offer_id IS NOT NULL THEN
    SELECT * INTO agreed FROM engagements_offer WHERE company_id = NEW.company_id AND id = NEW.offer_id;
    IF agreed.state IS DISTINCT FROM 'accepted' OR agreed.engagement_id IS DISTINCT FROM NEW.engagement_id
      OR (agreed.document_sha256, agreed.currency, agreed.starts_on, agreed.ends_on, agreed.unit_rate, agreed.decided_by_id)
        IS DISTINCT FROM (NEW.digest, NEW.currency, NEW.starts_on, NEW.ends_on, NEW.unit_rate, NEW.signed_by_id)
      OR (NEW.amount IS NULL) <> (agreed.amount IS NULL AND agreed.most_units IS NULL)
      OR abs(NEW.amount - COALESCE(agreed.amount, agreed.most_units * agreed.unit_rate)) >= last_unit(NEW.currency) THEN
      PERFORM refuse(TG_NAME, 'what comes of an offer says what was accepted');
    END IF;
  ELSIF TG_OP = 'INSERT' OR NOT EXISTS (SELECT FROM documents_document WHERE company_id = NEW.company_id
      AND id = NEW.document_id AND kind = 'contract' AND sha256 = NEW.digest) THEN
    PERFORM refuse(TG_NAME, 'a contract is signed with an offer that was accepted, or with the file that was signed');
  END IF;
  RETURN NEW;
END $$;

-- A post is filled by an offer that was made from it and accepted, and withdrawn for a reason.
CREATE OR REPLACE FUNCTION guard_jobpost() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'published' AND NEW.order_choice = '' AND programme_of(NEW.company_id, NEW.team_id) = 'required' THEN
    PERFORM refuse(TG_NAME, 'where a purchase order is required, no post is published without a choice of it');
  END IF;
  IF NEW.state = 'filled' AND (NEW.filled_at IS NULL OR NOT EXISTS (SELECT FROM engagements_offer
      WHERE company_id = NEW.company_id AND post_id = NEW.id AND state = 'accepted')) THEN
    PERFORM refuse(TG_NAME, 'a post is filled by an offer that was made from it and accepted');
  END IF;
  IF NEW.state = 'withdrawn' AND (NEW.ended_at IS NULL OR NEW.reason = '') THEN
    PERFORM refuse(TG_NAME, 'a post is withdrawn at some moment, for a reason');
  END IF;
  RETURN NEW;
END $$;

-- Who had a hand in a requisition: whoever wrote it, changed or submitted it, and whoever it would pay.
CREATE OR REPLACE FUNCTION requisition_interested_in(company uuid, asked_for uuid) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT ARRAY(
    SELECT made_by_id FROM engagements_requisition WHERE company_id = company AND id = asked_for
    UNION
    SELECT a.requester_id FROM engagements_requisition r
      JOIN approvals_approval a ON a.company_id = r.company_id AND a.subject_id = r.id
      WHERE r.company_id = company AND r.id = asked_for
    UNION
    SELECT member_id FROM trail_entry WHERE company_id = company AND subject_id = asked_for AND outcome = 'done'
      AND verb IN ('requisition.create', 'requisition.change', 'requisition.submit')
    UNION
    SELECT c.member_id FROM engagements_requisition r
      JOIN parties_contractor c ON c.company_id = r.company_id AND c.id = r.contractor_id
      WHERE r.company_id = company AND r.id = asked_for AND c.member_id IS NOT NULL)
$$;

-- An approval of a requisition names everybody who has an interest in it, whoever opens it.
CREATE OR REPLACE FUNCTION guard_requisition_interested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.verb = 'requisition.approve'
    AND NOT NEW.interested @> requisition_interested_in(NEW.company_id, NEW.subject_id) THEN
    PERFORM refuse(TG_NAME, 'an approval leaves out nobody who has an interest in the requisition');
  END IF;
  RETURN NEW;
END $$;

-- Whoever became the sign-in of the contractor whom a requisition names does not give its approval either.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_step_to_requisition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.state = 'given' AND OLD.state <> 'given'
    AND same_hands(NEW.company_id, NEW.member_id, ARRAY(SELECT c.member_id FROM approvals_approval a
      JOIN engagements_requisition r ON r.company_id = a.company_id AND r.id = a.subject_id
      JOIN parties_contractor c ON c.company_id = r.company_id AND c.id = r.contractor_id
      WHERE a.company_id = NEW.company_id AND a.id = NEW.approval_id AND c.member_id IS NOT NULL))
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who would be paid by a requisition can not approve it');
  END IF;
  RETURN NEW;
END $$;

-- A requisition is submitted on an open approval of what it says, and approved once that is given.
CREATE OR REPLACE FUNCTION guard_requisition() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked approvals_approval;
BEGIN
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state = 'submitted'
    AND NEW.document_sha256 IS DISTINCT FROM encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') THEN
    PERFORM refuse(TG_NAME, 'what a requisition shows has its hash beside it');
  END IF;
  SELECT * INTO asked FROM approvals_approval WHERE company_id = NEW.company_id AND id = NEW.approval_id;
  IF NEW.state IN ('submitted', 'approved') AND (asked.id IS NULL
    OR (asked.subject_id, asked.verb, asked.digest)
      IS DISTINCT FROM (NEW.id, 'requisition.approve', NEW.document_sha256)
    OR asked.state <> CASE NEW.state WHEN 'approved' THEN 'given' ELSE 'open' END) THEN
    PERFORM refuse(TG_NAME, 'a requisition is submitted on an approval of what it shows, and approved once that is given');
  END IF;
  -- Somebody may have written at the draft after the approval was opened.
  IF NEW.state = 'submitted' AND NOT asked.interested @> requisition_interested_in(NEW.company_id, NEW.id) THEN
    PERFORM refuse(TG_NAME, 'a requisition is submitted on an approval that names everybody who wrote at it');
  END IF;
  IF NEW.state = 'submitted' AND asked.currency = NEW.currency AND asked.amount < NEW.amount THEN
    PERFORM refuse(TG_NAME, 'a requisition is approved for all that it asks for');
  END IF;
  IF NEW.state IN ('approved', 'rejected', 'withdrawn') AND (NEW.decided_by_id IS NULL OR NEW.decided_at IS NULL
    OR (NEW.state <> 'approved' AND NEW.reason = '')) THEN
    PERFORM refuse(TG_NAME, 'a requisition is decided by somebody, at some moment, and given up for a reason');
  END IF;
  RETURN NEW;
END $$;

-- Versions of whether orders begin with a requisition follow each other, each set by one of the company's owners.
CREATE OR REPLACE FUNCTION guard_requisitionpolicy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.version <> 1 + COALESCE(
    (SELECT max(version) FROM engagements_requisitionpolicy WHERE company_id = NEW.company_id), 0) THEN
    PERFORM refuse(TG_NAME, 'each version of whether orders begin with a requisition follows the one before');
  END IF;
  IF NOT holds_role(NEW.company_id, NEW.set_by_id, '{owner}', '{requisitionpolicy.set}') OR is_service(NEW.company_id, NEW.set_by_id) THEN
    PERFORM refuse(TG_NAME, 'whether orders begin with a requisition is set by one of the owners');
  END IF;
  RETURN NEW;
END $$;

-- Who had a hand in a change request: whoever wrote it, changed or submitted it, and whoever its contract pays.
CREATE OR REPLACE FUNCTION changerequest_interested_in(company uuid, asked_for uuid) RETURNS uuid[] LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT ARRAY(
    SELECT made_by_id FROM engagements_changerequest WHERE company_id = company AND id = asked_for
    UNION
    SELECT a.requester_id FROM engagements_changerequest r
      JOIN approvals_approval a ON a.company_id = r.company_id AND a.subject_id = r.id
      WHERE r.company_id = company AND r.id = asked_for
    UNION
    SELECT member_id FROM trail_entry WHERE company_id = company AND subject_id = asked_for AND outcome = 'done'
      AND verb IN ('changerequest.create', 'changerequest.change', 'changerequest.submit')
    UNION
    SELECT changerequest_payee(company, asked_for) WHERE changerequest_payee(company, asked_for) IS NOT NULL)
$$;

-- The sign-in of the contractor with whom the contract is that a change request would change, if they have one.
CREATE OR REPLACE FUNCTION changerequest_payee(company uuid, asked_for uuid) RETURNS uuid LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT c.member_id FROM engagements_changerequest r
    JOIN engagements_contract k ON k.company_id = r.company_id AND k.id = r.contract_id
    JOIN engagements_engagement g ON g.company_id = k.company_id AND g.id = k.engagement_id
    JOIN parties_contractor c ON c.company_id = g.company_id AND c.id = g.contractor_id
    WHERE r.company_id = company AND r.id = asked_for
$$;

-- An approval of a change request names everybody who has an interest in it, whoever opens it.
CREATE OR REPLACE FUNCTION guard_changerequest_interested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.verb = 'changerequest.approve'
    AND NOT NEW.interested @> changerequest_interested_in(NEW.company_id, NEW.subject_id) THEN
    PERFORM refuse(TG_NAME, 'an approval leaves out nobody who has an interest in the change of a contract');
  END IF;
  RETURN NEW;
END $$;

-- Whoever became the contractor's sign-in after the approval was opened does not give it either.
-- Argument: the roles that may approve.
CREATE OR REPLACE FUNCTION guard_step_to_changerequest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  payee uuid;
BEGIN
  IF NEW.state <> 'given' OR OLD.state = 'given' THEN
    RETURN NEW;
  END IF;
  SELECT changerequest_payee(a.company_id, a.subject_id) INTO payee FROM approvals_approval a
    WHERE a.company_id = NEW.company_id AND a.id = NEW.approval_id;
  IF payee IS NOT NULL AND same_hands(NEW.company_id, NEW.member_id, ARRAY[payee])
    AND separated(NEW.company_id, string_to_array(TG_ARGV[0], ',')) THEN
    PERFORM refuse(TG_NAME, 'who is paid by a contract can not approve a change of it');
  END IF;
  RETURN NEW;
END $$;

-- A change request is submitted on an open approval of what it says, and approved once that is given: of a contract that is in
-- force, which allows what stands beside it. The how many-th change of the contract it is, and in which transaction it was
-- approved, nobody writes.
CREATE OR REPLACE FUNCTION guard_changerequest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  asked approvals_approval;
  agreed engagements_contract;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.contract_id <> OLD.contract_id THEN
    PERFORM refuse(TG_NAME, 'a change request stays its contract''s');
  END IF;
  IF NEW.state <> 'approved' AND (NEW.number IS NOT NULL OR NEW.xact IS NOT NULL) THEN
    PERFORM refuse(TG_NAME, 'the how many-th change of its contract it is, nobody says before it is approved');
  END IF;
  IF TG_OP = 'INSERT' OR OLD.state = NEW.state THEN
    RETURN NEW;
  END IF;
  IF NEW.state IN ('approved', 'rejected', 'withdrawn') AND (NEW.decided_by_id IS NULL OR NEW.decided_at IS NULL
    OR (NEW.state <> 'approved' AND NEW.reason = '')) THEN
    PERFORM refuse(TG_NAME, 'a change request is decided by somebody, at some moment, and given up for a reason');
  END IF;
  IF NEW.state NOT IN ('submitted', 'approved') THEN
    RETURN NEW;
  END IF;
  SELECT * INTO agreed FROM engagements_contract WHERE company_id = NEW.company_id AND id = NEW.contract_id FOR UPDATE;
  IF agreed.state NOT IN ('signed', 'started') THEN
    PERFORM refuse(TG_NAME, 'what a contract allows is changed by a request while it is in force');
  END IF;
  IF (NEW.currency, NEW.was_order_kind, NEW.was_amount, NEW.was_unit_rate, NEW.was_unit, NEW.was_starts_on, NEW.was_ends_on)
    IS DISTINCT FROM (agreed.currency, agreed.order_kind, agreed.amount, agreed.unit_rate, agreed.unit, agreed.starts_on,
      agreed.ends_on) THEN
    PERFORM refuse(TG_NAME, 'a change request says what its contract allows as it stands');
  END IF;
  IF (NEW.order_kind, NEW.amount, NEW.unit_rate, NEW.unit, NEW.starts_on, NEW.ends_on)
    IS NOT DISTINCT FROM (agreed.order_kind, agreed.amount, agreed.unit_rate, agreed.unit, agreed.starts_on,
      agreed.ends_on) THEN
    PERFORM refuse(TG_NAME, 'a change request changes something');
  END IF;
  IF NEW.document_sha256 IS DISTINCT FROM encode(sha256(convert_to(NEW.document, 'UTF8')), 'hex') THEN
    PERFORM refuse(TG_NAME, 'what a change request shows has its hash beside it');
  END IF;
  SELECT * INTO asked FROM approvals_approval WHERE company_id = NEW.company_id AND id = NEW.approval_id;
  IF asked.id IS NULL OR (asked.subject_id, asked.verb, asked.digest)
      IS DISTINCT FROM (NEW.id, 'changerequest.approve', NEW.document_sha256)
    OR asked.state <> (CASE NEW.state WHEN 'approved' THEN 'given' ELSE 'open' END) THEN
    PERFORM refuse(TG_NAME, 'a change request is submitted on an approval of what it shows, and approved once that is given');
  END IF;
  -- Somebody may have written at the draft after the approval was opened.
  IF NEW.state = 'submitted' AND NOT asked.interested @> changerequest_interested_in(NEW.company_id, NEW.id) THEN
    PERFORM refuse(TG_NAME, 'a change request is submitted on an approval that names everybody who wrote at it');
  END IF;
  IF NEW.state = 'submitted' AND (CASE WHEN NEW.amount IS NULL THEN asked.amount < no_most()
    ELSE asked.currency = NEW.currency AND asked.amount < NEW.amount END) THEN
    PERFORM refuse(TG_NAME, 'a change request is approved for all that its contract would allow');
  END IF;
  IF NEW.state = 'approved' THEN
    NEW.xact := pg_current_xact_id();
    NEW.number := 1 + COALESCE((SELECT max(number) FROM engagements_changerequest
      WHERE company_id = NEW.company_id AND contract_id = NEW.contract_id), 0);
  END IF;
  RETURN NEW;
END $$;

-- What was approved stands in the contract from the same moment on.
CREATE OR REPLACE FUNCTION apply_changerequest() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = 'approved' AND OLD.state <> 'approved' THEN
    UPDATE engagements_contract SET order_kind = NEW.order_kind, amount = NEW.amount, unit_rate = NEW.unit_rate,
        unit = NEW.unit, starts_on = NEW.starts_on, ends_on = NEW.ends_on, version = version + 1
      WHERE company_id = NEW.company_id AND id = NEW.contract_id;
  END IF;
  RETURN NULL;
END $$;

-- Once it is signed, what a contract allows changes together with a change request of it alone: the newest that was approved, in
-- this very transaction, which says just the same.
CREATE OR REPLACE FUNCTION guard_contract_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state NOT IN ('signed', 'started')
    OR (NEW.order_kind, NEW.amount, NEW.unit_rate, NEW.unit, NEW.starts_on, NEW.ends_on)
      IS NOT DISTINCT FROM (OLD.order_kind, OLD.amount, OLD.unit_rate, OLD.unit, OLD.starts_on, OLD.ends_on) THEN
    RETURN NEW;
  END IF;
  IF NEW.state <> OLD.state OR NEW.version <> OLD.version + 1 OR NOT EXISTS (SELECT FROM engagements_changerequest r
      WHERE r.company_id = NEW.company_id AND r.contract_id = NEW.id AND r.state = 'approved'
        AND r.xact = pg_current_xact_id()
        AND (r.order_kind, r.amount, r.unit_rate, r.unit, r.starts_on, r.ends_on)
          IS NOT DISTINCT FROM (NEW.order_kind, NEW.amount, NEW.unit_rate, NEW.unit, NEW.starts_on, NEW.ends_on)
        AND NOT EXISTS (SELECT FROM engagements_changerequest n WHERE n.company_id = r.company_id
          AND n.contract_id = r.contract_id AND n.number > r.number)) THEN
    PERFORM refuse(TG_NAME, 'what a signed contract allows is changed by a change request that was approved, and says the same');
  END IF;
  RETURN NEW;
END $$;
