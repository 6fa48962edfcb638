"""Files of refused requests count against their sender at the API's doors, and beyond a day's measure none is kept."""

from base64 import b64encode
from typing import Any

import pytest

from counterfoil.foundation.documents import allowance

from ...cast import Cast
from .conftest import Callers


@pytest.fixture(autouse=True)
def a_hundred_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST", 100)


def evidence(size: int) -> dict[str, Any]:
    """A submission for a line that there is not, with one file."""
    file = {"name": "a.txt", "media_type": "text/plain", "content": b64encode(b"x" * size).decode()}
    piece = {"line_id": "01900000-0000-7000-8000-000000000000", "quantity": "1"}
    return {"pieces": [piece], "note": "", "files": [file]}


def test_evidence_that_was_refused_counts_against_its_sender(cast: Cast, api: Callers) -> None:
    address = f"/orders/{cast.issued()}/evidence"
    first = api.cleo.post(address, evidence(60))
    assert first.status_code in (404, 409, 422) and b"came to nothing" not in first.content
    second = api.cleo.post(address, evidence(60))
    assert second.status_code == 409 and b"came to nothing" in second.content
    assert b"came to nothing" not in api.rita.post(address, evidence(60)).content


def test_files_that_were_refused_in_the_receive_log_count_against_their_sender(cast: Cast, api: Callers) -> None:
    for size, status in ((60, 422), (61, 409)):
        answer = api.fay.post("/arrivals", b"x" * size, media_type="application/octet-stream")
        assert answer.status_code == status, answer.content
