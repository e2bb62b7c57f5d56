import pytest
from wagtail.rich_text import expand_db_html

from mingtang.content.pages import richtext
from mingtang.content.pages.richtext import is_clean, safe_html

CLEAN = [
    "<p>每年<b>签注</b>一次。</p>",
    "<h2>一、条件</h2><ul><li>甲 &amp; 乙</li><li>&lt;丙&gt;</li></ul><hr/>",
    "没有标签，只有“引号”。",
    "<p>第一行<br/>第二行</p>",
    "",
]
NOT_CLEAN = [
    "<p onclick='x()'>好</p>",
    "<script>alert(1)</script>",
    "<p>没有关上",
    "<p><b>交叉</p></b>",
    "</p>",
    "<a href='javascript:x()'>点</a>",
    "<P>大写</P>",
    "<br>",
    "<p/>",
    "&nbsp;",
    "a < b",
    '只有"直引号"。',
    "<!-- x -->",
    "</br/>",
]


class TestIsClean:
    @pytest.mark.parametrize("source", CLEAN)
    def test_what_is_clean_is_what_cleaning_leaves_alone(self, source):
        assert is_clean(source)
        assert richtext._CLEANER.clean(expand_db_html(source)) == source
        assert safe_html(source) == source

    @pytest.mark.parametrize("source", NOT_CLEAN)
    def test_everything_else_is_cleaned(self, source):
        assert not is_clean(source)
