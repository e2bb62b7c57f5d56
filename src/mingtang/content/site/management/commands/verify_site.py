"""Check every published file against the signed manifest."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingtang.content.site.queries import verify_site


class Command(BaseCommand):
    help = "核对已发布的每个文件和清单签名；有问题时退出码为 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_site()
        for problem in verdict.problems:
            self.stdout.write(str(problem))
        if verdict.problems:
            raise CommandError(
                f"核对了 {verdict.files} 个文件，发现 {len(verdict.problems)} 个问题。"
            )
        self.stdout.write(self.style.SUCCESS(f"核对了 {verdict.files} 个文件，全部一致。"))
