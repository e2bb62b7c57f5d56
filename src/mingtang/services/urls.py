"""Where the service engine listens."""

from django.urls import include, path

from mingtang.kernel.urls import common_urls

urlpatterns = [
    *common_urls(),
    path("services/", include("mingtang.services.counter.urls")),
    path("desk/", include("mingtang.services.desk.urls")),
]

_REFUSING = "mingtang.services.counter.views.refusing"
handler400 = f"{_REFUSING}.bad_request"
handler404 = f"{_REFUSING}.page_not_found"
handler500 = f"{_REFUSING}.server_error"
