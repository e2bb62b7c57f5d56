"""DOCX files: automatic numbers are written out, deleted text is gone, traps are refused."""

import pytest

from mingtang.documents.errors import FileHasMacros, FileIsDamaged, FileSwells
from mingtang.documents.model import Align
from mingtang.documents.reading import read_document
from mingtang.documents.tests.factories import make_docx, paragraph, table

NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>
"""


def test_automatic_numbers_are_part_of_the_text(tmp_path):
    elements = [paragraph(text, number="3") for text in ("登记条件", "登记程序")]

    document = read_document(make_docx(tmp_path / "a.docx", *elements, numbering=NUMBERING))

    assert [block.text for block in document.blocks] == ["一、登记条件", "二、登记程序"]


def test_alignment_is_kept(tmp_path):
    document = read_document(make_docx(tmp_path / "a.docx", paragraph("通知", align="center")))

    assert document.blocks[0].align is Align.CENTER


def test_deleted_text_is_not_read(tmp_path):
    changed = (
        "<w:p><w:r><w:t>补贴</w:t></w:r><w:del><w:r><w:delText>三百</w:delText><w:t>三百</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>四百元</w:t></w:r></w:ins></w:p>"
    )

    assert read_document(make_docx(tmp_path / "a.docx", changed)).text == "补贴四百元"


def test_a_table_keeps_rows_and_cells(tmp_path):
    rows = [["项目", "标准"], ["育儿补贴", "300元"]]

    document = read_document(make_docx(tmp_path / "a.docx", "见下表：", table(rows)))

    assert document.tables[0].rows == rows
    assert (
        document.text[document.tables[0].start : document.tables[0].end]
        == "项目 | 标准\n育儿补贴 | 300元"
    )


def test_a_table_of_one_cell_only_frames_its_text(tmp_path):
    document = read_document(make_docx(tmp_path / "a.docx", table([["明州市人民政府文件"]])))

    assert document.tables == []
    assert document.text == "明州市人民政府文件"


def test_half_a_file_is_damaged(tmp_path):
    path = make_docx(tmp_path / "a.docx", "通知" * 500)
    path.write_bytes(path.read_bytes()[:200])

    with pytest.raises(FileIsDamaged):
        read_document(path)


def test_macros_are_refused_whatever_the_name(tmp_path):
    path = make_docx(tmp_path / "a.docx", "通知", extra="word/vbaProject.bin")

    with pytest.raises(FileHasMacros):
        read_document(path)


def test_what_swells_beyond_reason_is_not_opened(tmp_path):
    path = make_docx(tmp_path / "a.docx", "甲" * 12_000_000)

    with pytest.raises(FileSwells):
        read_document(path)


def test_entities_are_not_expanded(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>')

    with pytest.raises(FileSwells):
        read_document(tmp_path / "a.docx")
