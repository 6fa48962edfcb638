"""Whether the sealed trail is whole: no entry altered, deleted, moved or added behind the seals.

Every digest is computed anew from what stands in the tables, with PostgreSQL's own functions and Python's, never with
the functions that laid it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from .finding import Finding, found, rows

_CHANGE_DIGEST = """sha256(convert_to(jsonb_build_array(c.relation, c.row_id::text, c.op, c.plain, c.personal_digests,
    c.secret)::text, 'UTF8'))"""
_ENTRY_DIGEST = """sha256(convert_to(jsonb_strip_nulls(
    to_jsonb(e) - '{reason,reasons,salts,plain_digest}'::text[])::text, 'UTF8'))"""

_ALTERED_LEAVES = f"""
SELECT p.position, e.verb FROM trail_position p
JOIN trail_entry e ON e.company_id = p.company_id AND e.id = p.entry_id
WHERE p.company_id = %s AND p.leaf <> sha256('\\x00' || {_ENTRY_DIGEST} || COALESCE((
  SELECT string_agg({_CHANGE_DIGEST}, ''::bytea ORDER BY c.seq) FROM trail_change c
  WHERE c.company_id = e.company_id AND c.entry_id = e.id AND c.xact = e.xact), ''))
"""

_LOST_ENTRIES = """
SELECT p.position FROM trail_position p
WHERE p.company_id = %s AND NOT EXISTS
  (SELECT FROM trail_entry e WHERE e.company_id = p.company_id AND e.id = p.entry_id)
"""

_UNSEALED_ENTRIES = """
SELECT e.id, e.verb FROM trail_entry e
WHERE e.company_id = %s AND e.xact < %s::xid8 AND NOT EXISTS
  (SELECT FROM trail_position p WHERE p.company_id = e.company_id AND p.entry_id = e.id)
"""

# A value without a digest was added later, whatever salt it was or was not given. Erased is what is gone with its salt.
_ALTERED_ENTRY_VALUES = """
SELECT e.id, e.verb, k FROM trail_entry e,
  jsonb_each(jsonb_build_object('reason', e.reason, 'reasons', e.reasons)) AS said(k, v)
WHERE e.company_id = %s AND NOT COALESCE(CASE WHEN NOT e.salts ? k AND v IN ('""', 'null') THEN e.personal_digests ? k
  ELSE e.personal_digests->>k = encode(sha256(convert_to((e.salts->>k) || v::text, 'UTF8')), 'hex') END, false)
"""

_ALTERED_CHANGE_VALUES = """
SELECT c.seq, c.relation, k FROM trail_change c, jsonb_object_keys(c.personal || c.salts || c.personal_digests) AS k
WHERE c.company_id = %s AND NOT COALESCE(CASE WHEN NOT c.salts ? k AND NOT c.personal ? k THEN c.personal_digests ? k
  ELSE c.personal_digests->>k = encode(sha256(convert_to((c.salts->>k) || (c.personal->k)::text, 'UTF8')), 'hex') END, false)
"""

_WITHOUT_ENTRY = """
SELECT c.seq, c.relation, c.row_id FROM trail_change c
WHERE c.company_id = %s AND NOT EXISTS
  (SELECT FROM trail_entry e WHERE e.company_id = c.company_id AND e.id = c.entry_id AND e.xact = c.xact)
"""


def check(company_id: UUID, ended: str) -> Iterator[Finding]:
    """Every break in the chain of one company. Called inside a scope.

    `ended` is a transaction id below which everything had ended before the last sealing, and so must be sealed.
    """
    yield from found("entry altered", "position {0} ({1}) is not what was sealed", _ALTERED_LEAVES, company_id)
    yield from found("entry deleted", "the entry at position {0} is gone", _LOST_ENTRIES, company_id)
    yield from found("entry unsealed", "entry {0} ({1}) has no position", _UNSEALED_ENTRIES, company_id, ended)
    yield from found("entry altered", "the {2} of entry {0} ({1}) was changed", _ALTERED_ENTRY_VALUES, company_id)
    yield from found("change altered", "the {2} of change {0} ({1}) was changed", _ALTERED_CHANGE_VALUES, company_id)
    sentence = "change {0} of {1} {2} has no entry of its own transaction: it was made behind the program's back"
    yield from found("change without entry", sentence, _WITHOUT_ENTRY, company_id)
    yield from _chain(company_id)


def head(company_id: UUID) -> tuple[int, str]:
    """(positions, chain hash) of the last seal: note it elsewhere, and no later rewriting can go unseen."""
    last = rows(
        "SELECT last, encode(chain, 'hex') FROM trail_seal WHERE company_id = %s ORDER BY number DESC LIMIT 1",
        company_id,
    )
    return last[0] if last else (0, "")


def grown_from(company_id: UUID, noted: str) -> Iterator[Finding]:
    """That no seal has the head that was noted: what stood before it was rewritten or cut off since. Called inside a scope."""
    asked = "SELECT FROM trail_seal WHERE company_id = %s AND encode(chain, 'hex') = %s"
    if not rows(asked, company_id, noted):
        yield Finding("head", noted, f"the books do not grow from the head {noted}: no seal of theirs has it")


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree: pairs are hashed together, an odd one is carried up as it is."""
    level = list(leaves)
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


def _chain(company_id: UUID) -> Iterator[Finding]:
    by_seal = groupby(_placed(company_id), key=lambda row: row[0])
    leaves = {number: [row[1:] for row in group] for number, group in by_seal}
    before, reached = b"", 0
    seals = rows(
        "SELECT number, first, last, root, chain FROM trail_seal WHERE company_id = %s ORDER BY number", company_id
    )
    for expected, (number, first, last, root, chain) in enumerate(seals, start=1):
        placed = leaves.get(number, [])
        positions = [position for position, _leaf in placed]
        if number != expected or first != reached + 1 or positions != [*range(first, last + 1)]:
            yield Finding("seal broken", str(number), f"seal {number} does not hold the positions {first} to {last}")
        elif last < first:
            yield Finding("seal broken", str(number), f"seal {number} holds nothing")
        elif merkle_root([bytes(leaf) for _position, leaf in placed]) != bytes(root):
            yield Finding("seal broken", str(number), f"the root of seal {number} is not that of its entries")
        if hashlib.sha256(before + bytes(root)).digest() != bytes(chain):
            yield Finding("chain broken", str(number), f"seal {number} does not follow the one before it")
        before, reached = bytes(chain), last


def _placed(company_id: UUID) -> list[tuple[int, int, bytes]]:
    """(seal number, position, leaf) in order of position; a position above every seal has number 0."""
    return rows(
        """SELECT COALESCE(s.number, 0), p.position, p.leaf FROM trail_position p
           LEFT JOIN trail_seal s ON s.company_id = p.company_id AND p.position BETWEEN s.first AND s.last
           WHERE p.company_id = %s ORDER BY 1, 2""",
        company_id,
    )
