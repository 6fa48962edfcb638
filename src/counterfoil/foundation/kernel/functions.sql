-- The company this transaction works for. Loud: a forgotten scope is an error, never an empty page.
CREATE OR REPLACE FUNCTION current_company() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE company text := current_setting('app.company', true);
BEGIN
  IF company IS NULL OR company = '' THEN
    RAISE EXCEPTION 'no company is set' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN company::uuid;
END $$;

-- How every guard says no: as an integrity error that carries the guard's own name.
CREATE OR REPLACE FUNCTION refuse(guard text, sentence text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%', sentence USING ERRCODE = 'check_violation', CONSTRAINT = guard;
END $$;

-- Arguments: first states; permitted moves as 'from>to'. Lists are separated by commas.
CREATE OR REPLACE FUNCTION guard_states() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT NEW.state = ANY (string_to_array(TG_ARGV[0], ',')) THEN
      PERFORM refuse(TG_NAME, format('%s can not begin as %s', TG_TABLE_NAME, NEW.state));
    END IF;
  ELSIF OLD.state <> NEW.state AND NOT (OLD.state || '>' || NEW.state) = ANY (string_to_array(TG_ARGV[1], ',')) THEN
    PERFORM refuse(TG_NAME, format('%s can not go from %s to %s', TG_TABLE_NAME, OLD.state, NEW.state));
  END IF;
  RETURN NEW;
END $$;

-- The number of an order as it is compared: capitals and digits of every script with nothing between them, by their look. The
-- same is said in Python (`numbering.order_number`), and a test holds the two equal, sign by sign.
CREATE OR REPLACE FUNCTION order_number(number text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT normalize(translate(normalize(regexp_replace(plain_digits(upper(normalize(number, NFKC))), number_separators(), '', 'g'), NFKC),
    U&'\0391\0392\0395\0396\0397\0399\039A\039C\039D\039F\03A1\03A4\03A5\03A7\0410\0412\0415\0405\0406\0408\041A\041C\041D\041E\0420\0421\0422\0423\0425\04AE\04C0\051A\051C',
    'ABEZHIKMNOPTYXABESIJKMHOPCTYXYIQW'), NFKC)
$$;

-- Digits of other scripts by their value. Each script has its ten in a row; here stand the places of their noughts.
CREATE OR REPLACE FUNCTION plain_digits(number text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN number ~ '^[\u0001-\u007F]*$' THEN number ELSE translate(number,
    (SELECT string_agg(chr(nought + value), '' ORDER BY nought, value) FROM generate_series(0, 9) AS value, unnest(ARRAY[
    1632,1776,1984,2406,2534,2662,2790,2918,3046,3174,3302,3430,3558,3664,3792,3872,4160,4240,6112,6160,6470,6608,
    6784,6800,6992,7088,7232,7248,42528,43216,43264,43472,43504,43600,44016,66720,68912,69734,69872,69942,70096,
    70384,70736,70864,71248,71360,71472,71904,72016,72784,73040,73120,92768,92864,93008,123200,123632,125264]) AS nought),
    repeat('0123456789', 58)) END
$$;

-- What stands between the letters and digits of a number.
CREATE OR REPLACE FUNCTION number_separators() RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT '[' || '\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7'
      || '\u00F7\u02C2-\u02C5\u02D2-\u02DF\u034F\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05F3\u05F4'
      || '\u0606-\u060F\u061B-\u061F\u066A-\u066D\u06D4\u0964\u0965\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F'
      || '\u2000-\u206F\u20A0-\u20CF\u2190-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3008-\u3020\u3030\u303D-\u303F\u30A0'
      || '\u30FB\u3164\uFE00-\uFE19\uFE30-\uFE6F\uFEFF\U000E0000-\U000E0FFF' || ']'
$$;

-- A text as a pattern of what it occurs in.
CREATE OR REPLACE FUNCTION occurring(wanted text) RETURNS text LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT '%' || regexp_replace(wanted, '([\\%_])', '\\\1', 'g') || '%'
$$;

-- Whether this is payment terms in the form in which they are kept (R127). The same is said in Python (`terms.read`), and a test
-- holds the two equal.
CREATE OR REPLACE FUNCTION are_terms(said text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
DECLARE
  parts text[] := string_to_array(regexp_replace(said, '( from (sent|completion))?( to (next|previous) business day)?$', ''), ', ');
  shares text[];
  percents numeric;
BEGIN
  IF said = 'unknown' THEN
    RETURN true;
  END IF;
  IF cardinality(parts) NOT BETWEEN 1 AND 12 OR EXISTS (SELECT FROM unnest(parts) AS part WHERE part !~
      '^(((0|[1-9][0-9]{0,14})(\.[0-9]{0,3}[1-9])?%?|rest): )?((0|[1-9][0-9]{0,2}) days|([1-9][0-9]{0,2} days )?(end of month( \+ [1-9][0-9]{0,2} days)?|day [1-9][0-9]?))$')
  THEN
    RETURN false;
  END IF;
  IF EXISTS (SELECT FROM unnest(parts) AS part, regexp_matches(part, '([0-9]+) days', 'g') AS days WHERE days[1]::int > 365)
      OR EXISTS (SELECT FROM unnest(parts) AS part, regexp_matches(part, 'day ([0-9]+)$') AS day WHERE day[1]::int > 31)
      OR (SELECT count(DISTINCT regexp_replace(part, '^.*: ', '')) FROM unnest(parts) AS part) < cardinality(parts) THEN
    RETURN false;
  END IF;
  shares := ARRAY(SELECT substring(part FROM '^(.*): ') FROM unnest(parts) WITH ORDINALITY AS p(part, place) ORDER BY place);
  IF cardinality(parts) = 1 THEN
    RETURN shares[1] IS NULL;
  END IF;
  percents := (SELECT sum(rtrim(share, '%')::numeric) FROM unnest(shares) AS share WHERE share LIKE '%\%');
  RETURN array_position(shares, NULL) IS NULL
    AND NOT EXISTS (SELECT FROM unnest(shares) AS share WHERE share <> 'rest' AND rtrim(share, '%')::numeric = 0)
    AND COALESCE(array_position(shares, 'rest'), cardinality(parts)) = cardinality(parts)
    AND CASE WHEN shares[cardinality(parts)] = 'rest' THEN COALESCE(percents, 0) < 100
      ELSE percents = 100 AND NOT EXISTS (SELECT FROM unnest(shares) AS share WHERE share NOT LIKE '%\%') END;
END $$;
