"""What is read of a table that somebody sent: its rows as texts, or why it can't be read."""

from dataclasses import dataclass

LARGEST = 5 * 1024 * 1024
"""Bytes of one file."""
MOST_COLUMNS = 100
LONGEST_CELL = 2_000


class UnreadableTable(Exception):
    """A file that is no table here, or larger than what is read. `key` says which, and `detail` where."""

    def __init__(self, key: str, detail: str = "") -> None:
        self.key, self.detail = key, detail
        super().__init__(f"{key} {detail}".strip())


@dataclass(frozen=True)
class Table:
    """Rows of cells, each a text in one line; rows of nothing are none. Where `more`, what came after was not read."""

    rows: list[list[str]]
    more: bool = False


def plain(cell: str) -> str:
    """A cell in one line, without the space around it. Raises UnreadableTable for one that nobody would have typed."""
    if len(cell) > LONGEST_CELL:
        raise UnreadableTable("long_cell", cell[:20])
    return " ".join(cell.replace("\0", "").split())
