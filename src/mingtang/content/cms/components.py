"""The parts of the start page, one set for each role."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from laces.components import Component

from mingtang.content.cms.queries import recent_publications, recent_withdrawals, texts_of
from mingtang.content.identity.roles import EDITOR, FINAL_REVIEWER, REVIEWER_ROLES
from mingtang.content.reviewing.queries import decided_by, waiting_for
from mingtang.kernel.identity import Actor


class _PanelOf(Component):
    """A part of the start page that belongs to the person who looks."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor


class OwnTexts(_PanelOf):
    """我的稿件, and the button to begin a new one."""

    template_name = "content_cms/own_texts.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"texts": texts_of(self.actor), "write": reverse("content_write")}


class WaitingForMe(_PanelOf):
    """等我审: the first thing a reviewer sees after logging in."""

    template_name = "content_cms/waiting.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"waiting": waiting_for(self.actor)}


class DecidedByMe(_PanelOf):
    template_name = "content_cms/decided.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"decisions": decided_by(self.actor)}


class LatestOnTheSite(Component):
    """最近发布 and 最近撤下, for whoever answers for what is public."""

    template_name = "content_cms/latest.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"publications": recent_publications(), "withdrawals": recent_withdrawals()}


def parts_for(actor: Actor) -> list[Component]:
    """Return what this person's start page is made of."""
    parts: list[Any] = []
    if actor.has_role(*REVIEWER_ROLES):
        parts.append(WaitingForMe(actor))
    if actor.has_role(EDITOR):
        parts.append(OwnTexts(actor))
    if actor.has_role(*REVIEWER_ROLES):
        parts.append(DecidedByMe(actor))
    if actor.has_role(FINAL_REVIEWER):
        parts.append(LatestOnTheSite())
    for place, part in enumerate(parts):
        part.order = place  # Wagtail sorts by it
    return parts
