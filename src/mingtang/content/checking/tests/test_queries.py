import io
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.images import get_image_model

from mingtang.content.checking import files
from mingtang.content.checking.commands.leaders import load_leaders
from mingtang.content.checking.models import CheckedFile
from mingtang.content.checking.queries import (
    blocking_findings_in,
    findings_in,
    findings_in_text,
    judged_in_files_and_links,
)
from mingtang.content.checking.tests import factories as wrong
from mingtang.content.site.disk import site_folder
from mingtang.content.tests import factories as make
from mingtang.content.wording.model import Category, Severity

pytestmark = pytest.mark.django_db


def told(page):
    return [(finding.word, finding.field) for finding in findings_in(page)]


class TestTheWordsOfAPage:
    def test_a_clean_page_has_no_findings(self):
        assert findings_in(wrong.draft()) == []

    @pytest.mark.parametrize(
        ("field", "label"),
        [("title", "标题"), ("summary", "摘要"), ("source", "来源"), ("issuer", "发文机关")],
    )
    def test_every_field_of_the_head_is_looked_at(self, field, label):
        page = wrong.draft(**{field: "关于对帐户的布署"})

        assert told(page) == [("帐户", label), ("布署", label)]

    def test_a_document_number_is_told_how_it_is_written(self):
        (finding,) = findings_in(wrong.draft(doc_number="明政发[2026]012号"))

        assert (finding.field, finding.suggestion) == ("发文字号", "〔2026〕12号")

    def test_letters_in_bold_do_not_hide_a_word(self):
        assert told(wrong.draft("请核对<b>帐</b>户。")) == [("帐户", "正文")]

    def test_words_of_two_paragraphs_do_not_meet(self):
        assert told(wrong.draft("工作分布</p><p>署名文章")) == []

    def test_a_table_tells_row_and_column(self):
        table = {
            "type": "table",
            "value": {
                "columns": [
                    {"type": "text", "heading": "姓名"},
                    {"type": "text", "heading": "证件"},
                ],
                "rows": [{"values": ["王某", wrong.IDENTITY_NUMBER]}],
                "caption": "名单",
            },
        }
        (finding,) = findings_in(wrong.draft(body=[table]))

        assert finding.place == "正文的表格“名单”，第 1 行第 2 列"
        assert finding.severity is Severity.SERIOUS

    def test_the_worst_comes_first(self):
        page = wrong.draft(f"请核对帐户，证件号{wrong.IDENTITY_NUMBER}。")

        assert [f.severity for f in findings_in(page)] == [Severity.SERIOUS, Severity.ORDINARY]

    def test_only_what_is_serious_blocks(self):
        page = wrong.draft(f"请核对帐户，证件号{wrong.IDENTITY_NUMBER}。")

        assert [f.category for f in blocking_findings_in(page)] == [Category.PERSONAL]

    def test_no_finding_shows_a_whole_number(self):
        page = wrong.draft(f"王某的证件号{wrong.IDENTITY_NUMBER}，帐户另附。")

        assert wrong.IDENTITY_NUMBER not in repr(findings_in(page))

    def test_a_wrong_title_beside_a_leader_is_serious(self):
        wrong.leaders()

        (finding,) = findings_in(wrong.draft("副市长高远山到现场检查。"))

        assert (finding.word, finding.suggestion) == ("副市长高远山", "秘书长高远山")
        assert finding.severity is Severity.SERIOUS

    def test_a_text_without_a_page_is_checked_too(self):
        assert [f.word for f in findings_in_text("请核对帐户")] == ["帐户"]

    def test_a_column_is_checked_with_its_description(self):
        assert told(make.column(description="对帐户的说明")) == [("帐户", "栏目说明")]


class TestTheFilesOfAPage:
    def test_a_workbook_tells_the_cell(self):
        sheet = wrong.workbook(["申请人", "证件号码"], ["王某", wrong.IDENTITY_NUMBER])
        page = wrong.attach(wrong.draft(), "mingdan.xlsx", sheet)

        (finding,) = findings_in(page)

        assert finding.place == "附件“名单”，名单!B2"
        assert finding.word == "1101************2X"

    def test_masked_numbers_and_landlines_pass(self):
        rows = ["王某", "1101************2X", "138****5678", "0999-8612345", "91330000MA1K2X3Y4Z"]
        page = wrong.attach(wrong.draft(), "mingdan.xlsx", wrong.workbook(rows))

        assert findings_in(page) == []

    def test_an_empty_file_is_told(self):
        page = wrong.attach(wrong.draft(), "mingdan.xlsx", b"")

        (finding,) = findings_in(page)

        assert (finding.word, finding.category) == ("附件没有检查", Category.UNCHECKED)
        assert "空的" in finding.suggestion

    def test_a_file_that_is_gone_is_told(self):
        page = wrong.attach(wrong.draft(), "a.txt", b"x")
        Path(page.attachments.first().document.file.path).unlink()

        assert [f.word for f in findings_in(page)] == ["附件没有检查"]

    def test_a_file_is_read_once_for_each_lexicon(self, monkeypatch):
        page = wrong.attach(wrong.draft(), "a.txt", "请核对帐户".encode())
        first = findings_in(page)
        monkeypatch.setattr(files, "read_document", None)

        assert findings_in(page) == first
        assert CheckedFile.objects.count() == 1

    def test_a_new_lexicon_looks_again(self):
        page = wrong.attach(wrong.draft(), "a.txt", "副市长高远山".encode())
        assert findings_in(page) == []
        wrong.leaders()

        assert [f.word for f in findings_in(page)] == ["副市长高远山"]
        assert CheckedFile.objects.count() == 1

    def test_the_same_file_under_another_name_is_told_by_that_name(self):
        content = "请核对帐户".encode()
        page = wrong.attach(wrong.draft(), "a.txt", content, title="甲")
        page = wrong.attach(page, "b.txt", content, title="乙")

        assert [f.field for f in findings_in(page)] == ["附件“甲”", "附件“乙”"]


class TestThePictures:
    def picture(self):
        content = io.BytesIO()
        Image.new("RGB", (40, 30), "white").save(content, "PNG")
        file = ImageFile(content, name="a.png")
        image = get_image_model().objects.create(title="海报", file=file)
        value = {"image": image.pk, "alt": "海报"}
        return wrong.draft(body=[{"type": "picture", "value": value}])

    def test_without_recognition_it_is_said_honestly(self, monkeypatch):
        def refuse(content):
            raise files.RecognitionNotInstalled

        monkeypatch.setattr(files, "recognise_picture", refuse)

        (finding,) = findings_in(self.picture())

        assert finding.word == "图片里的文字没有检查"
        assert finding.severity is Severity.SUSPECTED
        assert not CheckedFile.objects.exists()

    def test_recognised_words_are_checked(self, monkeypatch):
        monkeypatch.setattr(files, "recognise_picture", lambda content: "请核对帐户")

        assert told(self.picture()) == [("帐户", "图片“海报”")]


class TestTheLinks:
    def told(self, html):
        body = [{"type": "paragraph", "value": f"<p>{html}</p>"}]
        page = make.draft(make.column("lianjie"), body=body)
        return [(one.finding.rule, one.finding.word) for one in judged_in_files_and_links(page)]

    def test_links_to_own_pages_and_other_systems_pass(self):
        column = make.column()
        html = (
            f'<a href="/{column.slug}/">栏目</a><a href="/services/">办事</a><a href="/">首页</a>'
        )

        assert self.told(html) == []

    def test_a_published_file_is_there(self):
        place = site_folder() / "guides" / "shebaoka" / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("x")

        assert self.told('<a href="/guides/shebaoka/">社保卡</a>') == []

    def test_an_address_where_nothing_is_is_dead(self):
        assert self.told('<a href="/mei/you/">没有</a>') == [("dead-link", "/mei/you/")]

    def test_a_draft_is_not_there_for_readers(self):
        page = wrong.draft()
        address = f"/tongzhi/{page.slug}/"

        dead = judged_in_files_and_links(wrong_page_linking_to(address))

        assert [one.finding.word for one in dead] == [address]

    @pytest.mark.parametrize(
        ("address", "rule"),
        [
            ("https://www.gov.cn/zhengce/", None),
            ("https://shop.example/", "foreign-link"),
            ("http://192.168.1.8/a", "unsafe-link"),
            ("javascript:alert(1)", "broken-link"),
            ("mailto:a@b.example", None),
        ],
    )
    def test_where_a_link_leads_is_judged(self, address, rule):
        assert [name for name, _ in self.told(f'<a href="{address}">看</a>')] == [rule] * bool(rule)

    def test_an_address_written_out_counts_as_a_link(self):
        assert self.told("请看 https://shop.example/a") == [
            ("foreign-link", "https://shop.example/a")
        ]


def wrong_page_linking_to(address):
    body = [{"type": "paragraph", "value": f'<p><a href="{address}">看</a></p>'}]
    return make.draft(make.column("qita"), slug="b", body=body)


def test_the_day_of_a_policy_decides_who_was_in_office():
    load_leaders(
        [{"name": "林致和", "office": "市长", "until": timezone.localdate().replace(year=2025)}]
    )

    then = wrong.draft("市长林致和签发。", issued_on=timezone.localdate().replace(year=2024))

    assert findings_in(then) == []
    then.issued_on = None
    assert [f.rule for f in findings_in(then)] == ["leader-former"]
