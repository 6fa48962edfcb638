"""A logo is a small picture that the company has uploaded."""

from ..siege import Attack
from .writing import ONE, then


def _filed(media_type: str = "image/png", size: int = 10, kind: str = "logo", sha256: str = "f") -> str:
    return (
        "INSERT INTO documents_document (id, company_id, kind, name, media_type, size, sha256, made_from, created_at) VALUES "
        f"('{ONE}', current_company(), '{kind}', 'logo', '{media_type}', {size}, '{sha256}', '', now())"
    )


def _printed(sha256: str = "f") -> str:
    return f"UPDATE companies_company SET logo_sha256 = '{sha256}' WHERE id = current_company()"


LOGOS = (
    Attack("file a program as a logo", _filed("image/svg+xml"), ("check document_logo",)),
    Attack("file a logo that fills every order", _filed(size=1024 * 1024 + 1), ("check document_logo",)),
    Attack("file a logo without a byte", _filed(size=0), ("check document_logo",)),
    Attack(
        "print what was never uploaded",
        _printed(),
        ("trigger company_logo",),
        "a logo is a picture that the company has uploaded",
    ),
    Attack("print another document as the logo", then(_filed(kind="evidence"), _printed()), ("trigger company_logo",)),
)
LAWFUL_LOGOS = (
    Attack("print what was uploaded", then(_filed(), _printed()), ()),
    Attack("print no logo", _printed(""), ()),
)
