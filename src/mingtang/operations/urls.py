"""Where the operations system listens."""

from django.urls import include, path

from mingtang.kernel.urls import common_urls

urlpatterns = [
    *common_urls(),
    path("operations/inspection/", include("mingtang.operations.inspection.urls")),
    path("operations/", include("mingtang.operations.tasks.urls")),
]

handler400 = "mingtang.kernel.faults.bad_request"
handler404 = "mingtang.kernel.faults.page_not_found"
handler500 = "mingtang.kernel.faults.server_error"
