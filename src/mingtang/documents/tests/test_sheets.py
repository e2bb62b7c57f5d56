"""Workbooks and CSV files: where each cell stands, and files that would eat the machine."""

import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook

from mingtang.documents import errors, sheets
from mingtang.documents.reading import read_document


def make_xlsx(path, *tables, titles=("名单", "附表"), hidden=()):
    book = Workbook()
    book.remove(book.active)
    for title, rows in zip(titles, tables, strict=False):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
        if title in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def with_member(path, name, content):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


class TestAWorkbook:
    def test_is_read_row_by_row_with_the_name_of_each_cell(self, tmp_path):
        path = make_xlsx(tmp_path / "a.xlsx", [["姓名", "小区"], [], ["康思琪", "海棠新村"]])

        document = read_document(path)

        assert document.text == "姓名 | 小区\n康思琪 | 海棠新村"
        assert document.cell_at(document.text.index("海棠")) == "名单!B3"

    def test_is_read_with_its_hidden_sheets(self, tmp_path):
        path = make_xlsx(tmp_path / "a.xlsx", [["一"]], [["藏起来的"]], hidden={"附表"})

        assert "藏起来的" in read_document(path).text

    def test_shows_numbers_and_days_as_people_read_them(self, tmp_path):
        rows = [[12.0, 3.25, datetime(2026, 3, 1), True, "　甲\n乙 "]]

        text = read_document(make_xlsx(tmp_path / "a.xlsx", rows)).text

        assert text == "12 | 3.25 | 2026-03-01 |  | 甲 乙"

    def test_without_a_word_says_so(self, tmp_path):
        with pytest.raises(errors.NothingToRead):
            read_document(make_xlsx(tmp_path / "a.xlsx", [[]]))

    def test_that_is_cut_off_is_refused(self, tmp_path):
        path = make_xlsx(tmp_path / "a.xlsx", [["一"]])
        path.write_bytes(path.read_bytes()[:-200])

        with pytest.raises(errors.FileIsDamaged):
            read_document(path)

    def test_with_macros_is_not_opened(self, tmp_path):
        path = with_member(make_xlsx(tmp_path / "a.xlsx", [["一"]]), "xl/vbaProject.bin", b"x")

        with pytest.raises(errors.FileHasMacros):
            read_document(path)

    def test_with_entities_is_not_opened(self, tmp_path):
        bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
        path = with_member(make_xlsx(tmp_path / "a.xlsx", [["一"]]), "xl/more.xml", bomb)

        with pytest.raises(errors.FileSwells):
            read_document(path)

    def test_that_swells_is_not_opened(self, tmp_path):
        path = make_xlsx(tmp_path / "a.xlsx", [["一"]])
        with_member(path, "xl/more.bin", bytes(90_000_000))

        with pytest.raises(errors.FileSwells):
            read_document(path)

    def test_with_more_cells_than_a_person_reads_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_CELLS", 5)
        path = make_xlsx(tmp_path / "a.xlsx", [["一", "二", "三"]] * 2)

        with pytest.raises(errors.TooManyCells):
            read_document(path)

    def test_whose_last_row_is_far_away_is_refused(self, tmp_path):
        book = Workbook()
        book.active["A1000000"] = "远"
        book.save(tmp_path / "a.xlsx")

        with pytest.raises(errors.TooManyCells):
            read_document(tmp_path / "a.xlsx")

    def test_of_the_old_kind_is_told_from_a_letter(self, tmp_path):
        (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

        with pytest.raises(errors.OldSpreadsheet):
            read_document(tmp_path / "a.xls")


class TestACsvFile:
    @pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
    def test_is_read_in_the_encodings_offices_use(self, tmp_path, encoding):
        path = tmp_path / "a.csv"
        path.write_bytes("名称,电话\n办公室,0999-8612345\n".encode(encoding))

        document = read_document(path)

        assert document.text == "名称 | 电话\n办公室 | 0999-8612345"
        assert document.cell_at(len(document.text) - 1) == "B2"

    def test_that_goes_on_and_on_is_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sheets, "MOST_CELLS", 10)
        path = tmp_path / "a.csv"
        path.write_text("一,二\n" * 6)

        with pytest.raises(errors.TooManyCells):
            read_document(path)
