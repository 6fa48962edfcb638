"""evidence.submit: what was done on the lines of one order."""

import pytest

from counterfoil.foundation.documents.values import KeptFile
from counterfoil.foundation.kernel.refusals import Invalid
from counterfoil.foundation.kernel.values import parsed
from counterfoil.lifecycle.evidence import actions as evidence
from counterfoil.lifecycle.evidence.values import SubmissionValues

from ..cast import NOW, Cast
from .billing import line_id_of, submitted
from .verb import Given, VerbTests, refused


class TestEvidenceSubmit(VerbTests):
    verb, who = "evidence.submit", "cleo"

    def given(self, cast: Cast) -> Given:
        order_id = cast.issued()
        piece = {"line_id": line_id_of(cast, order_id), "quantity": 4}
        return {"order_id": order_id, "values": SubmissionValues.model_validate({"pieces": [piece], "note": "April"})}

    def otherwise(self, given: Given) -> Given:
        return given | {
            "values": SubmissionValues.model_validate({"pieces": given["values"].model_dump()["pieces"], "note": "May"})
        }


def test_all_of_it_or_none(cast: Cast) -> None:
    order_id = cast.issued()
    pieces = [{"line_id": line_id_of(cast, order_id), "quantity": 1}, {"line_id": order_id, "quantity": 1}]
    values = SubmissionValues.model_validate({"pieces": pieces})
    assert refused(cast, lambda: evidence.submit(by=cast.cleo, at=NOW, order_id=order_id, values=values)) == [
        "line_unknown"
    ]


def test_only_on_an_issued_order(cast: Cast) -> None:
    order_id = cast.approved()
    assert refused(cast, lambda: submitted(cast, order_id, who="rita")) == ["order_not_issued"]


@pytest.mark.parametrize("name", ["../../etc/passwd.html", "C:\\work\\sheet.pdf"])
def test_a_files_name_is_without_its_folders(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parsed(KeptFile, {"name": name, "media_type": "text/html", "size": 1, "sha256": "0" * 64})
    assert refusal.value.fields == {"name": ["A file's name is without its folders."]}
