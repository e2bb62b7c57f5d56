import pytest

from mingtang.services.tests.factories import JPG, PDF, PNG
from mingtang.services.uploads.errors import FileNotAccepted
from mingtang.services.uploads.inspection import LARGEST_BYTES, accepted_kind

EVERYTHING = ("pdf", "jpg", "png")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "pdf"), (JPG, "jpg"), (PNG, "png"), (b"\n\n" + PDF, "pdf")],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert accepted_kind(content, accept=EVERYTHING) == kind


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "空的"),
        (b"MZ\x90\x00", "程序"),
        (b"\x7fELF", "程序"),
        (b"PK\x03\x04", "Office 文档或压缩包"),
        (b"GIF89a", "GIF"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b" <!DOCTYPE html><script>", "网页或代码"),
        (b"<svg onload=alert(1)>", "网页或代码"),
        (b"\x00\x01\x02", "别的格式"),
        (PDF + b"x" * LARGEST_BYTES, "超过 10 MB"),
    ],
)
def test_anything_else_is_refused_by_its_name(content, sentence):
    with pytest.raises(FileNotAccepted, match=sentence):
        accepted_kind(content, accept=EVERYTHING)


def test_a_page_that_pretends_to_be_a_pdf_is_a_page():
    with pytest.raises(FileNotAccepted, match="网页或代码"):
        accepted_kind(b"<html><!-- %PDF-1.4 --><script>", accept=EVERYTHING)


def test_the_field_may_take_less():
    with pytest.raises(FileNotAccepted, match="只能收JPG 图片、PNG 图片"):
        accepted_kind(PDF, accept=("jpg", "png"))
