-- The trail. All of it runs as its owner with a fixed search path, in UTC and with hexadecimal bytes, so that the same
-- row has the same digest in every session.

-- A salted digest for each personal value, so that value and salt can be erased while the seal still verifies.
CREATE OR REPLACE FUNCTION trail_salts(personal jsonb) RETURNS jsonb LANGUAGE sql VOLATILE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE(jsonb_object_agg(k, gen_random_uuid()::text), '{}') FROM jsonb_object_keys(personal) AS k
$$;

CREATE OR REPLACE FUNCTION trail_personal_digests(personal jsonb, salts jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT COALESCE(jsonb_object_agg(k, encode(sha256(convert_to((salts->>k) || v::text, 'UTF8')), 'hex')), '{}')
  FROM jsonb_each(personal) AS values_of(k, v)
$$;

CREATE OR REPLACE FUNCTION trail_text_digest(content jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$ SELECT sha256(convert_to(content::text, 'UTF8')) $$;

-- What an entry can't say of itself: its transaction, the moment it arrived, and its digests.
CREATE OR REPLACE FUNCTION entry_stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET timezone = 'UTC' SET bytea_output = 'hex' AS $$
DECLARE
  personal jsonb := jsonb_build_object('reason', NEW.reason, 'reasons', NEW.reasons);
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse(TG_NAME, 'the trail is written in read committed alone');
  END IF;
  NEW.xact := pg_current_xact_id();
  NEW.recorded_at := clock_timestamp();
  NEW.salts := trail_salts(personal);
  NEW.personal_digests := trail_personal_digests(personal, NEW.salts);
  NEW.plain_digest := trail_text_digest(entry_plain(to_jsonb(NEW)));
  RETURN NEW;
END $$;

-- Everything of an entry that is never erased. Nulls are left out, so that a column added later changes no old digest.
CREATE OR REPLACE FUNCTION entry_plain(entry jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT jsonb_strip_nulls(entry - '{reason,reasons,salts,plain_digest}'::text[])
$$;

-- The leaf of an entry: its own digest, then those of its changes in the order they were made.
CREATE OR REPLACE FUNCTION entry_leaf(company uuid, entry uuid) RETURNS bytea LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT sha256('\x00' || e.plain_digest || COALESCE(
    (SELECT string_agg(c.digest, ''::bytea ORDER BY c.seq) FROM trail_change c
      WHERE c.company_id = e.company_id AND c.entry_id = e.id AND c.xact = e.xact), ''))
  FROM trail_entry e WHERE e.company_id = company AND e.id = entry
$$;

-- The root of a Merkle tree: pairs are hashed together, an odd one is carried up as it is.
CREATE OR REPLACE FUNCTION merkle_root(leaves bytea[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE
  SET search_path = public, pg_temp AS $$
DECLARE
  level bytea[] := leaves;
  above bytea[];
BEGIN
  WHILE cardinality(level) > 1 LOOP
    above := '{}';
    FOR i IN 1 .. cardinality(level) BY 2 LOOP
      above := above || CASE WHEN i < cardinality(level) THEN sha256('\x01' || level[i] || level[i + 1]) ELSE level[i] END;
    END LOOP;
    level := above;
  END LOOP;
  RETURN level[1];
END $$;

-- Append one link to a company's chain.
CREATE OR REPLACE FUNCTION seal_company(company uuid, entries uuid[]) RETURNS void LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  before trail_seal;
  start bigint;
  leaves bytea[];
  root bytea;
BEGIN
  SELECT * INTO before FROM trail_seal WHERE company_id = company ORDER BY number DESC LIMIT 1;
  start := COALESCE(before.last, 0);
  WITH placed AS (
    INSERT INTO trail_position (id, company_id, position, entry_id, leaf, at)
    SELECT gen_random_uuid(), company, start + ordinal, entry, entry_leaf(company, entry), clock_timestamp()
      FROM unnest(entries) WITH ORDINALITY AS listed(entry, ordinal)
    RETURNING position, leaf)
  SELECT array_agg(leaf ORDER BY position) INTO leaves FROM placed;
  root := merkle_root(leaves);
  INSERT INTO trail_seal (id, company_id, number, first, last, root, chain, at)
  VALUES (gen_random_uuid(), company, COALESCE(before.number, 0) + 1, start + 1, start + cardinality(entries), root,
          sha256(COALESCE(before.chain, '') || root), clock_timestamp());
END $$;

-- Give every committed entry that has none its position, company by company. Returns how many were sealed.
-- A transaction that commits late simply comes later: it lies above the horizon until it has ended. Entries of one
-- order are recorded under its lock, so the moment of recording keeps their order; transaction ids would not.
-- A company that can't be sealed holds up no other: it is left out, told of in a notice, and tried again next time.
CREATE OR REPLACE FUNCTION seal_next(most int DEFAULT 2000) RETURNS int LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp SET timezone = 'UTC' SET bytea_output = 'hex' AS $$
DECLARE
  horizon xid8;
  ended xid8;
  batch record;
  found_now int;
  sealed int := 0;
  broken uuid[] := '{}';
  broken_before int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('counterfoil.seal'));
  ended := pg_snapshot_xmin(pg_current_snapshot());
  SELECT xact INTO horizon FROM trail_sealedupto;
  IF horizon > pg_snapshot_xmax(pg_current_snapshot()) THEN
    -- Restored from a dump into a younger cluster, whose transaction ids start low again.
    horizon := NULL;
  END IF;
  LOOP
    found_now := 0;
    broken_before := cardinality(broken);
    FOR batch IN
      SELECT company_id, array_agg(id ORDER BY recorded_at, id) AS entries
      FROM (SELECT e.company_id, e.id, e.recorded_at FROM trail_entry e
            WHERE e.xact >= COALESCE(horizon, '0'::xid8) AND e.company_id <> ALL (broken) AND NOT EXISTS
              (SELECT FROM trail_position p WHERE p.company_id = e.company_id AND p.entry_id = e.id)
            ORDER BY e.recorded_at, e.id LIMIT most) AS waiting
      GROUP BY company_id
    LOOP
      found_now := found_now + cardinality(batch.entries);
      BEGIN
        PERFORM seal_company(batch.company_id, batch.entries);
        sealed := sealed + cardinality(batch.entries);
      EXCEPTION WHEN OTHERS THEN
        broken := broken || batch.company_id;
        RAISE NOTICE 'company % could not be sealed: %', batch.company_id, SQLERRM;
      END;
    END LOOP;
    -- The entries of what is broken took the room of others: look once more without them.
    EXIT WHEN cardinality(broken) = broken_before;
  END LOOP;
  -- Only after sealing something: an idle sealer must not use up transaction ids.
  IF sealed > 0 AND found_now < most THEN
    INSERT INTO trail_sealedupto (id, xact) VALUES (1, LEAST(ended, oldest_unsealed(broken, horizon)))
      ON CONFLICT (id) DO UPDATE SET xact = EXCLUDED.xact;
  END IF;
  RETURN sealed;
END $$;

-- The oldest transaction with an entry of these companies that has no position: the horizon stays below it.
CREATE OR REPLACE FUNCTION oldest_unsealed(companies uuid[], horizon xid8) RETURNS xid8 LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT e.xact FROM trail_entry e WHERE e.company_id = ANY (companies) AND e.xact >= COALESCE(horizon, '0'::xid8)
    AND NOT EXISTS (SELECT FROM trail_position p WHERE p.company_id = e.company_id AND p.entry_id = e.id)
  ORDER BY e.xact LIMIT 1
$$;

-- What was answered under this key, once nobody else is at work under it. Volatile: it looks after it has waited.
-- That the key is not empty is said so that a plan made for any key may use the index `entry_key_once`.
CREATE OR REPLACE FUNCTION earlier_answer(company text, member uuid, asked text)
  RETURNS TABLE (request_digest text, answer jsonb) LANGUAGE plpgsql
  SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(company || member || asked, 0));
  RETURN QUERY SELECT e.request_digest, e.answer FROM trail_entry e
    WHERE e.company_id = company::uuid AND e.member_id = member AND e.key = asked AND e.key <> '' AND e.outcome = 'done';
END $$;

-- A batch is what somebody asked for: only its end comes later, and once.
CREATE OR REPLACE FUNCTION guard_batch_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  stone trail_batch := NEW;
BEGIN
  stone.cancelled_at := OLD.cancelled_at;
  IF stone IS DISTINCT FROM OLD OR OLD.cancelled_at IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
    PERFORM refuse(TG_NAME, 'a batch stays what was asked for, and once it is cancelled it is');
  END IF;
  RETURN NEW;
END $$;

-- A row of a batch is one thing as it was seen, and what became of it is said once.
CREATE OR REPLACE FUNCTION guard_batchrow_stays() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.company_id, OLD.id, OLD.batch_id, OLD.position, OLD.subject_id, OLD.seen)
    IS DISTINCT FROM (NEW.company_id, NEW.id, NEW.batch_id, NEW.position, NEW.subject_id, NEW.seen) THEN
    PERFORM refuse(TG_NAME, 'a row of a batch stays the thing that was asked for');
  END IF;
  IF OLD.outcome <> 'waiting' AND NEW IS DISTINCT FROM OLD THEN
    PERFORM refuse(TG_NAME, 'what became of a row of a batch is said once');
  END IF;
  RETURN NEW;
END $$;
