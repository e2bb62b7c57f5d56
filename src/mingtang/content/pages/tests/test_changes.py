from django.utils.safestring import mark_safe

from mingtang.content.pages.changes import changes_between
from mingtang.content.pages.shown import ShownText


def text(body: str, **rows: str) -> ShownText:
    return ShownText(rows=list(rows.items()), body=mark_safe(body), attachments=[])


class TestChangesBetween:
    def test_the_same_text_has_none(self):
        same = text("<p>一年签注一次。</p>", 摘要="签注")

        assert changes_between(same, same) == []

    def test_marks_words_that_went_and_words_that_came(self):
        found = changes_between(text("<p>三十日内办。</p>"), text("<p>十五日内办。</p>"))

        assert [change.label for change in found] == ["正文"]
        line = found[0].lines[0]
        assert "<del>三" in line and "五" in line and line.endswith("日内办。")

    def test_tells_paragraphs_that_were_added_or_taken_out(self):
        added = changes_between(text("<p>甲。</p>"), text("<p>甲。</p><p>乙。</p>"))
        gone = changes_between(text("<p>甲。</p><p>乙。</p>"), text("<p>甲。</p>"))

        assert [str(line) for line in added[0].lines] == ["<ins>乙。</ins>"]
        assert [str(line) for line in gone[0].lines] == ["<del>乙。</del>"]

    def test_names_the_field_that_changed_also_when_it_is_now_empty(self):
        found = changes_between(text("", 发文字号="明政发〔2026〕1号"), text(""))

        assert [change.label for change in found] == ["发文字号"]

    def test_never_lets_a_text_become_html(self):
        found = changes_between(text("<p>甲</p>"), text("<p>&lt;script&gt;</p>"))

        assert "<script>" not in found[0].lines[0]
        assert "&lt;script&gt;" in found[0].lines[0]
