"""A file marked secret is refused; a text that speaks of secrets is not."""

import pytest

from mingtang.content.parsing.errors import MarkedSecret
from mingtang.content.parsing.tests.policies import parsed

BODY = "明州市人民政府文件\n明政〔2024〕1号\n关于某事的通知\n各区：\n一、办理。\n明州市人民政府\n2024年1月2日"


@pytest.mark.parametrize("mark", ["机密★10年", "秘密", "绝　密★长期", "密级：秘密", "秘密☆1年"])
def test_a_mark_at_the_head_is_refused(mark):
    with pytest.raises(MarkedSecret, match="警报"):
        parsed(f"{mark}\n{BODY}")


def test_a_mark_further_down_is_refused_too():
    with pytest.raises(MarkedSecret):
        parsed(f"{BODY}\n" + "附件说明\n" * 12 + "机密★5年")


def test_a_notice_about_secrets_is_read():
    policy = parsed(
        BODY.replace("一、办理。", "一、涉及国家秘密、商业秘密的，依法处理。\n机密文件按规定保管。")
    )

    assert policy.values["title"]
