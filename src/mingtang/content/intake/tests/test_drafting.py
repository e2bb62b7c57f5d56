from datetime import date

import pytest

from mingtang.content.intake.commands import IncomingFile, take_in
from mingtang.content.intake.correcting import Words, accept_sure, add_value, delete_value
from mingtang.content.intake.drafting import bring_back, make_draft, set_aside
from mingtang.content.intake.errors import (
    AlreadyDrafted,
    ColumnMissing,
    EssentialsMissing,
    OnlyEditorsTakeIn,
    ReasonMissing,
    SetAside,
    StillDoubtful,
)
from mingtang.content.intake.queries import doubtful_of, modules_of
from mingtang.content.intake.tests import factories as make
from mingtang.content.pages.models import ArticlePage, Department
from mingtang.content.pages.presenting import FilesOfTheCms, body_of
from mingtang.content.parsing.tests.policies import ISSUING
from mingtang.content.tests import factories as site
from mingtang.content.tests.people import department_reviewer, editor
from mingtang.documents.tests.factories import make_docx, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def column():
    return site.column("zhengce", title="政策文件", kind="policy")


def draft_of(made, column):
    number = make_draft(actor=editor(), reference=made.reference, column_number=column.pk)
    return ArticlePage.objects.get(pk=number).get_latest_revision_as_object()


class TestMakeDraft:
    def test_says_everything_a_policy_page_must_say(self, column):
        made = make.checked(ISSUING)

        page = draft_of(made, column)

        assert not page.live
        assert page.get_parent() == column.page_ptr
        assert (page.kind, page.validity) == ("policy", "有效")
        assert page.issuer == "明州市财政局 明州市民政局"
        assert page.doc_number == "明财社〔2025〕12号"
        assert page.addressee == "各区（县）财政局、民政局，市级各有关单位"
        assert page.issued_on == date(2025, 3, 4)
        assert page.effective_on == date(2025, 4, 1)
        assert page.expires_on == date(2030, 3, 31)
        assert page.summary.startswith("第三条高龄津贴按下列标准发放")
        assert "津贴" in page.keywords

    def test_the_body_has_headings_and_articles_but_no_head_and_no_colophon(self, column):
        page = draft_of(make.checked(ISSUING), column)

        html = body_of(page, files=FilesOfTheCms()).html

        assert '<h2 id="s1">第一章　总则</h2>' in html
        assert "<b>第三条</b>　高龄津贴按下列标准发放：" in html
        assert "明财社〔2025〕12号" not in html
        assert "抄送" not in html
        assert "二〇二五年三月四日" in html

    def test_a_table_stays_a_table(self, column, tmp_path):
        rows = [["年龄", "每月"], ["80至89岁", "100元"], ["90岁以上", "200元<b>"]]
        path = make_docx(
            tmp_path / "t.docx",
            "关于发放高龄津贴的通知",
            "各区：",
            "标准如下：",
            table(rows),
            "明州市民政局",
            "2026年3月4日",
        )
        file = IncomingFile("表.docx", path.read_bytes())
        made = take_in(actor=editor(), file=file, origin="周敏")
        accept_sure(actor=editor(), seen=make.seen(made))
        for value in doubtful_of(made):
            delete_value(actor=editor(), seen=make.seen(made), value_number=value.pk)

        page = draft_of(made, column)

        tables = [block.value for block in page.body if block.block_type == "table"]
        assert [c["heading"] for c in tables[0].columns] == ["年龄", "每月"]
        assert "200元&lt;b&gt;" in body_of(page, files=FilesOfTheCms()).html

    def test_attachments_become_files_of_the_page_but_web_pages_do_not(self, column):
        paper = "申请表\n姓名：\n年龄：\n住址：\n申请理由："
        made = make.submission(
            ISSUING,
            attachments=[
                make.policy_file(paper, name="申请表.txt"),
                make.policy_file(f"<!doctype html><p>{paper}</p>", name="网页.html"),
            ],
        )
        accept_sure(actor=editor(), seen=make.seen(made))
        for value in doubtful_of(made):
            delete_value(actor=editor(), seen=make.seen(made), value_number=value.pk)

        page = draft_of(made, column)

        files = list(page.attachments.all())
        assert [file.title for file in files] == ["申请表"]
        with files[0].document.file.open() as opened:
            assert opened.read().decode().startswith("申请表")

    def test_waits_until_every_doubtful_value_was_looked_at(self, column):
        made = make.submission(ISSUING)

        with pytest.raises(
            StillDoubtful, match="还有 2 处没有看过，先看完再成稿：政策要点、政策要点"
        ):
            make_draft(actor=editor(), reference=made.reference, column_number=column.pk)

        assert not ArticlePage.objects.exists()

    def test_says_what_is_missing(self, column):
        made = make.submission("关于停水的通知\n各小区：\n明天停水，请提前储水，敬请谅解。")
        for value in made.found.all():
            delete_value(actor=editor(), seen=make.seen(made), value_number=value.pk)

        with pytest.raises(EssentialsMissing, match="还缺标题、发文机关、成文日期"):
            make_draft(actor=editor(), reference=made.reference, column_number=column.pk)

    def test_a_second_press_leads_to_the_same_page(self, column, clocks):
        made = make.checked()
        first = draft_of(made, column)

        second = make_draft(actor=editor(), reference=made.reference, column_number=None)

        assert second == first.pk
        assert ArticlePage.objects.count() == 1
        assert clocks.linked == [{"reference": made.reference, "page_number": first.pk}]

    def test_a_draft_somebody_deleted_is_made_again(self, column):
        made = make.checked()
        draft_of(made, column).delete()

        assert draft_of(made, column).pk

    def test_needs_a_public_column_and_an_editor(self, column):
        made = make.checked()

        with pytest.raises(ColumnMissing):
            make_draft(actor=editor(), reference=made.reference, column_number=None)
        with pytest.raises(OnlyEditorsTakeIn):
            make_draft(
                actor=department_reviewer(), reference=made.reference, column_number=column.pk
            )

    def test_the_department_of_the_issuer_answers_for_the_page(self, column):
        Department.objects.create(code="minzheng", name="明州市民政局")

        assert draft_of(make.checked(ISSUING), column).department.code == "minzheng"

    def test_closes_the_corrections(self, column):
        made = make.checked()
        draft_of(made, column)

        with pytest.raises(AlreadyDrafted):
            add_value(actor=editor(), seen=make.seen(made), field="scope", words=Words("全市"))

    def test_keeps_the_modules_for_other_rooms(self, column):
        made = make.checked(ISSUING)
        page = draft_of(made, column)

        modules = modules_of(page.pk)

        scope = modules["scope"][0]
        assert list(modules) == [
            *("key_points", "scope", "procedure", "materials", "subsidy", "contact"),
        ]
        assert made.text[scope["start"] : scope["end"]] == scope["text"]
        assert modules_of(page.pk + 1) == {}


class TestSetAside:
    def test_needs_a_reason_and_stops_the_clocks(self, clocks):
        made = make.submission()

        with pytest.raises(ReasonMissing):
            set_aside(actor=editor(), reference=made.reference, reason=" ")
        set_aside(actor=editor(), reference=made.reference, reason="依申请公开")

        assert clocks.stopped == [{"reference": made.reference, "reason": "依申请公开"}]

    def test_allows_no_draft_until_it_is_brought_back(self, column, clocks):
        made = make.checked()
        set_aside(actor=editor(), reference=made.reference, reason="依申请公开")

        with pytest.raises(SetAside):
            make_draft(actor=editor(), reference=made.reference, column_number=column.pk)
        bring_back(actor=editor(), reference=made.reference)

        assert draft_of(made, column).pk
        assert len(clocks.started) == 2
