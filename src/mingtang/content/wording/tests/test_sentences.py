"""Recall and precision over the annotated set, and the speed that typing needs."""

from datetime import date

from mingtang.content.wording.checker import Checker
from mingtang.content.wording.model import Leader, Text
from mingtang.content.wording.rules import built_in_entries
from mingtang.content.wording.tests.sentences import annotated

DAY = date(2026, 11, 25)
LEADERS = (
    Leader(name="林致和", titles=("市长",), rank=1),
    Leader(name="祝云舟", titles=("副市长",), rank=2),
    Leader(name="温如玉", titles=("副市长", "市政府办公室主任"), rank=3),
    Leader(name="高远山", titles=("秘书长",), rank=4),
)
RECALL, PRECISION = 0.95, 0.8


def test_most_errors_are_found_and_most_findings_are_errors():
    checker = Checker(entries=built_in_entries(), leaders=LEADERS)
    wanted = found = right = told = 0
    missed, invented = [], []
    sentences = list(annotated())
    for sentence in sentences:
        findings = checker.findings(Text(words=sentence.words, day=DAY))
        places = [(finding.start, finding.end) for finding in findings]
        wanted += len(sentence.wrong)
        told += len(places)
        for place in sentence.wrong:
            if any(_touch(place, other) for other in places):
                found += 1
            else:
                missed.append(sentence.words)
        for finding in findings:
            if any(_touch((finding.start, finding.end), place) for place in sentence.wrong):
                right += 1
            else:
                invented.append(f"{finding.rule} {finding.word}: {sentence.words}")

    assert len(sentences) >= 500
    assert found / wanted >= RECALL, missed
    assert right / told >= PRECISION, invented


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
