"""Template tags of lists: heads by which they are put in order, and addresses without a filter."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from counterfoil.insight.listing.columns import Column
from counterfoil.insight.listing.keyset import WORDS, Sorting

from .wording_tags import address

register = template.Library()


@register.simple_tag(takes_context=True)
def column_head(context: Any, column: Column, sorting: Sorting | str) -> SafeString:
    """The head of a column; where the list can be put in its order, the way to that: the greatest first, words from A to Z."""
    kind = " ".join(filter(None, ("end" if column.at_end else "", "th-stands" if column.kind == "words" else "")))
    marks = format_html(' class="{}"', kind) if kind else ""
    if not column.sort or not isinstance(sorting, Sorting):
        return format_html('<th scope="col"{}>{}</th>', marks, column.label)
    here = sorting.field == column.sort and "sort" in context["request"].GET
    up = here and sorting.down if column.kind not in WORDS else not here or sorting.down
    turned = column.sort if up else f"-{column.sort}"
    told = format_html(' aria-sort="{}"', "descending" if sorting.down else "ascending") if here else ""
    return format_html(
        '<th scope="col"{}{}><a class="head-link" href="{}" title="{}">{}{}</a></th>',
        marks,
        told,
        address(context, sort=turned, after="", filter=""),
        _("Put in this order"),
        column.label,
        format_html(' <span aria-hidden="true">{}</span>', "↓" if sorting.down else "↑") if here else "",
    )


@register.simple_tag(takes_context=True)
def address_without(context: Any, names: Sequence[str]) -> str:
    """This page's address without these names, from its beginning."""
    return address(context, **dict.fromkeys((*names, "after", "filter"), ""))


@register.simple_tag(takes_context=True)
def address_bare(context: Any, asked: Any) -> str:
    """This page's address without any filter but the chip."""
    return address_without(context, [name for name in asked.given if name != asked.chips])


@register.simple_tag(takes_context=True)
def address_chip(context: Any, asked: Any, name: str) -> str:
    """This page's address with this chip chosen, from its beginning."""
    return address(context, **{asked.chips: name, "after": "", "filter": ""})


@register.filter
def cell_template(kind: str) -> str:
    """What draws a cell of this kind."""
    return f"web/list/cells/{kind}.html"
