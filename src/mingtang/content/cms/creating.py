"""An empty form makes one page, however often it is sent.

Wagtail saves a new draft by itself, by a request beside the form's own. Whoever presses a button in
that moment, or just before, sends the same form a second time to the address that makes pages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext
from modelcluster.models import get_all_child_relations
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from mingtang.content.pages.forms import CREATION

#: First number of the advisory lock: the requests of one form come in one after the other.
LOCK_SPACE = 0x4D54_4352


class CreateOnce(CreateView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        creation = _uuid(request.POST.get(CREATION, ""))
        if creation is None:
            return self._create(request, *args, **kwargs)
        with _one_at_a_time(creation):
            made = Page.objects.filter(translation_key=creation).first()
            if made is None:
                return self._create(request, *args, **kwargs)
            if self.expects_json_response:
                # Older than what a person sent, or its answer was lost: the next press saves all.
                return self._refuse_saving()
            response: HttpResponseBase = GoOnWriting.as_view()(request, made.pk)
            return response

    def _create(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def _refuse_saving(self) -> HttpResponseBase:
        response: HttpResponseBase = self.json_error_response(
            "invalid_revision", gettext("Saving will overwrite a newer version.")
        )
        return response


class GoOnWriting(EditView):
    """Takes an empty form's second sending as the next version of the page the first has made."""

    def get_object(self) -> Page:
        """Return the page without its lines: the form does not know them and brings all again."""
        page = super().get_object()
        for relation in get_all_child_relations(page):
            getattr(page, relation.get_accessor_name()).set([])
        return page


class OwnPages(PageViewSet):
    """How Wagtail shows pages of every type, but for the form that makes one."""

    add_view_class = CreateOnce


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@contextmanager
def _one_at_a_time(creation: UUID) -> Iterator[None]:
    """Hold the form across the many small transactions in which Wagtail makes a page."""
    numbers = (LOCK_SPACE, str(creation))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", numbers)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", numbers)
