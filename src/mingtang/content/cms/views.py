"""写新稿件: choose the column first. And the words of Wagtail's scripts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.i18n import JavaScriptCatalog

from mingtang.content.cms.errors import OnlyEditorsWrite
from mingtang.content.cms.queries import places_to_write
from mingtang.content.cms.wording import words
from mingtang.content.identity.roles import EDITOR
from mingtang.content.pages.models import ArticlePage
from mingtang.kernel.http import StaffRequest

LONGEST_WORDS = 50


def choose_place(request: StaffRequest) -> HttpResponse:
    """Show the columns; each leads to the empty form of an article in it."""
    if not request.actor.has_role(EDITOR):
        raise OnlyEditorsWrite
    wanted = request.GET.get("q", "").strip()[:LONGEST_WORDS]
    places = [
        {"place": place, "address": _form_address(place.number)}
        for place in places_to_write(wanted)
    ]
    return render(request, "content_cms/write.html", {"places": places, "words": wanted})


class ScriptWords(JavaScriptCatalog):
    """Wagtail's own catalogue for the browser, with what it lacks."""

    packages = ["wagtail.admin"]

    def get_catalog(self) -> dict[str, Any]:
        return {**super().get_catalog(), **words("djangojs")}


def _form_address(column_number: int) -> str:
    return reverse(
        "wagtailadmin_pages:add",
        args=[ArticlePage._meta.app_label, ArticlePage._meta.model_name, column_number],
    )
