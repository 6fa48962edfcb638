"""Connections out of the pool that still lead to a server.

After a restart of the database all idle ones are dead, and each would cost a request: in every process, even hours
later. The pool's own check would ask the server before each request; this one looks at the socket alone.
"""

import select
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The ENGINE that the settings name."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """One that its server has not hung up on. Those on which it has go back closed, and the pool makes them anew."""
        connection = super().get_new_connection(conn_params)
        for _idle in range(self.pool.max_size if self.pool else 0):
            if not _spoken_to(connection.fileno()):
                break
            connection.close()
            self.pool.putconn(connection)
            connection = super().get_new_connection(conn_params)
        return connection


def _spoken_to(socket: int) -> bool:
    """Whether there is something to read where nothing was asked: a server says no more than goodbye, or hangs up."""
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
