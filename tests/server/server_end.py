"""The end that no server is asked for."""

import os

from counterfoil.server.cluster import Cluster
from counterfoil.server.leftovers import server_processes


def end_server(cluster: Cluster) -> None:
    """Kill -9 every process of the server, as a power cut would."""
    for pid in server_processes(cluster.data_dir):
        os.kill(pid, 9)
