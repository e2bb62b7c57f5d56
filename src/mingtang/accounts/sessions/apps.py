"""Django app for logging in."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "mingtang.accounts.sessions"
    label = "accounts_sessions"
