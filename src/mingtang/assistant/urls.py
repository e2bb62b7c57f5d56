"""Where the assistant system listens."""

from django.urls import path

from mingtang.assistant.search import views as search
from mingtang.kernel.urls import common_urls

urlpatterns = [
    *common_urls(),
    path("search", search.search, name="search"),
    path("search/", search.search),
]

handler400 = "mingtang.kernel.faults.bad_request"
handler404 = "mingtang.kernel.faults.page_not_found"
handler500 = "mingtang.kernel.faults.server_error"
