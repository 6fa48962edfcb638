"""Whether the end of the sealed trail was cut off: what was sealed once leaves traces beyond the seals that are left.

Asked before anything is sealed anew, which would cover some of them. What was cut and sealed again with every trace
removed shows only against a head that was noted before.
"""

from collections.abc import Iterator
from uuid import UUID

from .finding import Finding, found_in

_WITHOUT_SEAL = """
SELECT min(p.position), max(p.position) FROM trail_position p
WHERE p.company_id = %(company)s AND p.position > COALESCE((SELECT max(last) FROM trail_seal WHERE company_id = %(company)s), 0)
HAVING count(*) > 0
"""
_READ_BEYOND = """
SELECT r.follower, r.position, r.words, COALESCE(ends.position, 0) FROM (
  SELECT follower, position, 'has read up to' AS words FROM trail_cursor WHERE company_id = %(company)s
  UNION ALL
  SELECT follower, position, 'gave up on' FROM trail_parked WHERE company_id = %(company)s) AS r
LEFT JOIN (SELECT max(position) AS position FROM trail_position WHERE company_id = %(company)s) AS ends ON true
WHERE r.position > COALESCE(ends.position, 0)
"""
# A follower reads what is sealed, and puts the entry that it follows into its key.
_FOLLOWED_BEFORE = """
SELECT p.position, e.verb FROM trail_entry f
JOIN trail_position p ON p.company_id = f.company_id AND p.entry_id::text = split_part(f.key, ':', 2)
JOIN trail_entry e ON e.company_id = p.company_id AND e.id = p.entry_id
LEFT JOIN trail_position after ON after.company_id = f.company_id AND after.entry_id = f.id
WHERE f.company_id = %(company)s AND f.door = 'follower' AND (p.at > f.recorded_at OR p.position > after.position)
"""


def check(company_id: UUID) -> Iterator[Finding]:
    """Every trace of seals that are no longer there. Called inside a scope."""
    yield from found_in(company_id, "seals cut off", "the positions {0} to {1} belong to no seal", _WITHOUT_SEAL)
    sentence = "{0} {2} position {1}, and the sealed trail ends at {3}"
    yield from found_in(company_id, "seals cut off", sentence, _READ_BEYOND)
    sentence = "position {0} ({1}) was sealed after something had followed from it: it was sealed before, and anew"
    yield from found_in(company_id, "seals cut off", sentence, _FOLLOWED_BEFORE)
