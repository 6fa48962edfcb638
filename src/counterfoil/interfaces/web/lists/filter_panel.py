"""The filter panel of a list: opened on demand, filled with what is asked for, and read as people type.

What is typed well leads to the plain address: the same for everybody, whatever their way to write figures.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from counterfoil.foundation.kernel.values import sentence_of
from counterfoil.insight.listing.filters import Choice, Filter, Of, Parameter
from counterfoil.insight.listing.listing import AnyListing, filters_of
from counterfoil.insight.listing.reader import Reader

from ..session.member import text_sent
from ..wording import wording

OPEN, TYPED = "open", "typed"
"""What the address says of the panel: shown, or sent with what was typed."""


@dataclass(frozen=True)
class Input:
    """One field of the panel: its name, what stands in it, and what is wrong with that."""

    name: str
    label: str
    value: str
    wrong: str = ""


@dataclass(frozen=True)
class Control:
    """One filter as the panel asks for it."""

    kind: str
    label: str
    inputs: Sequence[Input]
    choices: Sequence[Choice] = ()
    of: str = ""
    """What is picked, as the address of its options says it."""


@dataclass(frozen=True)
class Standing:
    """A filter that narrows the list now, in words, and the names that take it out of the address."""

    words: str
    names: Sequence[str]


@dataclass
class Panel:
    """The panel. `asked` is what was typed, as an address says it; `typed_well`: all of that can be read."""

    controls: Sequence[Control] = ()
    is_open: bool = False
    is_typed: bool = False
    typed_well: bool = False
    asked: dict[str, str] = field(default_factory=dict)


def panel_of(address: Mapping[str, str], listing: AnyListing, reader: Reader, given: Mapping[str, Any]) -> Panel:
    """The panel as this address has it. Called inside a scope."""
    panel, typed = Panel(), address.get("filter", "")
    if typed not in (TYPED, OPEN):
        return panel
    asked = [_Asked.of(one, reader) for one in _offered(listing, reader)]
    if typed == TYPED:
        panel.is_typed = True
        inputs = [_typed(one, address, reader, panel.asked) for one in asked]
        panel.typed_well = not any(each.wrong for one in inputs for each in one)
    else:
        inputs = [_filled(one, given, reader) for one in asked]
    if not panel.typed_well:
        panel.is_open = True
        panel.controls = [_control(listing, one, own) for one, own in zip(asked, inputs, strict=True)]
    return panel


@dataclass(frozen=True)
class _Asked:
    """A filter, how this panel asks for it, and what can be chosen: of too many one is picked."""

    filter: Filter
    control: str
    choices: Sequence[Choice]

    @classmethod
    def of(cls, one: Filter, reader: Reader) -> "_Asked":
        choices = one.choices(reader) if one.control == "choice" else []
        many = isinstance(one, Of) and not choices and one.visible(reader.by).exists()
        return cls(one, "pick" if many else one.control, choices)


def _offered(listing: AnyListing, reader: Reader) -> list[Filter]:
    offered = [one for one in filters_of(listing, reader) if one.control]
    return [one for one in offered if one.offered_outside or not reader.outside]


def _control(listing: AnyListing, one: _Asked, inputs: Sequence[Input]) -> Control:
    of = getattr(one.filter, "name", "") if one.control == "pick" else ""
    return Control(one.control, one.filter.head, inputs, one.choices, of)


def standing_of(listing: AnyListing, reader: Reader, given: Mapping[str, Any]) -> list[Standing]:
    """The filters that narrow the list now. Called inside a scope."""
    found = []
    for one in filters_of(listing, reader):
        own = {name: given[name] for name in one.parameters if name in given}
        words = one.in_words(own, reader) if own else ""
        if words:
            found.append(Standing(words, list(one.parameters)))
    return found


def _filled(one: _Asked, given: Mapping[str, Any], reader: Reader) -> list[Input]:
    """The fields as the address has them, in the reader's hand."""
    values = {name: _shown(one, given[name], reader) if name in given else "" for name in one.filter.parameters}
    return [Input(_field(one, name), _label(one, name), value) for name, value in values.items()]


def _shown(one: _Asked, value: Any, reader: Reader) -> str:
    if one.control == "pick" and isinstance(one.filter, Of):
        found = one.filter.visible(reader.by).filter(id=value).first()
        return one.filter.picks.label(found) if found else ""
    return _SHOWN.get(one.control, _as_it_is)(value, reader)


def _typed(one: _Asked, address: Mapping[str, str], reader: Reader, asked: dict[str, str]) -> list[Input]:
    """The fields as they were typed; what they say goes into the address."""
    inputs = []
    for name, parameter in one.filter.parameters.items():
        text, wrong = text_sent(address, _field(one, name)), ""
        try:
            value = _read(one, text, reader) if text else ""
            asked |= {name: _checked(parameter, value)} if value else {}
        except ValueError as error:
            wrong = sentence_of(error.errors()[0]) if isinstance(error, ValidationError) else str(error)
        inputs.append(Input(_field(one, name), _label(one, name), text, wrong))
    return inputs


def _read(one: _Asked, text: str, reader: Reader) -> str:
    if one.control == "pick" and isinstance(one.filter, Of):
        return _picked(one.filter, text, reader)
    return _READ.get(one.control, _as_typed)(text, reader)


def _checked(parameter: Parameter, value: str) -> str:
    """The value as it was read. Raises ValidationError where it can't be one."""
    TypeAdapter(parameter.type).validate_python(value)
    return value


def _field(one: _Asked, name: str) -> str:
    """A picker asks for words where the address has an id."""
    return name.removesuffix("_id") if one.control == "pick" else name


def _label(one: _Asked, name: str) -> str:
    ends = {"_from": _("%(what)s from"), "_to": _("%(what)s to")}
    words = next((words for end, words in ends.items() if name.rstrip("]").endswith(end)), "%(what)s")
    return words % {"what": one.filter.head}


def _as_it_is(value: Any, reader: Reader) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _as_typed(text: str, reader: Reader) -> str:
    return text


def _picked(one: Of, text: str, reader: Reader) -> str:
    found = one.picks.meant(reader.by, text)
    if found is None:
        raise ValueError(
            _("Nothing is called so, or several are: %(what)s. Choose one that is offered.") % {"what": one.label}
        )
    return str(found.id)


def _amount(text: str, reader: Reader) -> str:
    return f"{wording(reader.by).read(text):f}"


_SHOWN: dict[str, Callable[[Any, Reader], str]] = {
    "amounts": lambda value, reader: reader.words.number(value),
    "days": lambda value, reader: value.isoformat(),
    "tick": lambda value, reader: "true" if value else "",
}
_READ: dict[str, Callable[[str, Reader], str]] = {
    "amounts": _amount,
    "currency": lambda text, reader: text.upper(),
}
