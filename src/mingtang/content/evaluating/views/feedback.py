"""有用 / 没用: a plain form on static pages, which carry no token of ours."""

from urllib.parse import urlencode, urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mingtang.content.evaluating.commands.feedback import explain_rating, rate_page
from mingtang.content.evaluating.errors import FeedbackGone, NotFromThisSite, PageNotRated
from mingtang.content.evaluating.forms import ExplanationForm, RatingForm
from mingtang.content.evaluating.models import Feedback, Reason
from mingtang.content.publishing.models import Publication
from mingtang.kernel.settings import is_demo

COOKIE, SALT = "mingtang_said", "mingtang.feedback"
DAY_SECONDS = 24 * 3600
MOST_REMEMBERED = 20
#: A form is answered with a GET of its own: reading the answer again says nothing twice.
SEE_OTHER = 303


@csrf_exempt  # static pages carry no token; where the form was sent from is checked instead
@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return _answer(request)
    _check_comes_from_here(request)
    return _explain(request) if "said" in request.POST else _rate(request)


def _rate(request: HttpRequest) -> HttpResponse:
    form = RatingForm(request.POST)
    if not form.is_valid():
        raise PageNotRated
    path = form.cleaned_data["page"]
    remembered = _remembered(request)
    said = rate_page(
        path=path,
        is_useful=form.cleaned_data["useful"] == "yes",
        earlier=remembered.get(path),
    )
    answer = _see(said.pk)
    kept = dict([*remembered.items(), (path, said.pk)][-MOST_REMEMBERED:])
    # Only the pages answered for and the numbers of the answers, for a day; nothing about the person.
    answer.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT),
        max_age=DAY_SECONDS,
        path="/feedback/",
        secure=not is_demo(),
        httponly=True,
        samesite="Lax",
    )
    return answer


def _explain(request: HttpRequest) -> HttpResponse:
    number = _opened(request.POST["said"])
    form = ExplanationForm(request.POST)
    if not form.is_valid():
        return _page(request, _said(number), form=form, status=422)
    explain_rating(number=number, **form.cleaned_data)
    return _see(number, done="1")


def _answer(request: HttpRequest) -> HttpResponse:
    if "said" not in request.GET:
        return HttpResponseRedirect("/")
    return _page(request, _said(_opened(request.GET["said"])))


def _page(
    request: HttpRequest, said: Feedback, *, form: ExplanationForm | None = None, status: int = 200
) -> HttpResponse:
    page = Publication.objects.filter(pk=said.page_number).first()
    context = {
        "said": said,
        "token": _closed(said.pk),
        "page": page,
        "reasons": Reason.choices,
        "form": form,
        "is_done": request.GET.get("done") == "1",
        "here": "/",
    }
    response = render(request, "content_evaluating/feedback.html", context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _check_comes_from_here(request: HttpRequest) -> None:
    """Refuse a form that another site sends. Browsers say where it was sent from, and cannot be made to lie."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise NotFromThisSite
        return
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    if urlsplit(sender).netloc != request.get_host():
        raise NotFromThisSite


def _see(number: int, **more: str) -> HttpResponseRedirect:
    query = urlencode({"said": _closed(number), **more})
    answer = HttpResponseRedirect(f"/feedback/?{query}")
    answer.status_code = SEE_OTHER
    return answer


def _remembered(request: HttpRequest) -> dict[str, int]:
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAY_SECONDS)
    except signing.BadSignature:
        return {}
    return {str(path): int(number) for path, number in kept.items()}


def _closed(number: int) -> str:
    return signing.dumps(number, salt=SALT)


def _opened(token: str) -> int:
    try:
        return int(signing.loads(token, salt=SALT, max_age=DAY_SECONDS))
    except (signing.BadSignature, TypeError, ValueError):
        raise FeedbackGone from None


def _said(number: int) -> Feedback:
    said = Feedback.objects.filter(pk=number).first()
    if said is None:
        raise FeedbackGone
    return said
