"""Gives a file to its owner, or to the officers it was handed to; always as a download."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from mingtang.kernel.http import CitizenRequest
from mingtang.services.counter.entering import signed_in
from mingtang.services.uploads.commands import open_file

#: A file can do nothing in the site's name, even when a browser insists on showing it.
POLICY = "default-src 'none'; sandbox"


@signed_in
@require_GET
def file(request: CitizenRequest, file_id: UUID) -> HttpResponse:
    opened = open_file(actor=request.actor, file_id=file_id)
    answer = HttpResponse(opened.content, content_type=opened.content_type)
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=opened.name) or "attachment"
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
