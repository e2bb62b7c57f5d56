"""Articles with a caption in brackets, and sections of a guide, are taken at their word."""

from mingtang.content.parsing.tests.policies import parsed, texts

CAPTIONED = """
明州市科技创新券管理办法
第一条（目的依据）
为规范科技创新券管理，制定本办法。
第二条（支持对象）
科技创新券支持对象为在本市注册的科技型中小企业。
第三条（申领流程）
企业在线提交申领表，市科委在5个工作日内完成审核并发放创新券。
第四条（兑付材料）
申请兑付应当提交以下材料：
（一）服务合同；
（二）付款凭证。
第五条（附则）
本办法自2025年1月1日起施行，有效期至2027年12月31日。
"""

GUIDE = """
关于做好2025年度高新技术企业认定申报工作的通知
各相关企业：
现就有关事项通知如下。
一、申报对象和条件
在本市注册成立一年以上、研发人员占比不低于10%的企业。
二、申报程序
1．企业自我评价。企业对照条件进行自我评价，并在网上注册登记。
2．提交材料。企业在网上提交申请材料，并将纸质材料送至所在区科委。
三、联系方式
（一）市认定办：张某，12345678
（二）技术支持：李某，87654321
特此通知。
明州市科学技术局
2025年3月12日
"""


def test_captions_name_scope_procedure_and_materials():
    policy = parsed(CAPTIONED)

    assert [text[:9] for text in texts(policy, "scope")] == ["第二条（支持对象）"]
    assert [text[:9] for text in texts(policy, "procedure")] == ["第三条（申领流程）"]
    assert [text[:9] for text in texts(policy, "materials")] == ["第四条（兑付材料）"]


def test_a_step_called_handing_in_is_procedure_and_no_list_of_papers():
    policy = parsed(GUIDE)

    assert len(texts(policy, "procedure")) == 2
    assert texts(policy, "materials") == []


def test_both_halves_of_a_heading_may_name_the_scope():
    assert texts(parsed(GUIDE), "scope") == [
        "在本市注册成立一年以上、研发人员占比不低于10%的企业。"
    ]


def test_contacts_end_before_the_closing_formula():
    assert texts(parsed(GUIDE), "contact") == [
        "（一）市认定办：张某，12345678",
        "（二）技术支持：李某，87654321",
    ]
