"""exception.assign: somebody else settles it."""

from ..cast import Cast
from .billing import disputed, exception_of
from .verb import Given, VerbTests


class TestExceptionAssign(VerbTests):
    verb, who = "exception.assign", "petra"

    def given(self, cast: Cast) -> Given:
        return {"exception_id": exception_of(cast, disputed(cast), "price").id, "owner_id": cast.fay.id}

    def otherwise(self, given: Given) -> Given:
        return given | {"owner_id": given["exception_id"]}
