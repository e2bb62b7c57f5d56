import io
import json

import pypdfium2
import pytest
from docx import Document

from mingtang.content.formats.making import Address, make_all
from mingtang.content.formats.tests.factories import TABLE, heading, news, source, text
from mingtang.content.pages.markdown import blocks_of
from mingtang.content.parsing.parsing import parse_file
from mingtang.content.printing.data import json_of
from mingtang.content.printing.markdown import markdown_of
from mingtang.content.printing.pdf import html_for_paper, marks_of, pdf_of
from mingtang.content.printing.word import docx_of
from mingtang.content.sources.source import Imprint, Paragraph, ParagraphKind, Run
from mingtang.content.typesetting.rendering import pdf_of_html

IMPRINT = Imprint(
    site="明州市人民政府",
    address="https://www.mingzhou.example/zhengwu/a/",
    others={"docx": "https://www.mingzhou.example/zhengwu/a/a.docx"},
)


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


class TestPdf:
    def test_a_page_holds_22_lines_of_28_characters(self):
        policy = source(body=[text("国" * 28 * 70)], attachments=[])

        page = pages_of(pdf_of(policy, imprint=IMPRINT))[1]

        lines = [line for line in page.splitlines() if set(line) == {"国"}]
        assert [len(line) for line in lines] == [28] * 22

    def test_margins_are_those_of_the_standard(self):
        document = pypdfium2.PdfDocument(
            pdf_of(source(body=[text("国" * 28 * 70)]), imprint=IMPRINT)
        )
        try:
            page = document[1]
            points = page.get_textpage()
            width, height = page.get_size()
            found = [points.get_charbox(n) for n in range(points.count_chars())]
            words = points.get_text_range()
        finally:
            document.close()

        boxes = [box for box, c in zip(found, words, strict=False) if c == "国"]
        mm = 72 / 25.4
        assert (round(width / mm), round(height / mm)) == (210, 297)
        assert min(box[0] for box in boxes) / mm == pytest.approx(28, abs=1)
        assert (width - max(box[2] for box in boxes)) / mm == pytest.approx(26, abs=1)
        assert (height - max(box[3] for box in boxes)) / mm == pytest.approx(37, abs=3)

    def test_it_has_the_red_head_the_number_the_signature_and_page_numbers(self):
        first, *_, last = pages_of(pdf_of(source(), imprint=IMPRINT))

        assert first.index("明州市民政局文件") < first.index("明民发〔2026〕7号")
        assert "— 1 —" in first
        assert "2026年2月10日" in last
        assert "附件：申请表" in last
        assert IMPRINT.address in last.replace("\r\n", "")

    def test_several_issuers_stand_below_each_other(self):
        assert marks_of("明州市民政局、明州市财政局") == ["明州市民政局", "明州市财政局文件"]

    def test_an_order_has_the_name_of_the_order_in_its_head(self):
        html = html_for_paper(source(doc_number="明州市人民政府令第12号"), imprint=IMPRINT)

        assert ">明州市人民政府令</p>" in html
        assert ">第12号</p>" in html

    def test_a_repealed_policy_says_so(self):
        assert "本文件已废止，只供查阅" in html_for_paper(
            source(validity="已废止"), imprint=IMPRINT
        )

    def test_news_is_a_plain_sheet(self):
        html = html_for_paper(news(), imprint=IMPRINT)

        assert "文件</p>" not in html
        assert "以网页为准" in html

    def test_nothing_is_fetched_from_anywhere(self, tmp_path, caplog):
        secret = tmp_path / "secret.svg"
        secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>')

        pdf = pdf_of_html(f'<p>a</p><img src="{secret.as_uri()}"><img src="http://127.0.0.1:9/x">')

        assert "secret" not in pages_of(pdf)[0]

    def test_markup_in_a_text_stays_text(self):
        html = html_for_paper(
            source(body=[text("<img src=x>")], title="<b>题</b>"), imprint=IMPRINT
        )

        assert "<img" not in html
        assert "&lt;b&gt;" in html

    def test_the_parser_reads_back_what_was_printed(self, tmp_path):
        file = tmp_path / "a.pdf"
        file.write_bytes(pdf_of(source(), imprint=IMPRINT))

        _, policy = parse_file(file)

        assert policy.values["title"][0].text == "关于发放居家养老补贴的通知"
        assert policy.values["doc_number"][0].text == "明民发〔2026〕7号"
        assert policy.values["issuing_authority"][0].text == "明州市民政局"
        assert policy.values["issue_date"][0].text == "2026年2月10日"


class TestDocx:
    def test_headings_are_real_headings(self):
        document = Document(io.BytesIO(docx_of(source(), imprint=IMPRINT)))

        named = {p.text: p.style.name for p in document.paragraphs}
        assert named["关于发放居家养老补贴的通知"] == "Title"
        assert named["一、补贴对象"] == "Heading 1"
        assert document.sections[0].top_margin.mm == pytest.approx(37, abs=0.2)

    def test_tables_are_tables(self):
        document = Document(io.BytesIO(docx_of(source(body=[TABLE]), imprint=IMPRINT)))

        cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
        assert cells == [["档次", "金额（元）"], ["甲", "300"], ["乙", "500"]]

    def test_the_parser_reads_back_what_was_written(self, tmp_path):
        file = tmp_path / "a.docx"
        file.write_bytes(docx_of(source(), imprint=IMPRINT))

        _, policy = parse_file(file)

        assert policy.values["title"][0].text == "关于发放居家养老补贴的通知"
        assert policy.values["doc_number"][0].text == "明民发〔2026〕7号"


class TestMarkdown:
    def test_structure_and_links(self):
        written = markdown_of(source(body=[*source().body, TABLE]), imprint=IMPRINT)

        assert written.startswith("# 关于发放居家养老补贴的通知\n\n- 发文字号：明民发〔2026〕7号\n")
        assert "\n## 一、补贴对象\n" in written
        assert "| 甲 | 300 |" in written
        assert f"<{IMPRINT.address}>" in written

    def test_our_own_reader_reads_it_back(self):
        written = markdown_of(
            source(body=[heading("一、甲"), text("1. 不是列表 *星*")]), imprint=IMPRINT
        )

        words = "".join(str(block["value"]) for block in blocks_of(written))

        assert "<h2>一、甲</h2>" in words
        assert "1. 不是列表 *星*" in words

    def test_emphasis_survives(self):
        bold = Paragraph(
            kind=ParagraphKind.TEXT,
            runs=[
                Run(text="请"),
                Run(text="务必", is_bold=True),
                Run(text="带", link="https://a/"),
            ],
        )

        assert "请**务必**[带](https://a/)" in markdown_of(source(body=[bold]), imprint=IMPRINT)


class TestJson:
    def test_it_carries_the_digest_the_modules_and_the_links(self):
        policy = source()

        told = json.loads(json_of(policy, imprint=IMPRINT))

        assert told["schema"] == "mingtang.article.v1"
        assert told["digest"] == {"algorithm": "SM3", "value": "ab" * 32}
        assert told["issued_on"] == "2026-02-10"
        assert told["links"] == IMPRINT.others
        for spans in told["modules"].values():
            for span in spans:
                assert told["text"][span["start"] : span["end"]].strip() == span["text"]
        contact = told["modules"]["contact"][0]
        assert "0999" in told["body"][contact["blocks"][0]]["text"]


class TestMakeAll:
    def test_a_policy_is_given_out_in_ten_files_that_link_each_other(self):
        made = make_all(source(), site="明州市", address=Address("https://a.example/b/", "b"))

        assert set(made.contents) == {
            *("graphic", "svg", "png", "faq", "plain", "voice", "pdf", "docx", "md", "json")
        }
        assert made.failures == {}
        links = json.loads(made.contents["json"])["links"]
        assert links["pdf"] == "https://a.example/b/b.pdf"
        assert links["faq"] == "https://a.example/b/wenda.html"

    def test_what_has_nothing_to_tell_is_left_out(self):
        assert set(make_all(news()).contents) == {"voice", "pdf", "docx", "md", "json"}
        assert make_all(source(kind="static")).contents == {}
        assert make_all(source(body=[])).contents == {}

    def test_nobody_is_led_to_act_on_a_repealed_policy(self):
        assert not {"graphic", "faq", "plain"} & set(make_all(source(validity="已废止")).contents)

    def test_the_same_text_gives_the_same_files(self):
        first, second = make_all(source()), make_all(source())

        assert [key for key in first.contents if first.contents[key] != second.contents[key]] == []

    def test_one_that_fails_holds_up_no_other_and_nobody_links_to_it(self, monkeypatch):
        def break_down(*args: object, **kwargs: object) -> bytes:
            raise RuntimeError("no fonts")

        monkeypatch.setattr("mingtang.content.formats.making.pdf_of", break_down)

        made = make_all(source(), address=Address("https://a.example/b/", "b"))

        assert set(made.failures) == {"pdf"}
        assert "docx" in made.contents
        assert "pdf" not in json.loads(made.contents["json"])["links"]

    def test_without_the_picture_there_is_no_page_of_it(self, monkeypatch):
        def break_down(*args: object, **kwargs: object) -> bytes:
            raise RuntimeError("no memory")

        monkeypatch.setattr("mingtang.content.formats.making.png_of", break_down)

        assert "graphic" not in make_all(source()).contents
