"""Trigger functions written out for one table: they name its columns, where a general one would look them up in each row.

Each runs as its owner with a fixed search path. `guards.py` says which table has which; `migrate` makes them all anew.
"""

from collections.abc import Iterable, Sequence

_AS_OWNER = "RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
# The same row has the same digest in every session.
_ALIKE = "SET timezone = 'UTC' SET bytea_output = 'hex'"
_MOST_PAIRS = 50
"""A function of PostgreSQL takes a hundred arguments."""


def trail(function: str, plain: Sequence[str], personal: Sequence[str], secret: Sequence[str]) -> str:
    """Every change goes on the trail: old and new of the columns that differ, of a secret one its name. Else nothing is written.

    The digest covers the text of `[table, row, operation, plain, digests, secret]`, put together as jsonb would write it.
    """
    company = "company_id" if "company_id" in plain else "id"
    return f"""
CREATE OR REPLACE FUNCTION {function}() {_AS_OWNER} {_ALIKE} AS $$
DECLARE
  plain jsonb := '{{}}'; personal jsonb := '{{}}'; secret jsonb := '[]'; salts jsonb := '{{}}'; digests jsonb := '{{}}';
  row_id uuid := COALESCE(NEW.id, OLD.id);
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM refuse(TG_NAME, 'rows are written in read committed alone: a guard must see what was done meanwhile');
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.{company} <> NEW.{company} THEN
      PERFORM refuse(TG_NAME, 'a row stays in its company');
    END IF;
{_differing(plain, personal, secret)}
    IF plain = '{{}}' AND personal = '{{}}' AND secret = '[]' THEN
      RETURN NULL;
    END IF;
  ELSIF TG_OP = 'INSERT' THEN
    plain := {_pairs(plain, 'NULL, NEW."{0}"')};
    personal := {_pairs(personal, 'NULL, NEW."{0}"')};
  ELSE
    plain := {_pairs(plain, 'OLD."{0}", NULL')};
    personal := {_pairs(personal, 'OLD."{0}", NULL')};
  END IF;
  IF TG_OP <> 'UPDATE' THEN
    secret := '[{_named(secret)}]';
    salts := {_object(personal, _SALT)};
    digests := {_object(personal, _DIGEST)};
  END IF;
  INSERT INTO trail_change (company_id, entry_id, xact, relation, row_id, op, plain, personal, secret, salts,
                            personal_digests, digest, at)
  VALUES (COALESCE(NEW.{company}, OLD.{company}), NULLIF(current_setting('app.entry', true), '')::uuid,
          pg_current_xact_id(), TG_TABLE_NAME, row_id, left(TG_OP, 1), plain, personal, secret, salts, digests,
          sha256(convert_to('["' || TG_TABLE_NAME || '", "' || row_id || '", "' || left(TG_OP, 1) || '", ' || plain::text
            || ', ' || digests::text || ', ' || secret::text || ']', 'UTF8')), clock_timestamp());
  RETURN NULL;
END $$;
"""


_SALT = "gen_random_uuid()"
_DIGEST = "encode(sha256(convert_to((salts->>'{0}') || (personal->>'{0}'), 'UTF8')), 'hex')"
_ADD = "{0} := {0} || jsonb_build_object('{1}', {2});"


def _differing(plain: Iterable[str], personal: Iterable[str], secret: Iterable[str]) -> str:
    """Columns are compared as what they are: to write each of them down costs ten times as much."""
    pair = 'jsonb_build_array(OLD."{0}", NEW."{0}")'
    said = [(name, [_ADD.format("plain", name, pair.format(name))]) for name in plain]
    said += [(name, [f"secret := secret || '[\"{name}\"]';"]) for name in sorted(secret)]
    for name in personal:
        parts = {"personal": pair, "salts": _SALT, "digests": _DIGEST}
        said.append((name, [_ADD.format(part, name, value.format(name)) for part, value in parts.items()]))
    lines = [f'IF OLD."{name}" IS DISTINCT FROM NEW."{name}" THEN {" ".join(then)} END IF;' for name, then in said]
    return "\n".join(f"    {line}" for line in lines)


def _named(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in sorted(names))


def _pairs(names: Sequence[str], old_and_new: str) -> str:
    return _object(names, f"jsonb_build_array({old_and_new})")


def _object(names: Sequence[str], value: str) -> str:
    pairs = [f"'{name}', {value.format(name)}" for name in names]
    parts = [", ".join(pairs[start : start + _MOST_PAIRS]) for start in range(0, len(pairs), _MOST_PAIRS)]
    return " || ".join(f"jsonb_build_object({part})" for part in parts) or "'{}'"


def frozen(function: str, states: Iterable[str], free: Iterable[str]) -> str:
    """In these states every column but the free ones is stone, also one that is added later."""
    return f"""
CREATE OR REPLACE FUNCTION {function}() {_AS_OWNER} AS $$
DECLARE
  stone record;
BEGIN
  IF OLD.state IN ({_listed(states)}) THEN
{_stone(free)}
    IF stone IS DISTINCT FROM OLD THEN
      PERFORM refuse(TG_NAME, format('%s is frozen since it is %s', TG_TABLE_NAME, OLD.state));
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""


def frozen_with(function: str, parent: str, key: str, states: Iterable[str], free: Iterable[str]) -> str:
    """The same while the parent is in one of these states, for new and deleted rows too. Old and new parent are both asked."""
    return f"""
CREATE OR REPLACE FUNCTION {function}() {_AS_OWNER} AS $$
DECLARE
  stone record;
  its_company uuid;
  its_parent uuid;
  parent_state text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
{_stone(free)}
    IF stone IS NOT DISTINCT FROM OLD THEN
      RETURN NEW;
    END IF;
  END IF;
  FOR its_company, its_parent IN
    SELECT OLD.company_id, OLD."{key}" WHERE TG_OP <> 'INSERT'
    UNION ALL SELECT NEW.company_id, NEW."{key}" WHERE TG_OP <> 'DELETE'
  LOOP
    SELECT state INTO parent_state FROM {parent} WHERE company_id = its_company AND id = its_parent FOR SHARE;
    -- A parent that can't be seen counts as frozen: the company could be switched in the middle of a statement.
    IF parent_state IS NULL OR parent_state IN ({_listed(states)}) THEN
      PERFORM refuse(TG_NAME, format('%s is frozen with its %s', TG_TABLE_NAME, '{parent}'));
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;
"""


def balances(function: str, counted: Iterable[str]) -> str:
    """Columns that only counting triggers write: they begin at nothing, and a statement of its own never moves them."""
    asked = "\n".join(_unmoved(name) for name in counted)
    return f"""
CREATE OR REPLACE FUNCTION {function}() {_AS_OWNER} AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
    RETURN NEW;
  END IF;
{asked}
  RETURN NEW;
END $$;
"""


def _unmoved(name: str) -> str:
    return f"""  IF COALESCE(OLD."{name}", 0) <> NEW."{name}" THEN
    PERFORM refuse(TG_NAME, format('%s of %s follows its rows and is never written by itself', '{name}', TG_TABLE_NAME));
  END IF;"""


def _stone(free: Iterable[str]) -> str:
    """The new row with what was free to change as it was."""
    return "\n".join(["    stone := NEW;", *(f'    stone."{name}" := OLD."{name}";' for name in free)])


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
