"""The end that no server is asked for."""

import os
from contextlib import suppress

from counterfoil.server.cluster import Cluster
from counterfoil.server.leftovers import server_processes


def end_server(cluster: Cluster) -> None:
    """Kill -9 every process of the server, as a power cut would.

    A backend may end by itself between being listed and being killed.
    """
    for pid in server_processes(cluster.data_dir):
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
