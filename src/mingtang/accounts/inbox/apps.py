"""Django app for messages."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "mingtang.accounts.inbox"
    label = "accounts_inbox"
