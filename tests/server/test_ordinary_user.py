"""The same from an ordinary user's account with a home of its own; as root, by stepping down to `nobody`."""

import json
import os
import pwd
import shutil
from pathlib import Path

from counterfoil.server.account import account_for
from counterfoil.server.binaries import find_binaries

# Python itself may lie in a folder that only root can enter: so everything is loaded first (by a first round as
# root), then the process steps down for good.
TWICE = """
import json, os, sys, psycopg
from counterfoil.server.cluster import Cluster
from counterfoil.server.places import home
from counterfoil.server.throwaway import throwaway_cluster

uid, gid, own_home, programs = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]

def rows(cluster):
    with psycopg.connect(cluster.url("owner"), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        return connection.execute("SELECT count(*) FROM kept").fetchone()[0]

with throwaway_cluster() as cluster:
    rows(cluster)
if os.geteuid() == 0:
    os.setgroups([]), os.setgid(gid), os.setuid(uid)
os.environ.pop("COUNTERFOIL_HOME", None), os.environ.pop("XDG_DATA_HOME", None)
os.environ.update(HOME=own_home, COUNTERFOIL_PG_BIN=programs)
cluster = Cluster(home().database)
counts = []
for _ in range(2):
    with cluster.held():
        counts.append(rows(cluster))
print(json.dumps({"data": str(cluster.data_dir), "socket": str(cluster.socket_dir), "user": cluster.account.name,
                  "drops": cluster.account.drops, "counts": counts, "state": cluster.status().state}))
"""


def test_an_ordinary_user_has_it_all_in_the_own_home(short_dir, script):
    user = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    programs = find_binaries(account_for(short_dir / "database"))
    home = short_dir / "home"
    home.mkdir(mode=0o700)
    os.chown(home, user.pw_uid, user.pw_gid)
    process = script(TWICE, user.pw_uid, user.pw_gid, home, programs.folder)
    answer, complaint = process.communicate(timeout=50)
    assert process.returncode == 0, complaint
    said = json.loads(answer)
    assert said["data"] == str(home / ".local/share/counterfoil/database")
    assert (said["user"], said["drops"]) == (user.pw_name, False)
    assert (said["counts"], said["state"]) == ([1, 2], "stopped")
    assert Path(said["data"]).stat().st_mode & 0o777 == 0o700
    assert Path(said["socket"]).stat().st_uid == user.pw_uid
    shutil.rmtree(said["socket"])
