"""Web pages: the article is found among menus and feet, and what the page says about it is kept."""

import pytest

from mingtang.documents.errors import NestedTooDeep
from mingtang.documents.model import BlockKind
from mingtang.documents.reading import read_document

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>关于发放育儿补贴的通知_明州市政府网站</title>
<script>var a="恶意";</script></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">政务公开</a><a href="/b">政务服务</a></div>
<table><tr><td>发 文 机 关：</td><td>明州市卫生健康委员会</td></tr>
<tr><td>发布日期：</td><td>2026-03-02</td></tr></table>
<h1>关于发放育儿补贴的通知</h1>
<div id="zoom"><p>各区卫生健康局：</p><p>　　为减轻家庭负担，<b>现就</b>有关事项通知如下：</p>
<p>一、补贴对象。<br>本市户籍家庭，均可申领。</p>
<script>document.write("恶意")</script>
<table><tr><th>孩次</th><th>标准</th></tr><tr><td>二孩</td><td>500元</td></tr></table></div>
<div class="related"><a href="/1">一图读懂：育儿补贴，怎么领、领多少</a></div>
<div class="footer">主办单位：明州市人民政府办公室，联系电话：0570-1234567。
版权所有，未经许可，不得转载。</div></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def texts(document, kind=BlockKind.PARAGRAPH):
    return [block.text for block in document.blocks if block.kind is kind]


def test_only_the_article_is_read(page):
    assert texts(read_document(page)) == [
        "各区卫生健康局：",
        "为减轻家庭负担，现就有关事项通知如下：",
        "一、补贴对象。",
        "本市户籍家庭，均可申领。",
    ]


def test_scripts_leave_no_trace(page):
    assert "恶意" not in read_document(page).text


def test_the_headline_and_the_table_of_elements_are_kept_apart(page):
    document = read_document(page)

    assert texts(document, BlockKind.HEADLINE) == ["关于发放育儿补贴的通知"]
    assert texts(document, BlockKind.PROPERTY) == [
        "发文机关：明州市卫生健康委员会",
        "发布日期：2026-03-02",
    ]


def test_tables_inside_the_article_are_tables(page):
    assert read_document(page).tables[0].rows == [["孩次", "标准"], ["二孩", "500元"]]


def test_old_encodings_are_read(tmp_path):
    path = tmp_path / "a.htm"
    path.write_bytes(PAGE.replace("utf-8", "gb2312").encode("gb18030"))

    assert "本市户籍家庭，均可申领。" in read_document(path).text


def test_endless_nesting_is_refused(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        f"<html><body>{'<div>' * 3000}通知{'</div>' * 3000}</body></html>", encoding="utf-8"
    )

    with pytest.raises(NestedTooDeep):
        read_document(path)
