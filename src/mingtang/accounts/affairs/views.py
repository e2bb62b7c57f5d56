"""我的: what waits for the person, what is under way, what the government has told them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingtang.accounts.affairs.presenting import my_page, printed
from mingtang.accounts.affairs.queries import done_affairs_of, overview_of
from mingtang.accounts.inbox.queries import count_unread, newest_of
from mingtang.accounts.people.queries import name_represented_by
from mingtang.accounts.sessions.destinations import destination
from mingtang.kernel.http import CitizenRequest, citizens_only

SHOWN_MESSAGES = 5
SHOWN_DONE = 5
DONE_ON_A_PAGE = 20


@citizens_only
@require_GET
def my_affairs(request: CitizenRequest) -> HttpResponse:
    """Two questions to the database, whatever the person has going on."""
    newest = newest_of(request.actor, limit=SHOWN_MESSAGES)
    page = my_page(overview_of(request.actor), newest, most_done=SHOWN_DONE)
    context = {
        "affairs": printed(page, "affairs"),
        "messages": printed(page, "messages"),
        "unread": page.unread,
        "acts_for": name_represented_by(request.actor),
        "tab": "affairs",
    }
    return render(request, "accounts_affairs/my.html", context)


@citizens_only
@require_GET
def done_affairs(request: CitizenRequest) -> HttpResponse:
    pages = Paginator(done_affairs_of(request.actor), DONE_ON_A_PAGE)
    context = {"page": pages.get_page(request.GET.get("page")), "tab": "affairs"}
    return render(request, "accounts_affairs/done.html", context)


@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """The fragment in the header of published pages: who is logged in, if anybody."""
    actor = getattr(request, "actor", None)
    unread = count_unread(actor) if actor is not None and actor.is_citizen else 0
    context = {"unread": unread, "home": destination(actor, "") if actor is not None else ""}
    response = render(request, "accounts_affairs/who.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
