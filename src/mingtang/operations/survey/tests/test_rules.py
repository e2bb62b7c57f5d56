"""Rules are data: every entry has a source, and a city may override any of them."""

import pytest

from mingtang.operations.survey.errors import RulesNotReadable
from mingtang.operations.survey.rules import load_rules
from mingtang.operations.survey.tests.town import Town, inspected, rules_of


def test_every_rule_names_its_source_and_how_sure_it_is():
    rules = load_rules()

    for rule in rules.rules.values():
        assert rule.source and rule.confidence in {"C", "M", "I"}, rule.id
        assert rule.severity in {"严重", "一般", "提示"}, rule.id
        assert not rule.veto or rule.veto in rules.vetoes, rule.id
        assert rule.deduction == 0 or rule.most >= rule.deduction, rule.id
    assert {kind.rule for kind in rules.columns} <= rules.rules.keys()


def test_a_city_overrides_thresholds_and_adds_column_kinds(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(
        "vetoes: [{id: V4a, value: 1}]\n"
        "columns: [{kind: 县情, names: 县情概况, days: 30, warn: 20, rule: column-stale}]\n",
        encoding="utf-8",
    )
    folder = Town().write(tmp_path / "town")

    report = inspected(folder, rules=load_rules(own))

    assert rules_of(report) == {"column-stale"}
    assert report.verdict == "veto"


@pytest.mark.parametrize(
    "text", ["[1]", "rules: [{id: link-dead, x: 1}]", "a: [", "columns: [{days: 1}]"]
)
def test_a_file_that_is_no_rules_is_refused_with_its_name(tmp_path, text):
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")

    with pytest.raises(RulesNotReadable, match=r"own\.yaml"):
        load_rules(own)
