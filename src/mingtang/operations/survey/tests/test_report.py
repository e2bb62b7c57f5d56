"""The reports say the same in three forms, and nothing a page says gets out of its cell."""

import io
import json
from datetime import UTC, datetime

from openpyxl import load_workbook

from mingtang.operations.survey.findings import Finding, Report, count_vetoes
from mingtang.operations.survey.report.as_html import as_html
from mingtang.operations.survey.report.as_json import as_plain
from mingtang.operations.survey.report.as_text import lines_of
from mingtang.operations.survey.report.as_xlsx import HEAD, as_xlsx
from mingtang.operations.survey.rules import load_rules

AT = datetime(2026, 11, 25, tzinfo=UTC)
EVIL = '=HYPERLINK("http://x") <script>alert(1)</script>\x0b'


def report(*findings: Finding) -> Report:
    rules = load_rules()
    return Report(
        site=EVIL,
        address="https://a.gov.example/",
        origin="x",
        began_at=AT,
        ended_at=AT,
        is_complete=True,
        pages=1,
        files=0,
        findings=findings,
        vetoes=count_vetoes(findings, rules),
        manual=[],
        rules=rules,
    )


def dead(number: int = 0, rule: str = "link-dead") -> Finding:
    return Finding(rule=rule, where=f"/{number}/", target=EVIL, problem=EVIL, evidence=EVIL)


def test_points_are_taken_up_to_the_most_of_each_rule():
    told = report(*(dead(number, "link-dead-home") for number in range(30)), dead(1))

    assert told.deductions == {"link-dead-home": 10, "link-dead": 0.1}
    assert (told.score, told.verdict) == (89.9, "deductions")


def test_vetoes_count_what_stands_for_them():
    assert report(*(dead(n, "column-stale") for n in range(4))).verdict == "deductions"
    assert report(*(dead(n, "column-stale") for n in range(5))).verdict == "veto"
    assert report(dead(0, "no-services")).verdict == "veto"


def test_the_workbook_is_the_official_table_and_holds_no_formula():
    book = load_workbook(io.BytesIO(as_xlsx(report(dead(), dead(1, "link-external")))))

    assert book.sheetnames == ["结论", "检查表", "提示和预警", "需人工", "规则"]
    rows = list(book["检查表"].iter_rows(values_only=True))
    assert rows[0] == HEAD
    assert rows[1][5] == "https://a.gov.example/0/"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_the_page_stands_alone_and_runs_nothing():
    html = as_html(report(dead()))

    assert "<script" not in html
    assert "src=" not in html and "@import" not in html
    assert html.index("逐项问题") > html.index("单项否决")


def test_the_json_and_the_lines_tell_the_same():
    told = report(dead())

    plain = json.loads(json.dumps(as_plain(told)))

    assert plain["findings"][0]["rule"] == "link-dead"
    assert plain["score"] == 99.9
    assert any("链接打不开：1 处" in line for line in lines_of(told))
