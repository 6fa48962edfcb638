"""What can go wrong with the server, each said in three sentences: what, what is unchanged, what to do."""


class ServerError(Exception):
    """Something about the database server that a person must know.

    Holds three sentences: `what` happened, what is `unchanged`, and the `remedy`.
    """

    def __init__(self, what: str, unchanged: str, remedy: str) -> None:
        super().__init__(f"{what} {unchanged} {remedy}")
        self.what, self.unchanged, self.remedy = what, unchanged, remedy


class BinariesMissing(ServerError):
    """No usable PostgreSQL programs were found, or the server's user cannot run them."""


class VersionMismatch(ServerError):
    """The data was written by another major version of PostgreSQL than the programs at hand."""


class UnsafeFolder(ServerError):
    """A folder belongs to somebody else, can be entered by others, or can't be entered by the server."""


class InUse(ServerError):
    """Another process holds the data folder."""


class StartFailed(ServerError):
    """PostgreSQL did not start, or did not stop."""


class PrepareFailed(ServerError):
    """Roles and database could not be made."""


class BackupRefused(ServerError):
    """A backup could not be made, or was refused when it was to be restored."""
