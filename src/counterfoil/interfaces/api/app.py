"""The API itself: its resources, how it authenticates, reads bodies, answers exceptions, and its OpenAPI document."""

from copy import deepcopy
from importlib.metadata import version
from typing import Any

from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.openapi.schema import OpenAPISchema

from counterfoil.foundation.kernel.values import MOST_ERRORS

from .addresses import ADDRESSES
from .answering import ROOT
from .auth import ApiKey
from .bodies import ExactJson
from .changerequest_reads import CHANGEREQUEST_READS
from .declared_lists import DECLARED_LISTS, add_declared_lists
from .exceptions import install
from .limiting import PerMember
from .parameters import none_unknown
from .plain_lists import PLAIN_LISTS, add_lists
from .plain_reads import PLAIN_READS, add_reads
from .problems import Problem
from .requisition_reads import REQUISITION_READS
from .resources import (
    arrivals,
    bulk,
    catalogues,
    contracts,
    evidence,
    invoices,
    letterhead,
    order_views,
    orders,
    payments,
    rates,
    refunds,
    search,
    statements,
    write_offs,
)
from .sharing import share
from .verb_routes import add_verbs, words_before_ids

DESCRIPTION = """\
Purchase orders from request to payment. An operation id is a verb: permissions, the trail and a key's scopes say the same.

Every write takes an `Idempotency-Key`. The ETag of an order is its version; PATCH and DELETE need it as `If-Match`.
Amounts are decimal strings; numbers in requests are read exactly. Every error is `application/problem+json` with every
reason. Lists come in pages by cursor; `GET /orders` with `after_position` gives what changed and misses nothing.
"""


class Api(NinjaAPI):
    """Ninja, with the exact parser, our words for wrong values, and our addresses."""

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Pydantic's own errors, each with the place it was found in before its path; the first hundred."""
        errors: list[Any] = []
        for context in error_contexts:
            model, wrong = context.model, context.pydantic_validation_error
            for found in wrong.errors(include_url=False, include_input=False)[:MOST_ERRORS]:
                path = model.__ninja_flatten_map_reverse__.get(found["loc"], found["loc"])
                errors.append(found | {"loc": (model.__ninja_param_source__, *path)})
        return ValidationError(errors)

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The document, always under the same root, with the one shape of every error, and nothing said twice."""
        # Operations declared in the same words share their declarations: nothing of them may be changed here.
        document = deepcopy(super().get_openapi_schema(path_prefix=f"{ROOT}/"))
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"] |= schema.pop("$defs") | {"Problem": schema}
        for operations in document["paths"].values():
            for operation in operations.values():
                for parameter in operation.get("parameters", ()):
                    if (parameter["in"], parameter["name"]) == ("query", "fields"):
                        parameter |= {"style": "deepObject", "explode": True}
        share(document)
        return document


api = Api(
    title="Counterfoil",
    version=version("counterfoil"),
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    auth=ApiKey(),
    throttle=PerMember(),
    parser=ExactJson(),
)
install(api)
api.add_decorator(none_unknown)
ROUTERS = {
    "/orders": orders.router,
    "/invoices": invoices.router,
    "/payments": payments.router,
    "/arrivals": arrivals.router,
    "/bulk": bulk.router,
    "/credit-balances": refunds.balance_list,
    "/write-offs": write_offs.router,
    "/contracts": contracts.router,
    "/search": search.router,
    "/rates": rates.router,
    **catalogues.ROUTERS,
}
add_reads(ROUTERS, (*PLAIN_READS, *REQUISITION_READS, *CHANGEREQUEST_READS))
add_lists(ROUTERS, PLAIN_LISTS)
add_declared_lists(ROUTERS, DECLARED_LISTS)
add_verbs(ROUTERS, (*ADDRESSES, *catalogues.ADDRESSES))
for prefix, router in (
    *ROUTERS.items(),
    ("/orders", order_views.router),
    ("/contractors", statements.router),
    ("/company", letterhead.router),
    ("", evidence.router),
):
    words_before_ids(router)
    api.add_router(prefix, router)
