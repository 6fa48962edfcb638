"""document.file: the record of a stored file, made by the company's own member."""

from typing import Any

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.documents.actions import FileValues, file_document
from counterfoil.foundation.documents.models import Document
from counterfoil.foundation.kernel import scope

from ..cast import NOW, Cast
from .verb import Given, VerbTests


def values(**more: Any) -> FileValues:
    facts = {"kind": "order_pdf", "name": "PO.pdf", "media_type": "application/pdf", "size": 3, "sha256": "a" * 64}
    return FileValues.model_validate(facts | {"made_from": "b" * 64} | more)


class TestFile(VerbTests):
    verb, wrong, stranger_finds_nothing = "document.file", "olga", False

    def given(self, cast: Cast) -> Given:
        return {"values": values()}

    def otherwise(self, given: Given) -> Given:
        return {"values": values(made_from="c" * 64)}

    def actor(self, cast: Cast) -> Member:
        return system_member(cast.company_id)

    def test_mallory(self, cast: Cast) -> None:
        """No person files a document, in no company: what is filed is the system member's own."""
        stranger = system_member(cast.mallory.company_id)
        self.act(stranger, self.given(cast))
        with scope.reading(cast.company_id):
            assert not Document.objects.exists()


def test_the_same_rendering_is_filed_once(cast: Cast) -> None:
    system, order_id = system_member(cast.company_id), cast.draft()
    first = file_document(by=system, at=NOW, values=values(order_id=order_id))
    second = file_document(by=system, at=NOW, values=values(order_id=order_id, name="Again.pdf"))
    assert first == second
    with scope.reading(cast.company_id):
        assert Document.objects.get().order_id == order_id


def test_files_that_were_brought_are_filed_each(cast: Cast) -> None:
    system = system_member(cast.company_id)
    first = file_document(by=system, at=NOW, values=values(made_from=""))
    assert file_document(by=system, at=NOW, values=values(made_from=""))["id"] != first["id"]
