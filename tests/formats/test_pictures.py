"""A picture is what its bytes say, and only one that can be shown is one."""

import pytest

from counterfoil.formats import pictures
from counterfoil.formats.pictures import Picture

from ..pictures import CUT_OFF, EMPTY, GIF, MANY_POINTS, RENAMED, SVG, TEXT, picture


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_of_every_kind(mode: str) -> None:
    assert pictures.read(picture("JPEG", mode=mode)) == Picture("image/jpeg", 60, 20, for_press=mode == "CMYK")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_a_png_of_every_kind(mode: str) -> None:
    assert pictures.read(picture("PNG", mode=mode)) == Picture("image/png", 60, 20)


@pytest.mark.parametrize("content", [EMPTY, TEXT, SVG, RENAMED, GIF, CUT_OFF], ids=range(6))
def test_what_is_no_picture(content: bytes) -> None:
    assert pictures.read(content) is None


def test_too_many_points_are_counted_and_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.Image.Image.load", lambda image: pytest.fail("it was unpacked"))
    found = pictures.read(MANY_POINTS)
    assert found is not None and found.pixels > pictures.MOST_PIXELS
