"""The settings of the embedded server: safe for the real one, fast for a throwaway one."""

from pathlib import Path

from counterfoil.server.places import PORT

ALWAYS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # On today's disks a page from anywhere costs hardly more than the next one; the usual 4 reads small tables whole.
    "random_page_cost": "1.1",
    # A refused statement is an everyday event here, and its text and row hold names and bank details:
    # the log says that it happened, never with which values.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # pg_basebackup needs two senders: one for the files, one for the log written meanwhile.
    "wal_level": "replica",
    "max_wal_senders": "4",
    # One log file per weekday, written over a week later: the log can't fill the disk unseen.
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
}

THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def settings_text(*, throwaway: bool, socket_dir: Path, log_dir: Path) -> str:
    """Return the text of counterfoil.conf, which the server reads after its own postgresql.conf."""
    settings = ALWAYS | (THROWAWAY if throwaway else DURABLE)
    settings |= {"unix_socket_directories": str(socket_dir), "log_directory": str(log_dir)}
    lines = ["# Written anew at every start. Settings of your own belong into local.conf beside this file."]
    lines += [f"{name} = '{_quoted(value)}'" for name, value in settings.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
