"""Addresses of the counter, below /services/."""

from django.urls import path

from mingtang.services.counter.views import applying, files, following

urlpatterns = [
    path("apply/<slug:code>/", applying.begin, name="apply"),
    path("apply/<slug:code>/<int:number>/", applying.fill, name="apply-step"),
    path("apply/<slug:code>/<int:number>/autosave/", applying.autosave, name="apply-autosave"),
    path("apply/<slug:code>/check/", applying.check, name="apply-check"),
    path("cases/<slug:reference>/", following.case, name="case"),
    path("cases/<slug:reference>/correction/", following.correct, name="case-correction"),
    path("cases/<slug:reference>/withdrawal/", following.withdraw, name="case-withdrawal"),
    path("cases/<slug:reference>/rating/", following.rate, name="case-rating"),
    path("files/<uuid:file_id>", files.file, name="file"),
]
