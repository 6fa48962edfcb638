"""Kill -9 of the whole server under four concurrent writers: what was acknowledged is there afterwards."""

import time

from .server_end import end_server

WRITERS = 4
WRITE = """
import os, sys, psycopg
connection = psycopg.connect(sys.argv[1], autocommit=True)
noted = os.open(sys.argv[3], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
n = 0
while True:
    n += 1
    connection.execute("INSERT INTO written VALUES (%s, %s)", [int(sys.argv[2]), n])
    os.write(noted, f"{n}\\n".encode())
"""


def test_no_acknowledged_commit_is_lost(make_cluster, short_dir, script, sql):
    cluster = make_cluster(throwaway=False)
    cluster.start()
    cluster.prepare()
    sql(cluster, "owner", "CREATE TABLE written (writer int, n int); GRANT INSERT ON written TO app")
    notes = [short_dir / f"writer-{writer}" for writer in range(WRITERS)]
    writers = [script(WRITE, cluster.url("app"), number, note) for number, note in enumerate(notes)]
    time.sleep(2)
    end_server(cluster)
    assert all(writer.wait(10) != 0 for writer in writers)

    assert cluster.start()
    acknowledged = {(writer, int(n)) for writer, note in enumerate(notes) for n in note.read_text().split()}
    assert all(note.stat().st_size > 100 for note in notes), "a writer never got going"
    assert acknowledged <= set(sql(cluster, "owner", "SELECT writer, n FROM written"))
