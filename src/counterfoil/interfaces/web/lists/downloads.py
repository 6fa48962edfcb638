"""A list as a file to download."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import StreamingHttpResponse

from counterfoil.formats.tables import separated, workbook

Chunks = Iterable[Iterable[Sequence[Any]]]


@dataclass(frozen=True)
class FileForm:
    """A form of file: its name to people, its ending, its media type, and what writes it."""

    words: str
    ending: str
    media_type: str
    write: Callable[[Sequence[str], Chunks], Iterator[bytes]]

    def answer(self, name: str, heads: Sequence[str], chunks: Chunks) -> StreamingHttpResponse:
        """The file, written while it is sent."""
        response = StreamingHttpResponse(self.write(heads, chunks), content_type=self.media_type)
        response["Content-Disposition"] = f'attachment; filename="{name}.{self.ending}"'
        return response


_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {
    "csv": FileForm("CSV", "csv", "text/csv; charset=utf-8", separated),
    "xlsx": FileForm("XLSX", "xlsx", _WORKBOOK, workbook),
}
