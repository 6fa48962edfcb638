"""An answer that refuses is no warning; a fault of ours stays an error."""

import logging

import pytest
from django.test import Client

from counterfoil.config.logs import Ordinary


def test_an_ordinary_refusal_is_not_in_the_log(db: None, caplog: pytest.LogCaptureFixture) -> None:
    assert Client().get("/nowhere").status_code == 404
    assert Client().get("/api/v1/orders").status_code == 401
    assert [record for record in caplog.records if record.name == "django.request"] == []


def test_it_is_there_for_whoever_asks(db: None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="django.request"):
        Client().get("/nowhere")
    assert [record.levelname for record in caplog.records if record.name == "django.request"] == ["INFO"]


@pytest.mark.parametrize(
    ("level", "status", "told"),
    [(logging.ERROR, 500, "ERROR"), (logging.WARNING, None, "WARNING"), (logging.ERROR, 404, "ERROR")],
)
def test_anything_else_stays_what_it_is(level: int, status: int | None, told: str) -> None:
    record = logging.makeLogRecord({"name": "django.request", "levelno": level, "levelname": told})
    if status:
        record.status_code = status
    assert Ordinary().filter(record)
    assert record.levelname == told
