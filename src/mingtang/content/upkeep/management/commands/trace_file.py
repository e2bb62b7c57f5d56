"""Say who answers for a published file, and prove it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from mingtang.content.publishing.errors import FileNotPublished
from mingtang.content.upkeep.tracing import Trace, trace_file
from mingtang.kernel.audit.commands import breaks_in_the_trail

LEVELS = {1: "部门初审", 2: "法务复审", 3: "终审发布", None: "历史页面"}
OF_MANY = "这个文件由多篇已发布的内容汇成，每一篇的审核请查它自己的页面。"


class Command(BaseCommand):
    help = "查一个已发布的文件：出自哪一稿、谁在什么时候审的，并核对 SM3、签名清单和审计链。"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("path", help="网站文件夹里的路径，或网页地址，如 /zhengce/juzhuzheng/")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            trace = trace_file(options["path"])
        except FileNotPublished as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell_of_file(trace)
        self._tell_of_people(trace)
        broken = [
            f"审计链第 {place.sequence} 条：{place.reason}" for place in breaks_in_the_trail()
        ]
        problems = [*trace.problems, *broken]
        if problems:
            raise CommandError("核对没有通过：" + "；".join(problems) + "。")
        self.stdout.write(self.style.SUCCESS("文件、签名清单、审核记录和审计链一致。"))

    def _tell_of_file(self, trace: Trace) -> None:
        file = trace.file
        self.stdout.write(f"文件  {file.path}（{file.size} 字节，{file.source}）")
        self.stdout.write(f"写入  {localtime(file.written_at):%Y-%m-%d %H:%M:%S}")
        self.stdout.write(f"SM3   {file.sm3}（清单 {file.segment} 段）")

    def _tell_of_people(self, trace: Trace) -> None:
        page = trace.publication
        if page is None:
            self.stdout.write(OF_MANY)
            return
        self.stdout.write(f"页面  {page.title}（页面 {page.pk}，第 {page.revision_id} 稿）")
        self.stdout.write(f"稿件  SM3 {page.digest}")
        for person in trace.people:
            when = f"{localtime(person.decided_at):%Y-%m-%d %H:%M:%S}"
            audited = f"审计第 {person.audit_sequence} 条" if person.audit_sequence else "审计缺"
            self.stdout.write(f"{LEVELS[person.level]}  {person.name}  {when}  {audited}")
        when = f"{localtime(page.changed_at):%Y-%m-%d %H:%M:%S}"
        self.stdout.write(f"发布  {when}  审计第 {trace.published_in_audit} 条")
