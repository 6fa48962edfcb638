"""Every verb has a permission, a test file, an operation of the same name, and takes whoever acts and the moment."""

import inspect
import json
import re
from functools import cache

import pytest

from counterfoil.foundation.catalogue.catalogues import CATALOGUES
from counterfoil.foundation.companies.permissions import PERMISSIONS
from counterfoil.insight.verbs.words import WORDS, verb_words

from ..verbs import every_verb
from .sources import ROOT, TESTS

VERBS = every_verb()
CATALOGUED = {one.subject for one in CATALOGUES}
NO_PERMISSION = {
    "company.create": "has no member beforehand; its founder may nothing else",
    "member.accept": "belongs to whoever is invited, and to nobody by a role",
    "member.decline": "belongs to whoever is invited, and to nobody by a role",
}
NO_OPERATION = {
    "company.create": "the command line's: there is no company yet whose key could call",
    "member.accept": "a person's own act, on a page, after signing in",
    "member.decline": "a person's own act, on a page, after signing in",
    "document.file": "the company's own member's, from a follower",
    **dict.fromkeys(("remittance.advise", "remittance.void"), "the company's own member's, from a follower"),
    **dict.fromkeys(
        ("alert.raise", "alert.end", "alert.tell"), "the company's own member's, from a follower or the clock"
    ),
    **dict.fromkeys(
        ("mail.claim", "mail.deliver", "mail.bounce", "mail.cancel"),
        "the company's own member's, from the job that mails",
    ),
    **dict.fromkeys(
        ("order.load", "order.restate", "order.revoke", "evidence.receive", "document.keep"),
        "a file's, which is sent to document.receive: what the file is decides on the verb",
    ),
}
ACTS_ON = {
    "order.load_many": "batch",
    "invitation.renew": "member",
    "invitation.cancel": "member",
    "invitation.send": "member",
    "evidence.submit": "order",
    "evidence.receive": "order",
    "document.keep": "arrival",
    "party.identify": "contractor",
    "evidence.accept": "submission",
    "evidence.reject": "submission",
    "evidence.withdraw": "submission",
    "evidence.correct": "piece",
    "invoice.admit_duplicate": "arrival",
    "payment.release": "invoice",
    "payment.mark_paid": "invoice",
    "payment.release_several": "contractor",
    "refund.note": "invoice",
    "advance.request": "order",
    "writeoff.note_invoice": "invoice",
    "writeoff.note_balance": "invoice",
    "writeoff.note_order": "order",
    **dict.fromkeys(("remittance.advise", "remittance.void", "remittance.send"), "payment"),
    "alert.tell": "member",
}
"""Verbs that begin at something else than what they are called after."""
NO_VERB = {"company.verify": "reads and changes nothing"}


@cache
def _operations() -> set[str]:
    document = json.loads((ROOT / "interfaces/api/openapi.json").read_text())
    found = [operation for path in document["paths"].values() for operation in path.values()]
    return {operation["operationId"] for operation in found if "operationId" in operation}


def test_the_exceptions_are_needed() -> None:
    """An exception that is none any more is struck from its table."""
    assert set(NO_PERMISSION) <= set(VERBS)
    assert not set(NO_PERMISSION) & set(PERMISSIONS)
    assert set(NO_OPERATION) <= set(VERBS)
    assert not set(NO_OPERATION) & _operations()
    assert set(NO_VERB) == set(PERMISSIONS) - set(VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_it_has_a_permission(verb: str) -> None:
    assert verb in PERMISSIONS or verb in NO_PERMISSION


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_it_has_a_test_file_of_its_own(verb: str) -> None:
    """Those of catalogues, which are all alike, have one together."""
    name = "catalogues" if verb.partition(".")[0] in CATALOGUED else verb.replace(".", "_")
    assert (TESTS / "actions" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_it_has_an_operation_of_the_same_name(verb: str) -> None:
    assert verb in _operations() or verb in NO_OPERATION


@pytest.mark.parametrize("verb", [verb for verb in sorted(VERBS) if verb.partition(".")[0] in ("order", *CATALOGUED)])
def test_it_has_words(verb: str) -> None:
    assert verb_words(verb) != verb


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_nobody_acts_anonymously_or_at_no_moment(verb: str) -> None:
    parameters = inspect.signature(VERBS[verb].run).parameters
    assert all(one.kind is one.KEYWORD_ONLY for one in parameters.values())
    for name in ("by", "at"):
        assert parameters[name].default is inspect.Parameter.empty


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_its_name_says_room_and_deed(verb: str) -> None:
    subject, _, deed = verb.partition(".")
    assert subject.isidentifier()
    assert deed.isidentifier()
    assert VERBS[verb].subject in (ACTS_ON.get(verb, subject), "company")


def test_each_icon_is_in_the_sprite() -> None:
    sprite = (ROOT / "interfaces" / "web" / "static" / "vendor" / "tabler-icons" / "sprite.svg").read_text()
    there = set(re.findall(r'id="([a-z-]+)"', sprite))
    assert {verb: say.icon for verb, say in WORDS.items() if say.icon and say.icon not in there} == {}
