"""Django app for search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mingtang.assistant.search"
    label = "assistant_search"
