"""Invented policy files in the forms offices use, and how the tests read them."""

from mingtang.content.parsing.model import ParsedPolicy, Section
from mingtang.content.parsing.parsing import parse_document
from mingtang.documents.drafts import Draft, assemble
from mingtang.documents.model import Document

ORDER = """
明州市人民政府令
第 58 号
《明州市电动自行车管理规定》已经2024年5月8日市人民政府第40次常务会议审议通过，现予公布，自2024年8月1日起施行。
市长　王某某
2024年5月20日
明州市电动自行车管理规定
第一条　为了加强电动自行车管理，根据有关法律、法规，结合本市实际，制定本规定。
第二条　本市行政区域内电动自行车的销售、登记、通行和停放，适用本规定。
第三条　公安机关交通管理部门负责电动自行车登记和通行管理工作。
第四条　申请电动自行车登记的，应当交验车辆，并提交下列材料：
（一）所有人身份证明；
（二）购车发票。
第五条　公安机关交通管理部门应当自受理之日起3个工作日内审查完毕；符合条件的，发放号牌；不符合条件的，书面告知理由。
第六条　驾驶人应当佩戴安全头盔，不得逆向行驶。
第七条　违反本规定第六条规定的，处50元以下罚款。
第八条　本规定自2024年8月1日起施行。2015年3月1日施行的《明州市非机动车管理办法》同时废止。
"""

ISSUING = """
明州市财政局　明州市民政局
关于印发《明州市高龄津贴发放办法》的通知
明财社〔2025〕12号
各区（县）财政局、民政局，市级各有关单位：
现将《明州市高龄津贴发放办法》印发给你们，请遵照执行。
附件：
1.明州市高龄津贴申请表
2.明州市高龄津贴发放汇总表
明州市财政局　　明州市民政局
二〇二五年三月四日
（此件公开发布）
明州市高龄津贴发放办法
目录
第一章　总则
第二章　标准和程序
第一章　总则
第一条　为规范高龄津贴发放，制定本办法。
第二条　本办法适用于具有本市户籍、年满80周岁的老年人。
第二章　标准和程序
第三条　高龄津贴按下列标准发放：
（一）80至89周岁，每人每月100元；
（二）90周岁以上，每人每月200元。
第四条　老年人向户籍所在地社区提出申请，并提供身份证、户口簿复印件。
第五条　社区应当在5个工作日内完成初审；街道应当在10个工作日内审核并公示7日，公示无异议的报区民政局审批。
第三章　附则
第六条　本办法自2025年4月1日起施行，有效期五年。原《明州市高龄津贴管理办法》（明民〔2020〕3号）同时废止。
抄送：市人大办公室，市政协办公室。
明州市财政局办公室　2025年3月5日印发
"""

NOTICE = """
关于做好2025年技能提升补贴申领工作的通告
明人社告[2025]03号
根据国家和省有关规定，现就做好2025年技能提升补贴申领工作通告如下：
一、申领条件
（一）依法参加失业保险累计缴费满12个月；
（二）2025年内取得初级以上职业资格证书。
二、补贴标准
取得初级证书的，补贴1000元；取得中级证书的，补贴1500元。
三、申领材料
身份证、职业资格证书原件及复印件、本人银行账户。
四、申领流程
职工应当自证书核发之日起12个月内，登录市人社局网上办事大厅提出申请。经办机构在10个工作日内审核，公示5个工作日无异议的，将补贴拨付至申请人社会保障卡。
五、组织实施
各区要加强组织领导，确保落实到位。
六、咨询电话
市失业保险服务中心：0570-1234567。
本通告自发布之日起施行，有效期至2025年12月31日。
附件：各区经办机构一览表.docx
明州市人力资源和社会保障局（公章）
2025年2月10日
"""

STATUTE = """
江州市物业管理条例
（2013年8月29日江州市第十四届人民代表大会常务委员会第十七次会议通过　2013年11月29日江南省人民代表大会常务委员会批准）
第一条　为了规范物业管理活动，制定本条例。
第二条　本市行政区域内的物业管理及其监督管理，适用本条例。
第三条　业主对物业管理享有知情权和监督权。
第四条　本条例自2014年3月1日起施行。
"""


def document(text: str) -> Document:
    lines = [line.strip() for line in text.strip().split("\n")]
    return assemble([Draft(text=line) for line in lines if line], kind="txt")


def parsed(text: str) -> ParsedPolicy:
    return parse_document(document(text))


def texts(policy: ParsedPolicy, name: str) -> list[str]:
    return [value.text for value in policy.values[name]]


def outline(sections: list[Section]) -> list[str]:
    """`第一章/第二条/（一）` for every section, in order."""
    paths: list[str] = []
    for section in sections:
        paths.append(section.label)
        paths += [f"{section.label}/{path}" for path in outline(section.children)]
    return paths
