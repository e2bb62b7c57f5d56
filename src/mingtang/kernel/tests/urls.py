"""Addresses under which the kernel is tested by itself."""

from mingtang.kernel.urls import common_urls

urlpatterns = common_urls()
