"""Any file: what it is decides its content, and what cannot be read is told in a sentence."""

import zipfile

import pytest

from mingtang.documents import errors
from mingtang.documents.reading import read_document
from mingtang.documents.tests.factories import letter, make_docx, make_pdf


def write(path, content):
    path.write_bytes(content)
    return path


def test_every_value_can_be_found_again_by_its_place(tmp_path):
    document = read_document(write(tmp_path / "a.txt", "通知\n\n　　一、办理。\n".encode()))

    assert [document.text[b.start : b.end] for b in document.blocks] == ["通知", "一、办理。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_offices_use(tmp_path, encoding):
    path = write(tmp_path / "a.txt", "关于发放育儿补贴的通知".encode(encoding))

    assert read_document(path).text == "关于发放育儿补贴的通知"


def test_a_docx_that_calls_itself_pdf_is_refused(tmp_path):
    path = make_docx(tmp_path / "a.docx", "通知").rename(tmp_path / "a.pdf")

    with pytest.raises(errors.WrongExtension, match=r"文件名说是 PDF，内容却是 DOCX"):
        read_document(path)


def test_a_pdf_that_calls_itself_docx_is_refused(tmp_path):
    path = make_pdf(tmp_path / "a.pdf", letter("通知")).rename(tmp_path / "a.docx")

    with pytest.raises(errors.WrongExtension):
        read_document(path)


def test_a_program_that_calls_itself_pdf_is_refused(tmp_path):
    with pytest.raises(errors.WrongExtension):
        read_document(write(tmp_path / "a.pdf", b"MZ\x90\x00\x03\x00\x00\x00"))


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.pdf", b"", errors.FileIsEmpty),
        ("a.txt", b" \n\n", errors.NothingToRead),
        ("a.txt", "长".encode() * 60_000, errors.ParagraphTooLong),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), errors.OldWordFile),
        ("a.docx", b"PK\x03\x04broken", errors.FileIsDamaged),
    ],
)
def test_what_cannot_be_read_has_its_own_sentence(tmp_path, name, content, refusal):
    with pytest.raises(refusal):
        read_document(write(tmp_path / name, content))


def test_a_word_file_with_a_password_is_told_from_an_old_one(tmp_path):
    content = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )

    with pytest.raises(errors.FileIsEncrypted):
        read_document(write(tmp_path / "a.docx", content))


def test_other_office_files_are_not_supported(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.pptx", "w") as archive:
        archive.writestr("ppt/presentation.xml", "<a/>")

    with pytest.raises(errors.KindNotSupported):
        read_document(tmp_path / "a.pptx")


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(errors.FileIsMissing):
        read_document(tmp_path / "a.pdf")
