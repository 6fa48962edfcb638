"""Sessions in the database, under keys that can be ours. Any other key is no session, and the database is not asked."""

import re

from django.contrib.sessions.backends import db

_OURS = re.compile(r"[a-z0-9]{32}")


class SessionStore(db.SessionStore):
    """Django's own, but for what it asks of a key: a cookie may hold a sign that PostgreSQL takes for an error."""

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and _OURS.fullmatch(key) is not None
