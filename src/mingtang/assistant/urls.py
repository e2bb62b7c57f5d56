"""Where the assistant system listens."""

from django.urls import path

from mingtang.assistant.search import views as search
from mingtang.kernel.urls import common_urls

urlpatterns = [
    *common_urls(),
    path("search", search.search, name="search"),
    path("search/", search.search),
]
