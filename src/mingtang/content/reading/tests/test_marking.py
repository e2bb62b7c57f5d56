import re

from hypothesis import given
from hypothesis import strategies as st

from mingtang.content.reading.marking import Marked, lines_of

TEXT = "一二三四五六七八九十<&>"


def html_of(*places, text=TEXT):
    values = [Marked(n, start, end, "要点", False) for n, (start, end) in enumerate(places)]
    block = {"start": 0, "end": len(text), "page": 1, "kind": "paragraph"}
    return lines_of(text, blocks=[block], values=values)[0].html


def plain(html):
    return re.sub(r"</?mark[^>]*>", "", html)


def test_marks_inside_one_another_are_nested():
    html = html_of((0, 6), (2, 4))

    assert re.sub(r' (data-[a-z]+|title)="[^"]*"', "", html).startswith(
        '<mark id="s0">一二<mark id="s1">三四</mark>五六</mark>七'
    )


def test_a_mark_that_crosses_another_goes_on_behind_it():
    html = html_of((0, 4), (2, 6))

    assert html.count("<mark") == 3
    assert html.count('id="s1"') == 1


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 13)), max_size=8))
def test_the_text_stays_whole_and_escaped_however_marks_lie(places):
    html = html_of(*[(start, end) for start, end in places if start < end])

    assert plain(html) == "一二三四五六七八九十&lt;&amp;&gt;"
    assert html.count("<mark") == html.count("</mark>")


def test_a_value_over_several_lines_has_one_anchor():
    blocks = [
        {"start": 0, "end": 5, "page": 1, "kind": "paragraph"},
        {"start": 5, "end": 10, "page": 2, "kind": "paragraph"},
    ]

    lines = lines_of(TEXT, blocks=blocks, values=[Marked(7, 3, 8, "范围", True)])

    html = "".join(line.html for line in lines)
    assert html.count('id="s7"') == 1
    assert html.count('data-value="7"') == 2
    assert [line.page for line in lines] == [1, 2]
