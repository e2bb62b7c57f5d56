"""Builds the search index anew from the documents in the database."""

from typing import Any

from django.core.management.base import BaseCommand

from mingtang.assistant.search.commands import order_rebuild
from mingtang.assistant.search.queries import count_public_documents


class Command(BaseCommand):
    help = "Let every process that searches build its index anew; the old one answers until then."

    def handle(self, *args: Any, **options: Any) -> None:
        order_rebuild()
        count = count_public_documents()
        self.stdout.write(self.style.SUCCESS(f"Ordered a new index of {count} documents."))
