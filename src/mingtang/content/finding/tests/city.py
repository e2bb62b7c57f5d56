"""Twenty-four policies of an invented city: what every layout below has to give back."""

from dataclasses import dataclass
from datetime import date

TOPICS = (
    "关于印发明州市促进中小企业稳定发展若干措施的通知",
    "关于2026年1月1日起调整城乡居民最低生活保障标准的通知",
    "关于公布明州市2025年度重点节能产品目录的公告",
    "明州市城市停车场管理办法",
    "关于开展“十五五”规划编制工作的通知",
    "关于做好高温天气（7月至9月）劳动保护工作的通知",
    "关于明州市第三批非物质文化遗产代表性项目名录的公示",
    "关于进一步优化不动产登记营商环境、压缩办理时间、推行一窗受理等便民利民措施的实施意见（试行）",
    "关于废止部分行政规范性文件的决定",
    "关于加强农村供水工程建设和运行管理工作的意见",
    "关于组织申报2026年科技创新券的通知",
    "关于调整住房公积金缴存基数上下限的通知",
)


@dataclass(frozen=True)
class Policy:
    number: int
    title: str
    doc_number: str
    issued_on: date
    attachment: str = ""

    @property
    def body(self) -> list[str]:
        return [
            f"为贯彻落实国家和省有关决策部署，进一步做好第{self.number}号事项有关工作，现将有关事项通知如下。",
            "一、提高认识，加强领导。各县（市、区）人民政府、市直各部门要把这项工作摆上重要位置，明确责任，细化措施。",
            "二、明确任务，压实责任。有关单位应当在规定期限内完成各项任务，并及时报告进展情况。",
            f"三、本通知自{self.issued_on.year}年12月1日起施行，有效期五年。",
        ]


def policies(count: int = 12) -> list[Policy]:
    return [
        Policy(
            number=number,
            title=TOPICS[number % len(TOPICS)]
            + (f"（第{number}号）" if number >= len(TOPICS) else ""),
            doc_number=f"明政发〔2026〕{40 - number}号",
            issued_on=date(2026, 10 - number // 3, 28 - number % 3 * 4),
            attachment=f"附件{number}.pdf" if number % 4 == 0 else "",
        )
        for number in range(count)
    ]
