"""The schema of UBL 2.1 orders, as OASIS publishes it and as it is shipped with the product."""

from functools import cache
from pathlib import Path

from lxml import etree

from counterfoil.formats import ubl

_PLACE = Path(ubl.__file__).parent / "xsd" / "maindoc" / "UBL-Order-2.1.xsd"


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_PLACE, etree.XMLParser(no_network=True)))


def errors(content: bytes) -> list[str]:
    """What is wrong with a file by the schema."""
    schema = _schema()
    schema.validate(etree.fromstring(content))
    return [error.message for error in schema.error_log]
