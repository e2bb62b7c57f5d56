"""Django app for my affairs."""

from django.apps import AppConfig


class AffairsConfig(AppConfig):
    name = "mingtang.accounts.affairs"
    label = "accounts_affairs"
