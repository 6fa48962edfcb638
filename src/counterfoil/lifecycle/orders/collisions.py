"""Whether two number layouts could give one number, decided by comparing their patterns and nothing that was dealt (R90).

Numbers are compared by capitals and digits alone, and a counter never grows beyond its width, so every number of one layout
has one length. A *shape* is one way to read such a number: for each place the signs that may stand there.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from .numbers import normal, pieces, tokens

Shape = tuple[frozenset[str], ...]

_DIGIT = frozenset("0123456789")
_ZERO, _ABOVE_ZERO = frozenset("0"), _DIGIT - {"0"}
_READ_AS: Mapping[str, tuple[Shape, ...]] = {
    "YYYY": ((_DIGIT,) * 4,),
    "YY": ((_DIGIT,) * 2,),
    "MM": ((_ZERO, _ABOVE_ZERO), (frozenset("1"), frozenset("012"))),
    "DD": ((_ZERO, _ABOVE_ZERO), (frozenset("12"), _DIGIT), (frozenset("3"), frozenset("01"))),
}


def collide(one: str, other: str) -> bool:
    """Whether some number of one layout could be read as a number of the other.

    Two that differ in signs and case alone never do: they count with the same counter, which gives no value twice.
    """
    if _as_compared(one) == _as_compared(other):
        return False
    others = list(_shapes(other))
    return any(_overlap(shape, found) for shape in _shapes(one) for found in others)


def readable(pattern: str) -> str:
    """A regular expression for the numbers, as they are compared, that could be read as this layout's."""
    digits = {"YYYY": 4, "YY": 2, "MM": 2, "DD": 2}
    read = (f"[0-9]{{{digits.get(text, len(text))}}}" if token else normal(text) for text, token in pieces(pattern))
    return f"^{''.join(read)}$"


def _as_compared(pattern: str) -> list[tuple[str, bool]]:
    """The layout's pieces as far as they matter; text on both sides of a sign that is dropped is one text."""
    joined: list[tuple[str, bool]] = []
    for text, token in pieces(pattern):
        if not token and joined and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + normal(text), False)
        elif token or normal(text):
            joined.append((text if token else normal(text), token))
    return joined


def _shapes(pattern: str) -> Iterator[Shape]:
    """Every shape of a layout. Days of a month and tokens that stand twice are read loosely: in doubt two collide."""
    named = list(dict.fromkeys(tokens(pattern)))
    for chosen in product(*(_readings(token) for token in named)):
        read = dict(zip(named, chosen, strict=True))
        yield tuple(
            place for text, token in pieces(pattern) for place in (read[text] if token else _written(normal(text)))
        )


def _readings(token: str) -> tuple[Shape, ...]:
    """How a token may be read. A counter starts at one: its first digit that is not zero stands somewhere."""
    if token in _READ_AS:
        return _READ_AS[token]
    width = len(token)
    return tuple((_ZERO,) * zeros + (_ABOVE_ZERO,) + (_DIGIT,) * (width - zeros - 1) for zeros in range(width))


def _written(text: str) -> Shape:
    return tuple(frozenset(sign) for sign in text)


def _overlap(one: Shape, other: Shape) -> bool:
    return len(one) == len(other) and all(mine & theirs for mine, theirs in zip(one, other, strict=True))
