"""layout.set: how the next numbers look. Touches no order that has one."""

from datetime import datetime

from pydantic import Field

from counterfoil.foundation.companies.models import Member
from counterfoil.foundation.kernel.refusals import expect_version, refuse_if
from counterfoil.foundation.kernel.values import Name, Values
from counterfoil.foundation.trail.action import Stored, action

from .. import layout_rules as rules
from .. import loaded_rules
from ..layouts import in_use, loaded_in, newest, wait_to_set
from ..models import Layout


class LayoutValues(Values):
    """A pattern such as PO-{YYYY}-{#####}, and how long its numbers may be."""

    pattern: Name
    longest: int = Field(default=30, ge=1, le=60, strict=True)


@action("layout.set", subject="layout")
def set_layout(*, by: Member, at: datetime, values: LayoutValues, version: int | None = None) -> Stored:
    """Set a new version of the number layout. Only one that is a layout at all is compared with the others."""
    refuse_if(rules.set_layout(values.pattern, values.longest))
    # Read before the wait: who waited for another layout has not seen it, and its version is taken.
    before = newest(by.company_id)
    expect_version(version, before.version if before else 0)
    wait_to_set(by.company_id)
    loaded = loaded_rules.loaded_alike(loaded_in(by.company_id, values.pattern))
    refuse_if(rules.layout_collides(values.pattern, in_use(by.company_id)) + loaded)
    layout = Layout.objects.create(
        company_id=by.company_id, version=before.version + 1 if before else 1, **values.model_dump()
    )
    return Stored(layout.id, {"id": str(layout.id), "version": layout.version})
