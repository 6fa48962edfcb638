"""A verb's form, made from its words and from the types of what it is given; and how it becomes a call of its action."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, get_args
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel import scope
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.insight.verbs.registered import VERBS
from counterfoil.insight.verbs.saying import Ask, Say
from counterfoil.insight.verbs.words import WORDS

from ..session.member import MemberRequest, now, version_said, via
from ..wording import Wording, wording
from .declared import NUMBERS, Shape, shape_of
from .reading import put_into

Post = Mapping[str, str]
Read = Callable[[Post, Wording], dict[str, Any]]
PAGES = {
    "order.change": "order_edit",
    "order.send": "order_send",
    "offer.change": "offer_edit",
    "jobpost.change": "job_post_edit",
    "requisition.change": "requisition_edit",
    "changerequest.create": "change_request_new",
    "changerequest.change": "change_request_edit",
    "order.set_fields": "order_fields",
    "order.set_thresholds": "order_thresholds",
    "invoice.correct": "invoice_correct",
    "payment.release_several": "contractor_pay",
}
"""The verbs whose form is a page of its own: a whole document is typed anew."""
ABOVE = {"order.approve": "web/record/authorises.html"}
"""What stands before the main button of a verb."""
TEMPLATES = {"verbs": "web/settings/only.html"}
"""What shows fields of a kind."""
NO_CHOICE = "none"
"""What a choice sends that says: none of them."""


@dataclass(frozen=True)
class Field:
    """One field of a verb's form. `kind` is what the verb's type says (`declared.Shape`), or lines: one thing to a line. Of
    several each is a box of its own, and what is ticked stands in the value as words; so it is of the verbs that a role has.

    A custom field has `options` of its own, goes `into` the values by a way of its own, and is read as its field says (`reads`).
    """

    name: str
    words: Any
    kind: str
    hint: Any = ""
    needed: bool = True
    none: Any = ""
    options: Sequence[tuple[str, Any]] = ()
    into: tuple[str, ...] = ()
    reads: Callable[[str, Wording], Any] | None = None

    @property
    def template(self) -> str:
        """What shows it, where it is shown on pages of its own alone."""
        return TEMPLATES.get(self.kind, "")

    def said(self, post: Post) -> str | None:
        """What a form that was sent says of it: nothing where it was not asked."""
        if self.kind == "several":
            box = f"{self.name}."
            return " ".join(name.removeprefix(box) for name in post if name.startswith(box))
        if self.kind == "verbs":
            # Each role has its own boxes: those of another role than the chosen one were ticked before it was chosen.
            box = f"{self.name}.{post.get('role', '')}."
            return " ".join(name.removeprefix(f"{self.name}.") for name in post if name.startswith(box))
        return post.get(self.name)


@dataclass(frozen=True)
class Form:
    """One verb's form: made from its words and from the types of what it is given.

    What the verb is given and nobody is asked (the version, the hash that was shown, which hold) is `hidden`: the page sends it
    along. `read` is for what no type tells, such as one field for each piece.
    """

    verb: str
    say: Say
    fields: tuple[Field, ...]
    hidden: tuple[str, ...]
    read: Read | None = None
    page: str = ""
    """The page that its form is, where it is a page of its own."""
    more: Callable[[Member], Sequence[Field]] | None = None
    """What is asked beyond that of a company that has custom fields. Called inside a scope."""

    def whole(self, by: Member) -> "Form":
        """The form with all that this member's company asks for. Called inside a scope."""
        return replace(self, fields=(*self.fields, *self.more(by)), more=None) if self.more else self

    @property
    def has_files(self) -> bool:
        """Whether a file comes with it."""
        return any(one.kind == "file" for one in self.fields)

    @property
    def above(self) -> str:
        """What stands before its button, where it is the main one."""
        return ABOVE.get(self.verb, "")

    def for_each(self, post: Post, words: Wording) -> dict[str, Any]:
        """What the form says of every thing that the verb is done with. Raises Invalid for what can't be read."""
        said = self.read(post, words) if self.read else read_fields(self.fields, post, words)
        given: dict[str, Any] = {}
        for name, kind in VERBS[self.verb].given.model_fields.items():
            if inner := _values_of(kind):
                given[name] = {one: said[one] for one in inner.model_fields if one in said}
            elif name in said:
                given[name] = said[name]
        return given

    def perform(self, request: MemberRequest, here: Mapping[str, UUID]) -> dict[str, Any]:
        """Do it with what the form said, on what the page is of: `here` holds its ids by their names among the verb's values.

        Raises what the action raises, and Invalid for what can't be read.
        """
        with scope.reading(request.member.company_id) if self.more else nullcontext():
            form = self.whole(request.member)
        given = form.values(request.POST, wording(request.member), here)
        return VERBS[self.verb].run(by=request.member, at=now(), via=via(request), **given)

    def values(self, post: Post, words: Wording, here: Mapping[str, Any]) -> dict[str, Any]:
        """What its action is given, as the form said it. Raises Invalid for what can't be read."""
        said = self.read(post, words) if self.read else read_fields(self.fields, post, words)
        said = {**here, **_read_hidden(self.hidden, post, here), **said}
        given: dict[str, Any] = {}
        for name, kind in VERBS[self.verb].given.model_fields.items():
            if inner := _values_of(kind):
                own = {one: said[one] for one in inner.model_fields if one in said}
                given[name] = _parsed(inner, own, self.fields)
            elif name in said:
                given[name] = said[name]
        return given


def form_of(verb: str, read: Read | None = None) -> Form:
    """The form of a verb."""
    say, values = WORDS[verb], _simple_values(VERBS[verb].given)
    asked = {name: _field(name, one, shape_of(values[name])) for name, one in say.asks.items()}
    hidden = [name for name, kind in values.items() if name not in asked and _is_sent(kind)]
    return Form(verb, say, tuple(asked.values()), tuple(hidden), read, PAGES.get(verb, ""))


def forms_of(*subjects: str, **read: Read) -> dict[str, Form]:
    """The forms of every verb on such a thing, each by the last word of its name; `read` by that word, where it is not told by
    the types."""
    verbs = [verb for verb, say in WORDS.items() if say.icon and VERBS[verb].subject in subjects]
    return {word: form_of(verb, read.get(word)) for verb in verbs for word in [verb.partition(".")[2]]}


def _field(name: str, ask: Ask, of: Shape) -> Field:
    """An id is chosen among what the page offers; all else is asked for as its type says."""
    return Field(
        name, ask.words, ask.kind or ("choice" if of.kind == "id" else of.kind), ask.hint, of.required, ask.none
    )


def _simple_values(given: type[BaseModel]) -> dict[str, FieldInfo]:
    """What a verb is given one by one; of a set of values that it is given, those in it."""
    found: dict[str, FieldInfo] = {}
    for name, kind in given.model_fields.items():
        inner = _values_of(kind)
        found |= inner.model_fields if inner else {name: kind}
    return found


def _values_of(field: FieldInfo) -> type[BaseModel] | None:
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _is_sent(field: FieldInfo) -> bool:
    """Whether a page can send it along unseen: an id, a version or a hash."""
    return bool({*get_args(field.annotation), field.annotation} & {int, str, UUID})


def _parsed(model: type[BaseModel], said: Mapping[str, Any], fields: Sequence[Field]) -> BaseModel:
    """The values as their model. What is wrong with the whole is that its days are: it is said under the last of them."""
    try:
        return parsed(model, said)
    except Invalid as invalid:
        last = next((one.name for one in reversed(fields) if one.kind == "day"), fields[-1].name if fields else "body")
        raise Invalid(_under_fields(invalid, last)) from None


def _under_fields(invalid: Invalid, last: str) -> dict[str, list[Any]]:
    """Each sentence under its field: one of several lines is said under all of them."""
    said: dict[str, list[Any]] = {}
    for name, told in invalid.fields.items():
        said.setdefault(name.partition(".")[0].replace("body", last), []).extend(told)
    return said


def _read_hidden(names: Sequence[str], post: Post, here: Mapping[str, Any]) -> dict[str, Any]:
    """What the page sent along. A version that can't be read is none."""
    given: dict[str, Any] = {
        name: post[name] for name in names if name in post and name != "version" and name not in here
    }
    version = version_said(post) if "version" in names else None
    return given if version is None else given | {"version": version}


def read_fields(fields: Sequence[Field], post: Post, words: Wording) -> dict[str, Any]:
    """What a form's fields say: an empty number or day is none. Raises Invalid, each sentence under its field."""
    given: dict[str, Any] = {}
    errors: dict[str, list[Any]] = {}
    for one in fields:
        said = one.said(post)
        if said is None and not one.needed and one.kind != "check":
            continue
        text = (said or "").strip()
        try:
            value = one.reads(text, words) if one.reads else _value(one, text, words)
            put_into(given, one.into or (one.name,), value)
        except ValueError as unreadable:
            errors[one.name] = [str(unreadable)]
    if errors:
        raise Invalid(errors)
    return given


def _value(one: Field, text: str, words: Wording) -> Any:
    if one.kind == "choice" and not text:
        raise ValueError(_("Choose one."))
    if one.kind == "check":
        return bool(text)
    if one.kind == "several":
        return text.split()
    if one.kind == "verbs":
        return [value.partition(".")[2] for value in text.split()]
    if one.kind == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if one.kind in NUMBERS:
        return words.read(text) if text else None
    if one.kind == "whole":
        return words.whole(text) if text else None
    if text == NO_CHOICE and one.kind == "choice":
        return None
    return (text or None) if one.kind == "day" else text
