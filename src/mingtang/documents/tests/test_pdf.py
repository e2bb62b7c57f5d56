"""PDF files: lines flow into paragraphs, ruled tables keep their cells, marginal matter is left out."""

import pytest

from mingtang.documents.errors import FileIsDamaged, FileIsEncrypted, RecognitionNotInstalled
from mingtang.documents.reading import read_document
from mingtang.documents.tests.factories import letter, make_pdf

BODY = (
    "　　为了规范本市食品小作坊的登记，方便群众办事，现将有关",
    "事项通知如下，请遵照执行：",
    "　　一、登记条件",
    "　　申请人应当有固定的场所，并符合国家和本市规定的卫生要",
    "求。",
)


def blocks(document):
    return [block.text for block in document.blocks]


class TestParagraphs:
    def test_lines_of_one_paragraph_are_joined(self, tmp_path):
        path = make_pdf(tmp_path / "a.pdf", letter(*BODY))

        document = read_document(path)

        assert blocks(document) == [
            "为了规范本市食品小作坊的登记，方便群众办事，现将有关事项通知如下，请遵照执行：",
            "一、登记条件",
            "申请人应当有固定的场所，并符合国家和本市规定的卫生要求。",
        ]

    def test_a_paragraph_runs_on_over_the_page_and_knows_both_pages(self, tmp_path):
        first = letter(*BODY[:1])
        second = letter(
            "事项通知如下，请遵照执行：", "　　一、登记条件和登记机关的职责以及其他有关的事项说明"
        )

        document = read_document(make_pdf(tmp_path / "a.pdf", first, second))

        assert document.pages == 2
        assert blocks(document)[0].endswith("事项通知如下，请遵照执行：")
        assert document.page_at(document.text.index("为了")) == 1
        assert document.page_at(document.text.index("事项通知")) == 2

    def test_quotes_listed_at_the_end_of_the_line_return_to_their_place(self, tmp_path):
        line = "办理放管服改革有关的各项登记和备案事项时应当做好工作"
        spread = [
            (80.0 + 16 * i + (16 if i > 1 else 0) + (16 if i > 4 else 0), 700.0, 16, c)
            for i, c in enumerate(line)
        ]
        quotes = [(80.0 + 16 * 2, 700.0, 16, "“"), (80.0 + 16 * 6, 700.0, 16, "”")]

        document = read_document(make_pdf(tmp_path / "a.pdf", [*spread, *quotes]))

        assert document.text.startswith("办理“放管服”改革")

    def test_page_numbers_are_left_out(self, tmp_path):
        pages = [[*letter(*BODY), (480.0, 60.0, 14, f"— {n} —")] for n in (1, 2)]

        document = read_document(make_pdf(tmp_path / "a.pdf", *pages))

        assert "—" not in document.text

    def test_a_title_on_two_centred_lines_is_one_block(self, tmp_path):
        title = [
            (102.0, 780.0, 22, "明州市人民政府关于印发食品小作坊"),
            (245.0, 748.0, 22, "办法的通知"),
        ]

        document = read_document(make_pdf(tmp_path / "a.pdf", [*title, *letter(*BODY, top=700)]))

        assert blocks(document)[0] == "明州市人民政府关于印发食品小作坊办法的通知"


class TestTables:
    RULES = [
        *[(80, y, 480, y) for y in (700, 660, 620, 580)],
        *[(x, 580, x, 700) for x in (80, 480)],
        *[(x, 620, x, 700) for x in (240,)],
    ]

    def test_ruled_cells_become_rows_and_merged_cells_stay_one(self, tmp_path):
        cells = [
            (90.0, 675.0, 12, "项目"),
            (250.0, 675.0, 12, "标准"),
            (90.0, 635.0, 12, "育儿补贴"),
            (250.0, 635.0, 12, "每月"),
            (250.0, 623.0, 12, "三百元"),
            (90.0, 595.0, 12, "合计以财政部门核定为准"),
        ]

        document = read_document(make_pdf(tmp_path / "a.pdf", cells, rules=self.RULES))

        assert document.tables[0].rows == [
            ["项目", "标准"],
            ["育儿补贴", "每月三百元"],
            ["合计以财政部门核定为准"],
        ]

    def test_a_table_on_two_pages_is_one_and_a_row_torn_apart_is_mended(self, tmp_path):
        rules = [
            *[(80, y, 480, y) for y in (700, 660, 620)],
            *[(x, 620, x, 700) for x in (80, 240, 480)],
        ]
        head = [(90.0, 675.0, 12, "序号"), (250.0, 675.0, 12, "内容")]
        first = [*head, (90.0, 635.0, 12, "1"), (250.0, 635.0, 12, "建设社区")]
        second = [*head, (250.0, 635.0, 12, "食堂")]

        document = read_document(make_pdf(tmp_path / "a.pdf", first, second, rules=rules))

        assert [table.rows for table in document.tables] == [
            [["序号", "内容"], ["1", "建设社区食堂"]]
        ]


class TestRefusals:
    def test_half_a_file_is_damaged(self, tmp_path):
        path = make_pdf(tmp_path / "a.pdf", letter(*BODY))
        path.write_bytes(path.read_bytes()[:300])

        with pytest.raises(FileIsDamaged):
            read_document(path)

    def test_a_file_with_a_password_says_so(self, tmp_path):
        from pypdf import PdfReader, PdfWriter

        writer = PdfWriter()
        writer.append(PdfReader(make_pdf(tmp_path / "a.pdf", letter(*BODY))))
        writer.encrypt("geheim", algorithm="RC4-128")
        writer.write(tmp_path / "b.pdf")

        with pytest.raises(FileIsEncrypted):
            read_document(tmp_path / "b.pdf")

    def test_a_scan_without_the_engine_says_how_to_get_it(self, tmp_path, monkeypatch):
        from PIL import Image

        from mingtang.documents import recognition

        Image.new("RGB", (600, 850), "white").save(tmp_path / "a.pdf")
        recognition._engine.cache_clear()
        monkeypatch.setitem(__import__("sys").modules, "rapidocr", None)

        with pytest.raises(RecognitionNotInstalled, match="make ocr"):
            read_document(tmp_path / "a.pdf")
