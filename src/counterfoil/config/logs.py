"""What is worth a line in the log: an answer that refuses is the program at work, and no warning."""

import logging


class Ordinary(logging.Filter):
    """Django logs every 4xx answer as a warning; here it is told as information, to whoever asked for that."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno == logging.WARNING and 400 <= getattr(record, "status_code", 0) < 500:
            record.levelno, record.levelname = logging.INFO, logging.getLevelName(logging.INFO)
        return record.levelno >= logging.getLogger(record.name).getEffectiveLevel()
