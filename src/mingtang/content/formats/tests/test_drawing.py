import io
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from mingtang.content.drawing.picture import png_of
from mingtang.content.drawing.poster import Poster, draw_poster
from mingtang.content.formats.tests.factories import TABLE, body_of, heading, source, text
from mingtang.content.sources.source import Imprint, Source, Span, Table
from mingtang.content.telling.gist import gist_of
from mingtang.content.typesetting.fonts import _font
from mingtang.content.typesetting.lines import Face, fitted, lines_of

IMPRINT = Imprint(site="明州市人民政府", address="https://www.mingzhou.example/zhengwu/a/")


def poster_of(policy: Source) -> Poster:
    return draw_poster(policy, gist_of(policy), imprint=IMPRINT)


def outside(poster: Poster) -> list[str]:
    return [words for words, box, card in poster.canvas.texts if not card.holds(box)]


def spans(*texts: str) -> list[Span]:
    return [
        Span(text=t, start=0, end=0, confidence=0.9, first_block=0, last_block=0) for t in texts
    ]


LONG = "关于进一步优化营商环境促进民营经济高质量发展若干措施（2026年修订版）实施细则的补充通知" * 3


@pytest.mark.parametrize(
    "policy",
    [
        source(),
        source(title=LONG, issuer="明州市发展和改革委员会、明州市人力资源和社会保障局" * 3),
        source(summary="", body=body_of("<h2>一、范围</h2><p>适用于本市居民。</p>")),
        source(body=[*body_of("<p>见下表。</p>"), TABLE]),
        source(
            body=[
                Table(
                    heads=["类别", "一个名字很长很长的列", "标准", "备注说明文字"],
                    rows=[["甲" * 20, "https://example.org/a/b/c/d/e", "1,234,567.89 元", ""]] * 9,
                )
            ]
        ),
        source(
            body=[
                heading("一、办理程序"),
                *(
                    text(f"（{n}）申请人向街道办事处第 {n} 窗口提出申请并等待 {n} 个工作日。")
                    for n in "一二三四五六七八九十"
                ),
            ]
        ),
        source(title="A" * 120, doc_number="B" * 60, summary="C" * 290),
    ],
)
def test_no_text_leaves_its_card(policy: Source):
    assert outside(poster_of(policy)) == []


def test_twelve_steps_are_drawn_and_a_thirteenth_is_told_to_be_missing():
    policy = source()
    steps = "".join(f"第{n}步由经办机构在 {n} 个工作日内审核材料。" for n in range(1, 14))
    gist = gist_of(Source(title="很多步骤", modules={"procedure": spans(steps)}, text=steps))

    poster = draw_poster(policy, gist, imprint=IMPRINT)

    assert len(gist.steps) == 12
    assert gist.steps_are_cut
    assert outside(poster) == []
    assert any(words == "更多内容见网页全文" for words, _, _ in poster.canvas.texts)


def test_the_picture_has_a_title_and_keeps_its_text_as_text():
    root = ET.fromstring(poster_of(source()).svg)
    name = "{http://www.w3.org/2000/svg}"

    assert root.findtext(f"{name}title") == "一图读懂：关于发放居家养老补贴的通知"
    assert root.findtext(f"{name}desc")
    assert root.get("role") == "img"
    words = "".join(element.text or "" for element in root.iter(f"{name}text"))
    assert "每人每月" in words
    assert "明民发〔2026〕7号" in words


def test_markup_in_a_text_stays_text():
    svg = poster_of(source(title='<script>alert("1")</script>关于补贴的通知')).svg

    assert "<script" not in svg
    ET.fromstring(svg)


def test_figures_and_sentences_are_taken_word_for_word():
    policy = source()

    gist = gist_of(policy)

    body = policy.text
    assert ("300", "元") in {(f.number, f.unit) for f in gist.figures}
    for figure in gist.figures:
        assert figure.clause in body
    for card in gist.cards:
        for item in card.items:
            assert item.removesuffix("……") in body


def test_a_text_without_content_for_it_has_no_picture():
    assert not gist_of(source(body=body_of("<p>今天下午停水两小时。</p>"))).is_enough


def test_the_png_is_the_svg_at_twice_its_size():
    poster = poster_of(source())

    picture = Image.open(io.BytesIO(png_of(poster)))

    assert picture.width == 1500
    assert abs(picture.height - 2 * poster.height) <= 2
    red, green, blue = picture.convert("RGB").getpixel((20, 20))
    assert red > 120 > max(green, blue)


def test_no_line_begins_with_a_mark_that_ends_a_word():
    words = "甲乙丙丁，戊己庚辛。（壬癸）“子丑”、《寅卯》；" * 8

    for width in range(90, 260, 7):
        lines = lines_of(words, face=Face(size=27), width=width)
        assert not [line for line in lines if line[0] in "，。）”》、；"], width
        assert not [line for line in lines if line[-1] in "（“《"], width


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="中国，。（）《》“”、；：0123456789.%abc元 /-〔〕", min_size=1, max_size=120)
)
def test_every_line_fits_and_nothing_is_lost(words: str):
    face = Face(size=27)

    lines = lines_of(words, face=face, width=200)

    assert all(face.width(line) <= 200 for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


def test_what_does_not_fit_is_marked():
    lines = fitted("很长" * 50, face=Face(size=27), width=200, most=2)

    assert len(lines) == 2
    assert lines[-1].endswith("……")


def test_the_fonts_that_are_measured_are_there():
    assert _font("sans", False) is not None
    assert _font("serif", True) is not None
