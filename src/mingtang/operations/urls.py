"""Where the operations system listens."""

from mingtang.kernel.urls import common_urls

urlpatterns = common_urls()

handler400 = "mingtang.kernel.faults.bad_request"
handler404 = "mingtang.kernel.faults.page_not_found"
handler500 = "mingtang.kernel.faults.server_error"
