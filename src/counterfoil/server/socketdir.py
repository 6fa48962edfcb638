"""The folder of the socket: whoever can enter it can be any role, so only the server's user may."""

import os
import stat
from pathlib import Path

from counterfoil.server.account import Account
from counterfoil.server.errors import UnsafeFolder


def own_socket_folder(folder: Path, account: Account) -> None:
    """Make the folder for the server's user alone, or make sure that the one that is there is exactly that.

    Its parent is often /tmp, where anyone could have made a folder or a link of this name before us.
    Raises UnsafeFolder when it is a link, belongs to somebody else, or lets others in.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        _refuse_foreign(folder, account)
    # Also heals a folder that root made a moment before it was stopped.
    account.give(folder)


def _refuse_foreign(folder: Path, account: Account) -> None:
    found = folder.lstat()
    ours = found.st_uid in (account.uid, os.geteuid())
    if stat.S_ISDIR(found.st_mode) and ours and stat.S_IMODE(found.st_mode) == 0o700:
        return
    raise UnsafeFolder(
        f"{folder}, where the server's socket belongs, is not a folder of {account.name} alone "
        f"(owner {found.st_uid}, mode {stat.filemode(found.st_mode)}).",
        "The server was not started.",
        "Find out who made it and remove it, or set COUNTERFOIL_RUNTIME to another short folder.",
    )
