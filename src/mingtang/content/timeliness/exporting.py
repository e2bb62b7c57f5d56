"""The whole ledger as a table for a spreadsheet."""

import csv
import io

from mingtang.content.timeliness.models import Clock

#: A spreadsheet would run a cell that begins so as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADINGS = [
    *("编号", "标题", "部门", "发文字号", "成文日期", "应上网日期", "法定期限"),
    *("上网日期", "是否超期", "停表原因", "通报"),
]


def ledger() -> bytes:
    """Return every clock ever started, the latest first, as CSV that spreadsheets read right."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(_HEADINGS)
    for clock in Clock.objects.order_by("-issued_on", "-pk").iterator(chunk_size=2000):
        table.writerow([_cell(value) for value in _row(clock)])
    return text.getvalue().encode("utf-8-sig")


def _row(clock: Clock) -> list[object]:
    return [
        *(clock.reference, clock.title, clock.department, clock.doc_number),
        *(clock.issued_on, clock.due_on, clock.lawful_due_on, clock.published_on or ""),
        *("是" if clock.was_late else "否", clock.stopped_because, "、".join(clock.stages)),
    ]


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
