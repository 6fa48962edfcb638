"""counterfoil demo: one sample order, step by step, ending in its trace and clean books (R56)."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import click

from counterfoil.foundation.kernel import scope
from counterfoil.foundation.parties.models import Contractor
from counterfoil.foundation.trail.action import Via
from counterfoil.insight.shapes import worded
from counterfoil.insight.shapes.trace import traced
from counterfoil.insight.verify import books
from counterfoil.interfaces.jobs.follow import Follower
from counterfoil.interfaces.jobs.worker import seal
from counterfoil.lifecycle.engagements.models import Engagement
from counterfoil.lifecycle.orders import actions as orders

from . import demo_company, demo_work
from .demo_company import member
from .ready import database, external
from .verify import as_text
from .who import as_they_read

BETWEEN_STEPS = timedelta(minutes=7)
TITLE = "Sample: icon set for the app"
LINES = [("Icon set, 48 icons", "48", "C62", "110.00"), ("Hand-over workshop", "1", "DAY", "780.00")]


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with data instead of words.")
def demo(as_json: bool) -> None:
    """Take one sample order of the demo company through every step that there is; run again, it is there already."""
    if external():
        raise click.UsageError("The demo is refused with DATABASE_URL set: it would write into a real database.")
    with database():
        demo_company.load()
        said = list(_line(as_json))
        _settle()
        by, wanted, at = member("Otto"), said[0]["answer"]["id"], datetime.now(UTC)
        record = traced(by, wanted, at)
        verdict = books.verify(by.company_id)
        with as_they_read(by):
            words = worded.as_text(traced(by, wanted, at))
    if as_json:
        click.echo(
            json.dumps({"steps": said, "trace": record.model_dump(mode="json"), "verify": verdict.as_data()}, indent=2)
        )
    else:
        click.echo(f"\n{words}\n\n{as_text(verdict)}")
    sys.exit(0 if verdict.clean else 1)


def _line(quiet: bool) -> Iterator[dict[str, Any]]:
    """Each step: who did what, and the stored answer."""
    for step in _steps():
        if not quiet:
            click.echo(f"{step['who']:>5}  {step['does']:<44} {_shown(step['answer'])}")
        yield step


def _steps() -> Iterator[dict[str, Any]]:
    rita, amir, bela, iris = (member(name) for name in ("Rita", "Amir", "Bela", "Iris"))
    written, asked_at, first, second, last, *after = _moments(5 + demo_work.STEPS)
    order_id = demo_company.create_order(rita, written, TITLE, LINES, _engagement(), _via("create"))
    yield _step("Rita", "writes a draft", {"id": str(order_id), "state": "draft"})
    asked = orders.submit(by=rita, at=asked_at, order_id=order_id, via=_via("submit"))
    yield _step("Rita", "submits it for approval", asked)
    shown = asked["digest"]
    yield _step("Amir", "approves what was shown", _approve(amir, first, order_id, shown))
    yield _step("Bela", "approves too, since it is above 5,000.00", _approve(bela, second, order_id, shown))
    issued = orders.issue(by=iris, at=last, order_id=order_id, via=_via("issue"))
    yield _step("Iris", "issues it: the number is dealt", issued)
    for who, does, answer in demo_work.steps(order_id, issued["number"], iter(after)):
        yield _step(who, does, answer)


def _moments(count: int) -> list[datetime]:
    """A moment for each step, as people take them: some minutes apart, the last one now."""
    now = datetime.now(UTC)
    return [now - BETWEEN_STEPS * steps for steps in reversed(range(count))]


def _settle() -> None:
    """Let the seals be laid and the followers do their work, as the worker would."""
    follower = Follower()
    while seal() or follower.catch_up(datetime.now(UTC)):
        continue


def _approve(by: Any, at: datetime, order_id: UUID, shown: str) -> dict[str, Any]:
    return orders.approve(by=by, at=at, order_id=order_id, shown=shown, via=_via("approve"))


def _via(step: str) -> Via:
    """The key makes a second run answer what the first one did."""
    return Via("demo", f"demo:sample:{step}")


def _engagement() -> dict[str, Any]:
    company_id = member("Rita").company_id
    with scope.reading(company_id):
        contractor = Contractor.objects.within(company_id).get(code="CLEO")
        engagement = Engagement.objects.within(company_id).get(contractor=contractor)
    return {"contractor_id": contractor.id, "engagement_id": engagement.id}


def _step(who: str, does: str, answer: dict[str, Any]) -> dict[str, Any]:
    return {"who": who, "does": does, "answer": answer}


def _shown(answer: dict[str, Any]) -> str:
    return " ".join(f"{name}={answer[name]}" for name in ("state", "number") if answer.get(name))
