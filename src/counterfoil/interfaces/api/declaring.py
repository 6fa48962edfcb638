"""What every operation declares: its verb as operation id, its answer, and every error that can come instead."""

from typing import Any

from .problems import DECLARED, KINDS, MEDIA_TYPE

_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}
_ETAG = {"ETag": {"description": "The version, or a file's SHA-256, in quotes.", "schema": {"type": "string"}}}

_IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": "ETags that are known already; 304 where one of them stands.",
}


def writes(
    verb: str, model: Any, *, status: int = 200, versioned: bool = False, file: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The declaration of an operation that is a verb. Where its body is a file, `file` says what of."""
    declared = _declared(verb, model, status, versioned)
    if file:
        content = {media_type: {"schema": file} for media_type in ("application/xml", "application/octet-stream")}
        declared["openapi_extra"]["requestBody"] = {"required": True, "content": content}
    return declared


def reads(name: str, model: Any, *, versioned: bool = False) -> dict[str, Any]:
    """The declaration of an operation that changes nothing."""
    declared = _declared(name, model, 200, versioned)
    if versioned:
        declared["openapi_extra"]["responses"][304] = {"description": "You have this version already."}
        declared["openapi_extra"]["parameters"] = [_IF_NONE_MATCH]
    return declared


def reads_file(name: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The declaration of a read whose answer is a file. Its ETag is the file's SHA-256."""
    declared = reads(name, None, versioned=True)
    declared["openapi_extra"]["responses"][200] |= {"content": {media_type: {"schema": schema}}}
    return declared


def _declared(name: str, model: Any, status: int, versioned: bool) -> dict[str, Any]:
    problems: dict[int, Any] = {
        code: {"description": str(KINDS[code].title), "content": {MEDIA_TYPE: _PROBLEM}} for code in DECLARED
    }
    if versioned:
        problems[status] = {"headers": _ETAG}
    return {"operation_id": name, "response": {status: model}, "openapi_extra": {"responses": problems}}
