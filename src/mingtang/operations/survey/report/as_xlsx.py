"""The official check table as a workbook: verdict first, then one row for each problem."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from mingtang.operations.survey.findings import Report
from mingtang.operations.survey.report.words import (
    CONFIDENCE,
    VERDICTS,
    full,
    moment,
    points,
    rules_found,
    summary,
)
from mingtang.operations.survey.rules import HINT

HEAD = (
    "序号",
    "检查指标",
    "分值",
    "评分细则/结果",
    "问题描述",
    "问题页面地址",
    "截图/证据",
    "扣分",
)
_WIDTHS = (6, 16, 8, 30, 48, 46, 44, 8)
#: Characters a workbook cannot hold.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
_LONGEST = 2000
_LINE = Side(style="thin", color="B0B0B0")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY = PatternFill("solid", fgColor="E8ECF1")
_RED = PatternFill("solid", fgColor="F8DADA")
Row = Sequence[Any]


def as_xlsx(report: Report) -> bytes:
    book = Workbook(write_only=True)
    _verdict_sheet(book.create_sheet("结论"), report)
    _sheet(book.create_sheet("检查表"), HEAD, _WIDTHS, _rows(report, hints=False))
    _sheet(book.create_sheet("提示和预警"), HEAD, _WIDTHS, _rows(report, hints=True))
    manual = [(m.indicator, m.what, m.why) for m in report.manual]
    _sheet(
        book.create_sheet("需人工"), ("检查指标", "要看什么", "为什么"), (22, 40, 70), iter(manual)
    )
    _sheet(
        book.create_sheet("规则"),
        ("编号", "检查指标", "规则", "阈值", "每处扣分", "最多扣", "单项否决", "出处", "把握"),
        (22, 20, 36, 16, 10, 10, 10, 30, 18),
        _rule_rows(report),
    )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _verdict_sheet(sheet: Any, report: Report) -> None:
    for letter, width in zip("ABCDE", (18, 34, 26, 12, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    title = _cell(sheet, "政府网站检查表", border=False)
    title.font = Font(size=16, bold=True)
    sheet.append([title])
    facts = (
        ("网站", report.site),
        ("网址", report.address),
        ("检查时间", f"{moment(report.began_at)} 至 {moment(report.ended_at)}"),
        ("检查范围", f"{report.pages} 个网页，{report.files} 个附件和图片" + _completeness(report)),
        ("结论", VERDICTS[report.verdict]),
        ("说明", summary(report)),
        (
            "得分",
            f"{points(report.score)}（满分 {points(report.rules.total)}，扣 {points(report.deducted)}）",
        ),
    )
    for name, told in facts:
        sheet.append([_cell(sheet, name, bold=True), _cell(sheet, told)])
    sheet.append([])
    sheet.append(
        [
            _cell(sheet, name, head=True)
            for name in ("单项否决", "名称", "达到多少算否决", "发现", "结果")
        ]
    )
    for veto in report.vetoes:
        limit = f"{points(veto.limit)} {veto.unit}"
        row = (veto.id, veto.name, limit, veto.found, "否决" if veto.is_vetoed else "没有否决")
        sheet.append([_cell(sheet, told, bad=veto.is_vetoed) for told in row])


def _sheet(sheet: Any, head: Row, widths: Sequence[int], rows: Iterator[Row]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, head=True) for name in head])
    for row in rows:
        sheet.append([_cell(sheet, told) for told in row])


def _rows(report: Report, *, hints: bool) -> Iterator[Row]:
    number = 0
    for rule, findings in rules_found(report):
        if (rule.severity == HINT) != hints:
            continue
        left = report.deductions.get(rule.id, 0.0)
        worth = (
            f"每处 {points(rule.deduction)}" if rule.deduction else ("否决项" if rule.veto else "—")
        )
        for finding in findings:
            number += 1
            taken = min(rule.deduction, left)
            left = max(left - taken, 0)
            evidence = "\n".join(filter(None, (full(report, finding.target), finding.evidence)))
            yield (
                *(number, rule.indicator, worth, f"{rule.name}（{rule.source}）"),
                *(finding.problem, full(report, finding.where), evidence, round(taken, 1)),
            )


def _rule_rows(report: Report) -> Iterator[Row]:
    for rule in report.rules.rules.values():
        value = f"{points(rule.value)} {rule.unit}".strip() if rule.value else ""
        yield (
            *(rule.id, rule.indicator, rule.name, value, rule.deduction, rule.most, rule.veto),
            *(rule.source, CONFIDENCE.get(rule.confidence, rule.confidence)),
        )


def _completeness(report: Report) -> str:
    return "" if report.is_complete else "（没有做完）"


def _cell(
    sheet: Any,
    told: Any,
    *,
    bold: bool = False,
    head: bool = False,
    bad: bool = False,
    border: bool = True,
) -> Any:
    """Make a cell whose text stays text: nothing a page says becomes a formula."""
    is_text = isinstance(told, str)
    cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub("", told)[:_LONGEST] if is_text else told)
    if is_text:
        cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=bold or head)
    if border:
        cell.border = _BORDER
    if head:
        cell.fill = _GREY
    if bad:
        cell.fill = _RED
    return cell
