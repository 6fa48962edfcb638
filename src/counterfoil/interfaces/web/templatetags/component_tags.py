"""Parts that stand on many pages: a blank state, a notice, a quotation, a way of the navigation."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .wording_tags import icon as drawn

register = template.Library()


@register.simple_block_tag
def blank_state(content: SafeString, icon: str, head: str) -> SafeString:
    """What stands where nothing is yet: a head, and below it how something gets there."""
    return format_html('<div class="empty">{}<p class="empty-head">{}</p>{}</div>', drawn(icon), head, content)


@register.simple_block_tag
def notice(
    content: SafeString, tone: str, icon: str = "alert-triangle", head: str = "", urgent: bool = False
) -> SafeString:
    """What has to be read before all else. An urgent one is read out at once."""
    return format_html(
        '<div class="notice notice-{}"{}>{}<div>{}{}</div></div>',
        tone,
        format_html(' role="{}"', "alert") if urgent else "",
        drawn(icon),
        format_html('<p class="notice-head">{}</p>', head) if head else "",
        content,
    )


@register.simple_tag
def quote(text: str) -> SafeString:
    """What somebody wrote, with their own line breaks and no other."""
    return format_html("<blockquote>{}</blockquote>", text)


@register.inclusion_tag("web/partials/nav_link.html", takes_context=True)
def nav_link(
    context: Any, to: str, icon: str, words: str, name: str = "", css: str = "", is_here: bool = False
) -> dict[str, Any]:
    """One way of the navigation, marked where the reader is."""
    marked = is_here or context.get("here") == (name or to)
    return {"to": to, "icon": icon, "words": words, "css": css, "is_here": marked}
