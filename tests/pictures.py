"""Pictures as they come: small ones, large ones, and what only looks like one."""

import io
from typing import Any

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 20), mode: str = "RGB", **more: Any) -> bytes:
    """A picture with something on it."""
    image = Image.linear_gradient("L").resize(size).convert(mode)
    written = io.BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
EMPTY = b""
TEXT = b"This is no picture."
CUT_OFF = picture(size=(600, 400))[:-400]
RENAMED = b"\x89PNG\r\n\x1a\n" + TEXT
GIF = picture("GIF", mode="P")
MANY_POINTS = picture(size=(4001, 1000), mode="1")
FOR_PRESS = picture("JPEG", mode="CMYK")
LARGE = picture() + b"\0" * (10 * 1024 * 1024)
