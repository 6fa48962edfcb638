"""A page's trail is silent of nothing by accident: each table, column and verb is said, or it is said why not."""

from dataclasses import replace

import pytest
from django.apps import apps

from counterfoil.foundation.kernel.guards import Trailed
from counterfoil.insight.trace.kept.every import EVERY, NO_THING, NOT_SAID, SUBJECTS, TABLES, THINGS
from counterfoil.insight.trace.kept.kept import Kept
from counterfoil.interfaces.web.panels.trail_rows import PAGES
from counterfoil.lifecycle.orders.models import OrderLine

from ..verbs import every_verb

VERBS = every_verb()


def named(kept: Kept) -> bool:
    """Whether a row of it is a thing, or part of one."""
    return kept.thing is not None or bool(kept.part and kept.part.of)


def test_each_table_with_a_trail_is_said_or_it_is_said_why_not() -> None:
    trailed = {
        model._meta.db_table
        for model in apps.get_models()
        if any(isinstance(one, Trailed) for one in model._meta.constraints)
    }
    assert set(TABLES) | set(NOT_SAID) == trailed
    assert not set(TABLES) & set(NOT_SAID) and len(TABLES) == len(EVERY)


@pytest.mark.parametrize("kept", EVERY, ids=lambda one: one.table)
def test_each_column_has_a_label_or_is_quiet(kept: Kept) -> None:
    assert kept.unsaid == set()
    assert set(kept.columns) | set(kept.quiet.split()) <= set(kept.fields)
    assert not set(kept.columns) & set(kept.quiet.split())


def test_a_column_that_nobody_thought_of_is_found() -> None:
    order = TABLES["orders_order"]
    assert replace(order, quiet=order.quiet.replace(" origin", "").replace("origin ", "")).unsaid == {"origin"}
    assert replace(order, columns={}).unsaid == {*order.columns}


@pytest.mark.parametrize("kept", EVERY, ids=lambda one: one.table)
def test_what_a_column_or_a_part_leads_to_is_a_thing(kept: Kept) -> None:
    assert named(kept)
    related = {kept.fields[name].related_model for name in kept.columns} - {None, OrderLine}
    related |= set(kept.part.of.values() if kept.part else ())
    assert {model._meta.db_table for model in related if model} <= set(THINGS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_each_verb_names_what_it_acts_on(verb: str) -> None:
    subject = VERBS[verb].subject
    assert (subject in SUBJECTS) != (subject in NO_THING)
    assert subject in NO_THING or named(SUBJECTS[subject])


def test_the_exceptions_are_needed() -> None:
    assert set(NO_THING) | set(SUBJECTS) == {verb.subject for verb in VERBS.values()} | {
        "payment",
        "document",
        "advance",
    }


@pytest.mark.parametrize("table", sorted(THINGS))
def test_each_thing_leads_to_a_page(table: str) -> None:
    page = THINGS[table].page
    assert (page[1]._meta.db_table if page else table) in PAGES
