"""发布状态: what lies on disk, who watches it, and what waits for its time."""

from django.http import HttpResponse
from django.shortcuts import render

from mingtang.content.identity.roles import FINAL_REVIEWER
from mingtang.content.publishing.models import Publication, Schedule, Stale
from mingtang.content.site.models import SiteFile
from mingtang.content.site.queries import incidents, last_watch
from mingtang.content.upkeep.watching import is_silent
from mingtang.kernel.http import StaffRequest

PER_PAGE = 50
INCIDENTS_SHOWN = 30


def show_status(request: StaffRequest) -> HttpResponse:
    """发布状态: the files on disk, who watches them, what was tampered with, what waits for its time."""
    watch = last_watch()
    context = {
        "watch": watch,
        "is_silent": is_silent(watch),
        "incidents": incidents()[:INCIDENTS_SHOWN],
        "open_incidents": incidents().filter(put_right_at=None).count(),
        "schedules": Schedule.objects.all(),
        "expiring": Publication.objects.exclude(expires_at=None).order_by("expires_at")[:PER_PAGE],
        "files": SiteFile.objects.count(),
        "stale": Stale.objects.values("thing").distinct().count(),
        "may_withdraw": request.actor.has_role(FINAL_REVIEWER),
    }
    return render(request, "content_upkeep/status.html", context)
