"""Papers people hold in their hands: real PDFs, and files that only pretend to be one."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

MEGABYTE = 1024 * 1024
#: The first bytes of a Windows program.
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 4096


def pdf(words: str = "Proof of work") -> bytes:
    """Return a page with a line of text, the way a scanner app writes it."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=595, height=842)
    drawing = DecodedStreamObject()
    drawing.set_data(f"BT /F1 24 Tf 72 760 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(drawing)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def a_file(name: str, content: bytes, kind: str = "application/pdf") -> dict[str, str | bytes]:
    """Return what is chosen in a file field."""
    return {"name": name, "mimeType": kind, "buffer": content}
