"""What must hold after any fault: nothing answered is lost, nothing is half done, and the same key answers the same."""

import json

from bench.line import VERBS

from .load import Load
from .noting import Noting
from .server import Server, wait_until

_DONE = "SELECT verb, key, answer FROM trail_entry WHERE company_id = %s AND outcome = 'done' AND key <> '' AND door = 'api'"
_UNSEALED = """SELECT count(*) FROM trail_entry e WHERE company_id = %s
  AND NOT EXISTS (SELECT FROM trail_position p WHERE p.company_id = e.company_id AND p.entry_id = e.id)"""
_PDFS = "SELECT count(*) FROM documents_document WHERE company_id = %s AND kind = 'order_pdf'"
_NUMBERS = "SELECT number FROM orders_order WHERE company_id = %s ORDER BY number"


def everything_holds(server: Server, slug: str, load: Load) -> None:
    """Ask the trail, the API, the worker's work and `verify`."""
    every_answer_is_on_the_trail(server, slug, load)
    every_key_answers_the_same_again(server, load)
    the_worker_catches_up(server, slug, load)
    verdict = server.verify(slug)
    assert verdict["parked"] == [], verdict["parked"]
    assert verdict["orders"] == load.lines
    numbers = [int(number.rpartition("-")[2]) for (number,) in server.ask(slug, _NUMBERS)]
    assert numbers == list(range(1, load.lines + 1)), "a number is missing or was dealt twice"
    every_line_is_settled(server, slug, load)


def every_answer_is_on_the_trail(server: Server, slug: str, load: Load) -> None:
    """Each write was done once, with exactly the answer that its client has; and nothing was done that nobody asked."""
    entered = [(key, answer) for _verb, key, answer in server.ask(slug, _DONE)]
    told = [(asked.key, json.loads(asked.answer.body)) for asked in load.asked if asked.answer]
    assert len(entered) == len(told) == load.lines * len(VERBS)
    assert dict(entered) == dict(told)


def every_key_answers_the_same_again(server: Server, load: Load) -> None:
    """To the byte, and whether or not the first answer came through."""
    again = Noting(server.running.host, server.running.port)
    for asked in load.asked:
        told = again.once(asked)
        assert asked.answer is not None
        assert (told.status, told.body) == (asked.answer.status, asked.answer.body), asked.path
    again.close()


def the_worker_catches_up(server: Server, slug: str, load: Load) -> None:
    """Every entry gets its seal and every issued order its PDF, without anybody's doing."""
    wait_until(lambda: server.ask(slug, _UNSEALED) == [(0,)], "every entry sealed")
    wait_until(lambda: server.ask(slug, _PDFS) == [(load.lines,)], "a PDF for every order")


def every_line_is_settled(server: Server, slug: str, load: Load) -> None:
    """All invoices are paid and all payments settled: as many as there were lines."""
    for table, state in (("invoices_invoice", "paid"), ("payments_payment", "settled")):
        states = server.ask(slug, f"SELECT state FROM {table} WHERE company_id = %s")
        assert states == [(state,)] * load.lines, table
