"""Connections that keep their statements prepared."""

from typing import Any

import psycopg

MOST_PREPARED = 500
"""More than the product has: with psycopg's hundred, each verb would throw out what the next one needs."""


class Remembering(psycopg.Connection[Any]):
    """A connection that keeps every statement of the product prepared."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.prepared_max = MOST_PREPARED
