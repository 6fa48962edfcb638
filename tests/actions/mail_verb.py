"""What holds for the verbs of a mail alike: they are the company's own member's, from the job that mails, and nobody else's."""

from typing import Any, ClassVar

import pytest

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.companies.queries import system_member
from counterfoil.foundation.kernel.refusals import NotFound

from ..cast import Cast
from .books import books
from .verb import VerbTests


class MailVerbTests(VerbTests):
    """Inherit this and name the verb."""

    wrong: ClassVar[str] = "olga"

    @pytest.fixture(autouse=True)
    def _server(self, settings: Any) -> None:
        settings.COUNTERFOIL_MAIL_STANDS = settings.COUNTERFOIL_SENDS_MAIL = True

    def actor(self, cast: Cast) -> Member:
        return system_member(cast.company_id)

    def test_mallory(self, cast: Cast) -> None:
        """Another company's own member finds nothing."""
        given = self.given(cast)
        before, stranger = books(cast.company_id), system_member(cast.mallory.company_id)
        with pytest.raises(NotFound):
            self.act(stranger, given)
        assert books(cast.company_id) == before
