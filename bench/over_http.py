"""The ten transactions over HTTP, as clients of the API would send them: each person's own key, a fresh idempotency key
for every write, one kept-alive connection.

Permission, row security, guards, trail, separation of duties and the key's rate limit are all on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from .line import LINES, NET, tax_of
from .wire import Asking, Wire

ROOT = "/api/v1"


@dataclass(frozen=True)
class Company:
    """What a client knows of a company before the first order: who may do what with which key, and for whom."""

    keys: dict[str, str]
    engagements: list[tuple[str, str]]
    """Contractor and engagement; orders go round."""
    id: UUID
    members: dict[str, UUID]
    """The same people by their ids, for who asks no key."""


class OverHttp:
    """One client."""

    def __init__(self, host: str, port: int, companies: Sequence[Company], today: str) -> None:
        self._wire = self.connected(host, port)
        self._companies, self._today = companies, today

    def connected(self, host: str, port: int) -> Asking:
        """The connection to the server."""
        return Wire(host, port)

    def start(self, serial: int) -> None:
        turn, company = divmod(serial, len(self._companies))
        self._company, self._tax = self._companies[company], tax_of(serial)
        self._contractor, self._engagement = self._company.engagements[turn % len(self._company.engagements)]
        self._name = uuid4().hex

    def create(self) -> None:
        lines = [
            {"text": text, "quantity": quantity, "unit": unit, "unit_price": price}
            for text, quantity, unit, price, _amount in LINES
        ]
        body: dict[str, Any] = {
            "contractor_id": self._contractor,
            "engagement_id": self._engagement,
            "title": "Spring catalogue",
        }
        body |= {"currency": "EUR", "lines": lines}
        answer = self._post("rita", "/orders", body)
        self.order, self._lines = answer["id"], answer["lines"]

    def submit(self) -> None:
        self._shown = self._post("rita", f"/orders/{self.order}/submit", {})["digest"]

    def approve(self) -> None:
        self._post("amir", f"/orders/{self.order}/approve", {"shown": self._shown})

    def issue(self) -> None:
        self._number = self._post("iris", f"/orders/{self.order}/issue", {})["number"]

    def submit_evidence(self) -> None:
        pieces = [{"line_id": line, "quantity": said[1]} for line, said in zip(self._lines, LINES, strict=True)]
        self._submission = self._post("cleo", f"/orders/{self.order}/evidence", {"pieces": pieces})["submission_id"]

    def accept_evidence(self) -> None:
        self._post("rita", f"/submissions/{self._submission}/accept", {})

    def receive(self) -> None:
        lines = [
            {"text": text, "quantity": quantity, "unit": unit, "unit_price": price, "line_id": line}
            for line, (text, quantity, unit, price, _amount) in zip(self._lines, LINES, strict=True)
        ]
        body = {"contractor_id": self._contractor, "number": f"R-{self._name}", "quoted": self._number, "lines": lines}
        body |= {"currency": "EUR", "issued_on": self._today, "tax": str(self._tax), "total": str(NET + self._tax)}
        answer = self._post("petra", "/invoices", body)
        if answer["state"] != "matched":
            raise AssertionError(f"the invoice of {self._number} is {answer['state']}")
        self._invoice = answer["id"]

    def release(self) -> None:
        self._payment = self._post("fay", f"/invoices/{self._invoice}/release", {})["id"]

    def initiate(self) -> None:
        self._post("fay", f"/payments/{self._payment}/initiate", {"reference": self._name})

    def settle(self) -> None:
        answer = self._post("fay", f"/payments/{self._payment}/settle", {})
        if answer["invoice_state"] != "paid":
            raise AssertionError(f"the invoice of {self._number} is {answer['invoice_state']}")

    def close(self) -> None:
        self._wire.close()

    def _post(self, who: str, path: str, body: Any) -> Any:
        return self._wire.post(ROOT + path, self._head(who) | {"Idempotency-Key": uuid4().hex}, body)

    def _head(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._company.keys[who]}"}
