"""What a file is, judged by its content: names and declared types are not believed."""

from collections.abc import Collection

from mingtang.services.uploads.errors import FileNotAccepted

MEGABYTES = 10
LARGEST_BYTES = MEGABYTES * 1024 * 1024
CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
WORDS = {"pdf": "PDF", "jpg": "JPG 图片", "png": "PNG 图片"}
#: First bytes -> what it is. PDF readers look for the mark in the first kilobyte; so does `kind_of`.
_MARKS = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
_PDF, _PDF_WITHIN = b"%PDF-", 1024
#: What people mistake for a scan; named so that they know what to do.
_STRANGERS = (
    (b"PK\x03\x04", "Office 文档或压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"GIF8", "GIF 图片"),
    (b"RIFF", "WebP 图片或视频"),
    (b"BM", "BMP 图片"),
    (b"Rar!", "压缩包"),
)
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1")
_PAGE = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")


def kind_of(content: bytes) -> str | None:
    """Return pdf, jpg or png, or None for anything else."""
    for mark, kind in _MARKS:
        if content.startswith(mark):
            return kind
    return "pdf" if _PDF in content[:_PDF_WITHIN] and not _known_stranger(content) else None


def accepted_kind(content: bytes, *, accept: Collection[str]) -> str:
    """Return what the file is, or refuse it with a sentence that says what to do."""
    if not content:
        raise FileNotAccepted("这个文件是空的，请重新选一个。")
    if len(content) > LARGEST_BYTES:
        raise FileNotAccepted(
            f"文件超过 {MEGABYTES} MB，请压缩一下，或者换一张清晰度低一些的照片。"
        )
    kind = kind_of(content)
    wanted = "、".join(WORDS[one] for one in accept)
    if kind is None:
        raise FileNotAccepted(f"这个文件其实是{_stranger(content)}，只能收{wanted}。请换一个文件。")
    if kind not in accept:
        raise FileNotAccepted(f"这个文件是 {WORDS[kind]}，这里只能收{wanted}。请换一个文件。")
    return kind


def _stranger(content: bytes) -> str:
    return _known_stranger(content) or "别的格式"


def _known_stranger(content: bytes) -> str:
    """Return what it is, when it begins like something that is not taken; empty otherwise."""
    if content[4:12] in _HEIC:
        return "苹果手机的 HEIC 照片（可在相机设置里改成“兼容性最佳”）"
    if content[:512].lstrip().lower().startswith(_PAGE):
        return "网页或代码"
    return next((name for mark, name in _STRANGERS if content.startswith(mark)), "")
