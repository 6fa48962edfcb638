"""The same ten transactions in SQL that is written by hand, on the product's own tables: as the runtime role, behind the walls
between companies, with every guard, counting trigger and change on the trail.

It says what Python costs, which over HTTP does the rest. Each verb is one pipeline, and so one round trip and that of its
COMMIT; receiving takes one more, because what is compared must be read under the lock. The statements are as few as are right
for any number of clients: they lock in the order of the lifecycle, and each finds its row only in the state from which it goes
on. What is missing is what is done before and after: keys, the rate, permissions, rules that can say why not, an earlier answer.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
from uuid_utils.compat import uuid7

from .by_hand import COLUMNS, NotDone
from .guarded_sql import (
    ACCEPT,
    APPROVE,
    COVER,
    CREATE,
    ENTRY,
    FIND,
    INITIATE,
    ISSUE,
    RECEIVE,
    RELEASE,
    SCOPE,
    SETTLE,
    SUBMIT,
    SUBMIT_EVIDENCE,
)
from .line import LINES, NET, tax_of
from .over_http import Company


class Guarded:
    """One client."""

    def __init__(self, address: str, companies: Sequence[Company]) -> None:
        self.connection = psycopg.connect(address, autocommit=True, prepare_threshold=0)
        self._companies = companies

    def start(self, serial: int) -> None:
        turn, company = divmod(serial, len(self._companies))
        self._company, self._tax = self._companies[company], tax_of(serial)
        engagements = self._company.engagements
        self._contractor, self._engagement = map(UUID, engagements[turn % len(engagements)])
        self._name = uuid4().hex

    def create(self) -> None:
        self.order, self._lines = uuid7(), [uuid7() for _ in LINES]
        given = {"engagement": self._engagement, "title": "Spring catalogue", "net": NET, "revision": uuid7()}
        self._do("rita", "order.create", [CREATE], **given, lines=self._lines, **COLUMNS)

    def submit(self) -> None:
        self._approval = uuid7()
        self._shown = self._do("rita", "order.submit", SUBMIT, approval=self._approval)[1]

    def approve(self) -> None:
        self._do("amir", "order.approve", APPROVE, approval=self._approval, shown=self._shown)

    def issue(self) -> None:
        self.number = self._do("iris", "order.issue", ISSUE, net=NET)[1]

    def submit_evidence(self) -> None:
        self._submission = uuid7()
        given = {"submission": self._submission, "lines": self._lines, "quantities": COLUMNS["quantities"]}
        self._do("cleo", "evidence.submit", SUBMIT_EVIDENCE, **given)

    def accept_evidence(self) -> None:
        self._do("rita", "evidence.accept", ACCEPT, submission=self._submission)

    def receive(self) -> None:
        self.invoice = uuid7()
        if self.claim(self.invoice, f"R-{self._name}", self.number) != "matched":
            raise NotDone(f"the invoice of {self.number}")

    def claim(self, invoice: UUID, number: str, quoted: str) -> str:
        """Take in an invoice of every line: matched where each of them fits, else received and without cover. Says which."""
        given = self._given("petra", "invoice.receive", invoice=invoice, number=number, quoted=quoted)
        given |= {"engagement": self._engagement, "net": NET, "tax": self._tax, "total": NET + self._tax, **COLUMNS}
        given["content"] = json.dumps({"number": number, "quoted": quoted, "total": str(NET + self._tax)})
        with self.connection.pipeline(), self.connection.transaction():
            _scope, _order, lines = self._sent([SCOPE, *FIND], given)
            wanted = zip(lines, COLUMNS["prices"], COLUMNS["quantities"], strict=True)
            fits = all(row[1] == Decimal(price) and Decimal(quantity) <= row[2] for row, price, quantity in wanted)
            given |= {"order": lines[0][3], "lines": [row[0] for row in lines]}
            self._sent([*RECEIVE, *(COVER if fits else ()), ENTRY], given)
        return "matched" if fits else "received"

    def release(self) -> None:
        self._payment = uuid7()
        self._do("fay", "payment.release", RELEASE, invoice=self.invoice, payment=self._payment)

    def initiate(self) -> None:
        self._do("fay", "payment.initiate", INITIATE, payment=self._payment, reference=self._name)

    def settle(self) -> None:
        self._do("fay", "payment.settle", SETTLE, payment=self._payment, invoice=self.invoice)

    def close(self) -> None:
        self.connection.close()

    def _do(self, who: str, verb: str, statements: Sequence[str], **more: Any) -> list[Any]:
        """The first value that each statement gives. Raises NotDone, and has done nothing, where one of them finds nothing."""
        given = self._given(who, verb, **more)
        with self.connection.pipeline(), self.connection.transaction():
            return [rows[0][0] for rows in self._sent([SCOPE, *statements, ENTRY], given)][1:]

    def _given(self, who: str, verb: str, **more: Any) -> dict[str, Any]:
        now, kind, order = datetime.now(UTC), verb.partition(".")[0], getattr(self, "order", None)
        subject = more.get({"evidence": "submission"}.get(kind, kind), order)
        return {
            "company": self._company.id,
            "by": self._company.members[who],
            "contractor": self._contractor,
            "order": order,
            "at": now,
            "today": now.date(),
            "year": str(now.year),
            "entry": uuid7(),
            "key": uuid4().hex,
            "verb": verb,
            "kind": kind,
            "subject": subject,
            "answer": json.dumps({"id": str(subject)}),
        } | more

    def _sent(self, statements: Sequence[str], given: dict[str, Any]) -> list[list[Any]]:
        """The rows of every statement, all of which are sent before the first is waited for."""
        sent = [self.connection.execute(one, given) for one in statements]
        found = [cursor.fetchall() for cursor in sent]
        if not all(found):
            raise NotDone(statements[found.index([])])
        return found
