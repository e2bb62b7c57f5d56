"""来稿 in the CMS: the list, handing in, its progress, and the way out. All of it works without JavaScript."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mingtang.content.identity.roles import EDITOR
from mingtang.content.intake.correcting import forget_lesson
from mingtang.content.intake.correction import correction_page, say, to_submission
from mingtang.content.intake.drafting import bring_back, make_draft, set_aside
from mingtang.content.intake.errors import (
    ColumnMissing,
    EssentialsMissing,
    ReasonMissing,
    StillDoubtful,
    SubmissionNotFound,
)
from mingtang.content.intake.forms import ACCEPTED, UploadForm
from mingtang.content.intake.handing_in import ask_the_model, hand_in, stop_upload
from mingtang.content.intake.models import State
from mingtang.content.intake.queries import (
    active_lessons,
    find_submission,
    submissions_visible_to,
    uploads_of,
    uploads_under_way,
)
from mingtang.content.reading import disk
from mingtang.kernel.http import StaffRequest, staff_only

PER_PAGE = 50


@staff_only(EDITOR)
def list_submissions(request: StaffRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    words = request.GET.get("q", "").strip()[:60]
    found = submissions_visible_to(request.actor)
    counts = {choice: found.filter(state=choice).count() for choice in State}
    chosen = State(state) if state in State.values else State.TO_CHECK
    shown = found.filter(title__icontains=words) if words else found.filter(state=chosen)
    context = {
        "page_of_submissions": Paginator(shown, PER_PAGE).get_page(request.GET.get("p")),
        "tabs": [(choice, counts[choice], choice == chosen and not words) for choice in State],
        "under_way": uploads_under_way(request.actor),
        "lessons": active_lessons().count(),
        "chosen": chosen,
        "words": words,
    }
    return render(request, "content_intake/list.html", context)


@staff_only(EDITOR)
def upload(request: StaffRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if form.is_valid():
        data = form.cleaned_data
        batch = hand_in(
            actor=request.actor, files=data["policies"], attachments=data["attachments"]
        )
        return HttpResponseRedirect(reverse("content_intake_progress", args=[batch]))
    context = {"form": form, "accepted": ACCEPTED}
    return render(request, "content_intake/upload.html", context, status=422 if is_sent else 200)


@staff_only(EDITOR)
def progress(request: StaffRequest, batch: UUID) -> HttpResponse:
    uploads = uploads_of(batch, visible_to=request.actor)
    done = [one for one in uploads if one.state == "done"]
    if len(uploads) == len(done) == 1:
        return to_submission(done[0].reference)
    context = {"uploads": uploads, "goes_on": any(one.is_under_way for one in uploads)}
    return render(request, "content_intake/progress.html", context)


@staff_only(EDITOR)
def stop(request: StaffRequest, upload_number: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseRedirect(reverse("content_intake"))
    batch = stop_upload(actor=request.actor, upload_number=upload_number)
    return HttpResponseRedirect(reverse("content_intake_progress", args=[batch]))


@staff_only(EDITOR)
def draft(request: StaffRequest, reference: str) -> HttpResponse:
    """成稿, or the page that was made before."""
    if request.method != "POST":
        return to_submission(reference)
    column = request.POST.get("column", "")
    try:
        number = make_draft(
            actor=request.actor,
            reference=reference,
            column_number=int(column) if column.isdecimal() else None,
        )
    except (StillDoubtful, EssentialsMissing, ColumnMissing) as refusal:
        return correction_page(request, reference, refusal=refusal)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[number]))


@staff_only(EDITOR)
def end(request: StaffRequest, reference: str) -> HttpResponse:
    """不发布 with a reason, or 恢复."""
    if request.method == "POST" and request.POST.get("do") == "back":
        bring_back(actor=request.actor, reference=reference)
    elif request.method == "POST":
        try:
            reason = request.POST.get("reason", "")
            set_aside(actor=request.actor, reference=reference, reason=reason)
        except ReasonMissing as refusal:
            return correction_page(request, reference, refusal=refusal)
    return to_submission(reference)


@staff_only(EDITOR)
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    if request.method == "POST":
        ask_the_model(actor=request.actor, reference=reference)
        said = "已经去问大模型，一分钟内刷新这一页就能看到。现在可以接着核对。"
        say(request, said)
    return to_submission(reference)


@staff_only(EDITOR)
def open_file(request: StaffRequest, reference: str, file_number: int) -> Any:
    """Hand a kept file over to be saved: a browser never opens it as a page of ours."""
    submission = find_submission(reference, visible_to=request.actor)
    file = submission.files.filter(pk=file_number).first()
    if file is None:
        raise SubmissionNotFound
    response = FileResponse(
        disk.path_of(file.place).open("rb"),
        as_attachment=True,
        filename=file.name,
        content_type="application/octet-stream",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


@staff_only(EDITOR)
def list_lessons(request: StaffRequest) -> HttpResponse:
    page = Paginator(active_lessons(), PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "content_intake/lessons.html", {"page_of_lessons": page})


@staff_only(EDITOR)
def forget(request: StaffRequest, lesson_number: int) -> HttpResponse:
    if request.method == "POST":
        forget_lesson(actor=request.actor, lesson_number=lesson_number)
    return HttpResponseRedirect(reverse("content_intake_lessons"))
