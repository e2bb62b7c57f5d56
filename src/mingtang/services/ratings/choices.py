"""The five grades and what can be said for each (国办发〔2019〕51号, GB/T 39735)."""

from mingtang.services.contract.types import Grade

WORDS = {
    Grade.VERY_SATISFIED: "非常满意",
    Grade.SATISFIED: "满意",
    Grade.FAIRLY_SATISFIED: "基本满意",
    Grade.DISSATISFIED: "不满意",
    Grade.VERY_DISSATISFIED: "非常不满意",
}
#: The indicators of online service, said as a person would; they fit praise and complaint alike.
REASONS = ("办理速度", "办事指南写得清楚不清楚", "填表方便不方便", "经办人的态度", "网站好用不好用")
