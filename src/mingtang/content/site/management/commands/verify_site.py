"""Check every published file against the signed manifest, and say what is wrong and what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mingtang.content.site.queries import Finding, Problem, verify_site

#: What an operator does about a finding. Rewriting the site heals; finding out who did it does not.
ADVICE = {
    Finding.ALTERED: "有人绕过发布改了文件。先查是谁改的，再运行 publish_site 写回批准的内容。",
    Finding.MISSING: "文件被删了，或者磁盘出了问题。运行 publish_site 会重新写好。",
    Finding.INTRUDER: "有人直接放进网站文件夹，或者以前撤下时没删干净。先看内容，再运行 publish_site 清掉。",
    Finding.BROKEN_MANIFEST: "清单丢了，或者不是用发布密钥签的。先查密钥，再运行 publish_site 重签。",
    Finding.OLD_MANIFEST: "有人放回了旧清单，多半从备份恢复过。运行 publish_site 会重签。",
}


class Command(BaseCommand):
    help = "核对已发布的每个文件和清单签名，说明问题和办法；有问题时退出码为 1。"

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify_site()
        for finding in Finding:
            self._tell(finding, [item for item in verdict.problems if item.finding is finding])
        if verdict.problems:
            raise CommandError(
                f"核对了 {verdict.files} 个文件，发现 {len(verdict.problems)} 个问题。"
            )
        self.stdout.write(self.style.SUCCESS(f"核对了 {verdict.files} 个文件，全部一致。"))

    def _tell(self, finding: Finding, problems: list[Problem]) -> None:
        if not problems:
            return
        self.stdout.write(f"{finding.value}（{len(problems)} 个）：{ADVICE[finding]}")
        for problem in problems:
            self.stdout.write(f"  {problem.path}")
