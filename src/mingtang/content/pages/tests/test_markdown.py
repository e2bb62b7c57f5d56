from mingtang.content.pages.markdown import blocks_of


class TestBlocksOf:
    def test_running_text_becomes_one_block(self):
        blocks = blocks_of("一、总则\n\n- 第一\n- 第二\n\n**重点**")

        assert [block["type"] for block in blocks] == ["paragraph"]
        assert "<ul>" in blocks[0]["value"]
        assert "<strong>重点</strong>" in blocks[0]["value"]

    def test_a_table_becomes_a_table_of_text(self):
        (block,) = blocks_of("| 项目 | 标准 |\n| --- | --- |\n| 补贴 | 600 元 |")

        assert block["value"]["columns"] == [
            {"type": "text", "heading": "项目"},
            {"type": "text", "heading": "标准"},
        ]
        assert block["value"]["rows"] == [{"values": ["补贴", "600 元"]}]

    def test_html_stays_text(self):
        (block,) = blocks_of("<script>alert(1)</script> 好")

        assert "<script>" not in block["value"]

    def test_the_order_is_kept(self):
        blocks = blocks_of("前\n\n> 引用的话\n\n后")

        assert [block["type"] for block in blocks] == ["paragraph", "quote", "paragraph"]
        assert blocks[1]["value"] == "引用的话"

    def test_the_highest_heading_is_the_second(self):
        (block,) = blocks_of("# 一级\n\n##### 五级")

        assert block["value"].startswith("<h2>一级</h2>")
        assert "<h4>五级</h4>" in block["value"]
