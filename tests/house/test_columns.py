"""What a shape reads by its name is a column of its row: one that is renamed is missed here, and by no caller."""

import pytest

from counterfoil.insight.shapes.shape import Shape
from counterfoil.lifecycle.orders.models import Order

from .every_shape import every_shape, lost

SHAPES = every_shape()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_each_field_is_a_column_of_its_row(shape: type[Shape]) -> None:
    assert lost(shape) == []


def test_a_column_that_is_not_there_is_found() -> None:
    class Wrong(Shape, row=Order):
        title: str
        remark_that_nobody_has: str

    assert lost(Wrong) == ["remark_that_nobody_has"]


def test_no_two_shapes_have_one_name() -> None:
    names = [shape.__name__ for shape in SHAPES]
    assert sorted(names) == sorted(set(names))
