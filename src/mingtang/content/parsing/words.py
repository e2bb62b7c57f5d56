"""The language of official documents as patterns: names of agencies, kinds of documents, dates, labels.

After GB/T 9704-2012 and the rules for legislation; wider where offices are known to write otherwise.
"""

import re

DATE = (
    r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
    r"|[〇零○O一二三四五六七八九0]{4}\s*年\s*[一二三四五六七八九十]{1,3}\s*月\s*[一二三四五六七八九十]{1,3}\s*日)"
)
ONLY_DATE = re.compile(rf"^(.{{0,60}}?)[\s　]*({DATE})[\s　]*([（(].{{2,40}}[）)])?$")

_BRACKET_OPEN, _BRACKET_CLOSE = r"[〔\[［【（(﹝{「]", r"[〕\]］】）)﹞}」]"
DOC_NUMBER = rf"[一-龥]{{1,24}}\s*{_BRACKET_OPEN}\s*(?:19|20)\d{{2}}\s*年?\s*{_BRACKET_CLOSE}\s*第?\s*\d{{1,5}}\s*号"
ONLY_NUMBER = re.compile(rf"^\s*[（(]?\s*(?:文号|发文字号)?\s*[:：]?\s*({DOC_NUMBER})\s*[）)]?")
TITLE_WITH_NUMBER = re.compile(rf"^(.{{6,140}}?)[\s　]*[（(]?\s*({DOC_NUMBER})\s*[）)]?$")
ORDER_NUMBER = r"(?:(?:19|20)\d{2}\s*年\s*)?第\s*[\d〇零一二三四五六七八九十百]{1,6}\s*号"
ONLY_ORDER_NUMBER = re.compile(rf"^[（(]?\s*({ORDER_NUMBER})\s*[）)]?$")
TITLED_ORDER = re.compile(rf"^([一-龥、\s]{{2,60}}?(?:令|公告|通告))[\s　]*({ORDER_NUMBER})$")
ENACTED_ORDER = re.compile(
    rf"(?:^|日|[\s，（(、])\s*(?!日)([一-龥]{{2,30}}?令)\s*(?:[（(]?\s*)?({ORDER_NUMBER})"
)

AGENCY_END = (
    r"(?:人民政府|政府|办公厅|办公室|委员会|工委|党委|省委|市委|县委|区委|纪委|编委|人大常委会|常委会|政协|总局|总署|管理局|"
    r"监管局|局|厅|部|署|委|院|会|中心|公司|银行|分行|支行|集团|大学|学院|学校|总队|支队|大队|处|所|站|协会|"
    r"联合会|总工会|工会|妇联|残联|法院|检察院|监狱|海关|基金会|指挥部|领导小组|联席会议|秘书处|行|社|办)"
)
AGENCY = re.compile(rf"^[一-龥（）()·]{{1,36}}{AGENCY_END}(?:[（(][一-龥]{{1,12}}[）)])?$")
SEALED = re.compile(r"\s*[（(](?:盖章|公章|印章|章|代章|签章|印)[）)]\s*$")

KIND = (
    r"(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|办法|规定|条例|细则|规则|规程|"
    r"方案|措施|规划|计划|指南|要点|章程|制度|准则|标准|规范|目录|名单|清单|预案|政策|解读|导则|纲要|法|公约|守则|"
    r"程序|指引|说明|答复|倡议书|公示|安排|工作分工|任务分工|若干问题|解释)"
)
STATUS = r"(?:[（(](?:试行|暂行|草案|征求意见稿|修订稿?|修正|[^（）()]{0,8}(?:年|版|修订|修正)[^（）()]{0,6})[）)])"
TITLE_END = re.compile(rf"{KIND}(?:》)?{STATUS}?$")

SECRECY = re.compile(r"^\s*(?:密\s*级\s*[:：]\s*)?(绝\s*密|机\s*密|秘\s*密)\s*(?:[★☆*]|$|（|\()")
URGENCY = re.compile(r"^\s*(?:紧急程度\s*[:：]\s*)?(特\s*急|加\s*急|特\s*提|平\s*急|急\s*件)\s*$")
COPIES = re.compile(r"^\d{6}$")
SIGNER = re.compile(r"签发人\s*[:：]")
PAGE_INFO = re.compile(
    r"(?:发布|发文|公开|更新|发表)(?:日期|时间)\s*[:：]|来\s*源\s*[:：]|浏览(?:次数|量)|点击(?:数|量)|字(?:号|体)\s*[:：]|"
    r"索\s*引\s*号\s*[:：]|公开(?:方式|范围|形式|时限)\s*[:：]|发布机构\s*[:：]|生成日期\s*[:：]|(?:主题|体裁|信息)分类\s*[:：]|"
    r"有\s*效\s*性\s*[:：]|作者\s*[:：]|分享到|打印本页|【字体"
)
MARK_END = re.compile(r"文\s*件$")

NOTE = re.compile(r"^[（(].{2,60}[）)]$")
ENACTMENT = re.compile(rf"^[（(【].*{DATE}.*(?:通过|公布|发布|批准|施行|修订|修正|颁布|令第)")
COLOPHON = re.compile(
    rf"^(?:抄送|抄报|分送|主送)\s*[:：]|{DATE}\s*印发\s*。?$|^\S{{2,30}}\s*{DATE}\s*印发"
)
ANNEX_HEAD = re.compile(r"^附\s*件\s*[:：]$")
ANNEX_MARK = re.compile(r"^附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?$|^附\s*表\s*\d*$")
ANNEX_LIST = re.compile(r"^附\s*件\s*(?:[:：]|\d+\s*[.、．:：]|(?=\d))\s*(?=\S)")
CONTENTS = re.compile(r"^目\s*录$")

ADDRESSED = re.compile(
    r"各|政府|委员会|部门|单位|公司|局|办|院|厅|企业|学校|机构|中心|委|会|处|部|行|集团|大学|学院|同志|公民|纳税人"
)
