"""Load the built-in lexicon."""

from typing import Any

from django.core.management.base import BaseCommand

from mingtang.content.checking.commands.lexicon import load_built_in


class Command(BaseCommand):
    help = "把随程序来的错敏词词库装进来；重复运行只装新的和变了的，编辑改过的不动。"

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_built_in()
        self.stdout.write(
            self.style.SUCCESS(
                f"新增 {loaded.added} 条，更新 {loaded.changed} 条，停用 {loaded.retired} 条；"
                f"编辑改过的 {loaded.left_alone} 条没有动。"
            )
        )
