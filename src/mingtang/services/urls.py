"""Where the services system listens."""

from mingtang.kernel.urls import common_urls

urlpatterns = common_urls()
