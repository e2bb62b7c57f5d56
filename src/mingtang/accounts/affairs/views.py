"""我的: what waits for the person, what is under way, what the government has told them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mingtang.accounts.affairs.queries import affairs_of
from mingtang.accounts.inbox.commands import mark_all_read
from mingtang.accounts.inbox.queries import count_unread, messages_of
from mingtang.accounts.people.queries import find_person
from mingtang.kernel.http import CitizenRequest, citizens_only
from mingtang.kernel.identifiers import mask_identity, mask_phone

SHOWN_MESSAGES = 5
MESSAGES_ON_A_PAGE = 100


@citizens_only
def my_affairs(request: CitizenRequest) -> HttpResponse:
    affairs = list(affairs_of(request.actor))
    context = {
        "waiting": [affair for affair in affairs if affair.waits_for_person],
        "running": [a for a in affairs if not a.waits_for_person and not a.is_done],
        "done": [affair for affair in affairs if affair.is_done],
        "messages": messages_of(request.actor)[:SHOWN_MESSAGES],
    }
    return render(request, "accounts_affairs/my.html", context)


@citizens_only
def my_messages(request: CitizenRequest) -> HttpResponse:
    messages = list(messages_of(request.actor)[:MESSAGES_ON_A_PAGE])
    mark_all_read(actor=request.actor)
    return render(request, "accounts_affairs/messages.html", {"messages": messages})


@citizens_only
def my_profile(request: CitizenRequest) -> HttpResponse:
    person = find_person(request.actor.id)
    context = {
        "person": person,
        "identity_number": mask_identity(person.identity_number),
        "phone": mask_phone(person.phone),
    }
    return render(request, "accounts_affairs/profile.html", context)


def who(request: HttpRequest) -> HttpResponse:
    """The fragment in the header of published pages: who is logged in, if anybody."""
    actor = getattr(request, "actor", None)
    unread = count_unread(actor) if actor is not None and actor.is_citizen else 0
    response = render(request, "accounts_affairs/who.html", {"unread": unread})
    response.headers["Cache-Control"] = "private, no-store"
    return response
