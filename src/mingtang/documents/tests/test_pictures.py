"""Text in pictures, with a stand-in for the engine, which is optional."""

from types import SimpleNamespace

from mingtang.documents import recognition


def recognised(monkeypatch, *texts):
    result = SimpleNamespace(txts=texts or None)
    monkeypatch.setattr(recognition, "_engine", lambda: lambda content, use_cls: result)
    return recognition.recognise_picture(b"picture")


def test_every_piece_becomes_a_line_in_chinese_punctuation(monkeypatch):
    assert recognised(monkeypatch, "通知:请注意", " ", "谢谢") == "通知：请注意\n谢谢"


def test_a_picture_without_text_is_empty(monkeypatch):
    assert recognised(monkeypatch) == ""
