"""What a document form knows of its fields is what the model says of them, and nothing is declared that the model lacks."""

import pytest

from counterfoil.interfaces.web.forms.approval_policy import APPROVAL_POLICY
from counterfoil.interfaces.web.forms.correction import correction
from counterfoil.interfaces.web.forms.declared import DocumentForm, Field, shape
from counterfoil.interfaces.web.forms.evidence import EVIDENCE
from counterfoil.interfaces.web.forms.invoice import INVOICE
from counterfoil.interfaces.web.forms.match_policy import MATCH_POLICY
from counterfoil.interfaces.web.forms.order import ORDER
from counterfoil.lifecycle.evidence.values import MOST_PIECES
from counterfoil.lifecycle.orders.values import MOST_LINES

FORMS = {"order": ORDER, "invoice": INVOICE, "evidence": EVIDENCE, "correction": correction(is_credit=True)}
FORMS |= {"approval_policy": APPROVAL_POLICY, "match_policy": MATCH_POLICY}
each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


@pytest.mark.parametrize(
    ("form", "name", "said"),
    [
        (ORDER, "title", ("text", True, 200)),
        (ORDER, "contractor", ("id", True, None)),
        (ORDER, "currency", ("currency", True, None)),
        (ORDER, "rate", ("number", False, None)),
        (ORDER, "ends_on", ("day", False, None)),
        (ORDER, "notes", ("long", False, 10_000)),
        (INVOICE, "kind", ("choice", False, None)),
        (INVOICE, "number", ("text", True, 100)),
        (INVOICE, "quoted", ("text", False, 200)),
        (INVOICE, "issued_on", ("day", True, None)),
        (INVOICE, "tax", ("money", False, None)),
        (INVOICE, "total", ("money", True, None)),
        (INVOICE, "gives_back", ("check", False, None)),
        (FORMS["correction"], "reason", ("long", True, 2_000)),
        (EVIDENCE, "files", ("files", False, 20)),
    ],
)
def test_a_field_is_what_the_model_says(form: DocumentForm, name: str, said: tuple[str, bool, int | None]) -> None:
    found = shape(form.model, next(one for one in form.head if one.name == name))
    assert (found.kind, found.required, found.max_length) == said


@pytest.mark.parametrize(
    ("form", "name", "said"),
    [
        (ORDER, "text", ("text", True)),
        (ORDER, "quantity", ("number", True)),
        (ORDER, "unit", ("choice", False)),
        (ORDER, "unit_price", ("price", True)),
        (INVOICE, "amount", ("money", False)),
        (INVOICE, "piece_id", ("id", False)),
        (EVIDENCE, "text", ("long", False)),
        (APPROVAL_POLICY, "from_amount", ("money", True)),
        (APPROVAL_POLICY, "role", ("choice", True)),
        (MATCH_POLICY, "kind", ("choice", True)),
        (MATCH_POLICY, "percent", ("number", False)),
        (MATCH_POLICY, "amount", ("money", False)),
    ],
)
def test_a_column_is_what_the_model_of_a_line_says(form: DocumentForm, name: str, said: tuple[str, bool]) -> None:
    found = shape(form.line_model, next(one for one in form.lines.columns if one.name == name))
    assert (found.kind, found.required) == said


@each_form
def test_every_field_is_the_models_or_names_its_own_type(form: DocumentForm) -> None:
    def unknown(declared: tuple[Field, ...], known: set[str]) -> list[str]:
        return [one.name for one in declared if one.target not in known and one.of is None]

    assert unknown(form.head, set(form.model.model_fields)) == []
    assert unknown(form.lines.columns, set(form.line_model.model_fields)) == []


@each_form
def test_whatever_the_model_needs_can_be_typed(form: DocumentForm) -> None:
    needed = {name for name, info in form.model.model_fields.items() if info.is_required()}
    of_line = {name for name, info in form.line_model.model_fields.items() if info.is_required()}
    assert needed <= {one.target for one in form.head} | {form.lines.name}
    assert of_line <= {one.target for one in form.lines.columns} | (
        {"line_id", "attribute"} if form.lines.fixed else set()
    )


def test_a_form_takes_as_many_lines_as_its_model() -> None:
    assert (ORDER.most, INVOICE.most, EVIDENCE.most) == (MOST_LINES, MOST_LINES, MOST_PIECES)


def test_a_correction_asks_for_nothing_of_the_other_kind() -> None:
    invoice, credit = ({one.name for one in correction(is_credit).head} for is_credit in (False, True))
    assert invoice - credit == {"quoted"} and credit - invoice == {"credits"}
    assert not invoice & {"kind", "number", "contractor", "gives_back"}
