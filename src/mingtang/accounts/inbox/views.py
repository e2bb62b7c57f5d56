"""消息: what the government has told the person, one page each, with the way on."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from mingtang.accounts.inbox.commands import mark_all_read, read_message
from mingtang.accounts.inbox.queries import count_unread, messages_of
from mingtang.kernel.http import CitizenRequest, citizens_only

MESSAGES_ON_A_PAGE = 20


@citizens_only
@require_GET
def messages(request: CitizenRequest) -> HttpResponse:
    pages = Paginator(messages_of(request.actor), MESSAGES_ON_A_PAGE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "unread": count_unread(request.actor),
        "tab": "messages",
    }
    return render(request, "accounts_inbox/messages.html", context)


@citizens_only
@require_GET
def message(request: CitizenRequest, message_id: int) -> HttpResponse:
    """Show one message; whoever opens it has read it."""
    found = read_message(actor=request.actor, message_id=message_id)
    return render(request, "accounts_inbox/message.html", {"message": found, "tab": "messages"})


@citizens_only
@require_POST
def read_all(request: CitizenRequest) -> HttpResponse:
    mark_all_read(actor=request.actor)
    return HttpResponseRedirect("/my/messages/")
