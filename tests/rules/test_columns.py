"""A column says what it is where it stands: what can hold words has to, and a migration hears of it from the guard alone."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test.utils import isolate_apps

from counterfoil.foundation.kernel.columns import declared, personal, plain, secret
from counterfoil.foundation.kernel.guards import Trailed, owned
from counterfoil.foundation.kernel.tables import Owned
from counterfoil.foundation.trail.models import Xid8Field
from counterfoil.lifecycle.orders.models import Order, OrderHold
from counterfoil.lifecycle.orders.models.measures import money

WORDY = [
    models.TextField,
    models.EmailField,
    models.JSONField,
    models.BinaryField,
    Xid8Field,
    lambda: models.CharField(max_length=3),
    lambda: ArrayField(models.UUIDField()),
]
FIGURES = [
    money,
    models.IntegerField,
    models.BigIntegerField,
    models.BooleanField,
    models.DateField,
    models.DateTimeField,
    models.UUIDField,
]


def trail(model: Any) -> Trailed:
    return next(guard for guard in model._meta.constraints if isinstance(guard, Trailed))


def named(field: Any) -> Any:
    field.set_attributes_from_name("column")
    return field


@pytest.mark.parametrize("field", WORDY)
def test_what_can_hold_words_has_to_say_what_it_is(field: Any) -> None:
    with pytest.raises(TypeError, match="say whether it is plain, personal or secret"):
        declared([named(field())])
    for word in (plain, personal, secret):
        assert declared([named(word(field()))])[word.__name__] == "column"


@pytest.mark.parametrize("field", FIGURES)
def test_figures_days_and_ids_are_plain_without_a_word(field: Any) -> None:
    assert declared([named(field())]) == {"plain": "column", "personal": "", "secret": ""}
    assert declared([named(personal(field()))]) == {"plain": "", "personal": "column", "secret": ""}


@pytest.mark.parametrize("word", [plain, personal, secret])
def test_no_migration_of_the_field_hears_of_the_word(word: Any) -> None:
    assert word(models.TextField(default="")).deconstruct() == models.TextField(default="").deconstruct()


@isolate_apps()
def test_a_table_with_a_silent_text_is_not_even_made() -> None:
    with pytest.raises(TypeError, match=r"orders\.Silent\.text"):

        class Silent(Owned):
            text = models.TextField()

            class Meta:
                app_label = "orders"
                constraints = owned("silent")


def test_what_a_shared_shape_said_holds_in_every_table_of_it() -> None:
    assert trail(OrderHold).given["personal"] == "reason"
    assert trail(OrderHold).given["plain"].split()[:3] == ["id", "company_id", "state"]


def test_in_which_order_the_columns_stand_means_nothing() -> None:
    given = trail(Order).given
    turned = {kind: " ".join(reversed(columns.split())) for kind, columns in given.items()}
    assert Trailed(name="order_trail", **turned) == trail(Order)
    assert Trailed(name="order_trail", **{**given, "personal": "title notes"}) != trail(Order)
    assert Trailed(name="another_trail", **given) != trail(Order)


def test_no_trail_is_without_its_columns() -> None:
    found = [
        trail(model) for model in apps.get_models() if any(isinstance(g, Trailed) for g in model._meta.constraints)
    ]
    assert len(found) > 30
    assert all(guard.given["plain"].split()[0] == "id" for guard in found)
