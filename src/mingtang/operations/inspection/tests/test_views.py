"""The pages of inspection: begin, watch, stop, read and download."""

import io

import pytest
from openpyxl import load_workbook

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.operations.inspection.commands import begin_inspection, keep_report
from mingtang.operations.inspection.models import Inspection
from mingtang.operations.inspection.tests.factories import finding, report
from mingtang.operations.tests.people import as_actor, editor, operator

pytestmark = pytest.mark.django_db
ROOT = "/operations/inspection/"
SCRIPT = "<script>alert(1)</script>"


def get(client, path="", actor=None):
    return client.get(f"{ROOT}{path}", **as_actor(actor or operator()))


def post(client, path):
    return client.post(f"{ROOT}{path}", **as_actor(operator()))


def kept(*findings) -> int:
    number = begin_inspection(actor=operator()).pk
    keep_report(actor=THE_PLATFORM, number=number, report=report(*findings))
    return number


def test_an_inspection_is_begun_watched_and_stopped(client):
    assert "还没有巡检过" in get(client).content.decode()

    assert post(client, "begin/").status_code == 302
    assert post(client, "begin/").status_code == 409
    Inspection.objects.update(doing="读取文件", done=5, known=10)
    assert "读取文件：5 / 10" in get(client).content.decode()
    number = Inspection.objects.get().pk
    assert post(client, f"{number}/stop/").status_code == 302
    assert "正在停下" in get(client).content.decode()


def test_the_last_verdict_the_trend_and_the_reports_are_shown(client):
    kept(finding(1), finding(2))
    number = kept(*(finding(n, rule="column-blank") for n in range(5)))

    page = get(client).content.decode()

    assert "单项否决：不合格" in page
    assert "<polyline" in page
    told = get(client, f"{number}/").content.decode()
    assert "空白栏目" in told


def test_the_check_table_and_the_printed_report_can_be_had(client):
    number = kept(finding(1, problem=SCRIPT))

    book = load_workbook(io.BytesIO(get(client, f"{number}/report.xlsx").content))
    printed = get(client, f"{number}/report.html")

    assert "检查表" in book.sheetnames
    assert SCRIPT not in printed.content.decode()
    assert "sandbox" in printed["Content-Security-Policy"]
    assert SCRIPT not in get(client, f"{number}/").content.decode()


def test_what_has_no_report_yet_says_so(client):
    number = begin_inspection(actor=operator()).pk

    assert "还没有报告" in get(client, f"{number}/").content.decode()
    assert get(client, f"{number}/report.xlsx").status_code == 404
    assert get(client, f"{number}/report.html").status_code == 404
    assert get(client, "9999/").status_code == 404


def test_it_is_for_the_centre_only(client):
    assert get(client, actor=editor()).status_code == 403


def test_nothing_can_be_resumed_that_was_not_stopped(client):
    assert post(client, "resume/").status_code == 409
