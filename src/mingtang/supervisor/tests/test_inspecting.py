"""`mingtang inspect` works without a server; its exit code tells the verdict, its files tell the rest."""

import json

import pytest

from mingtang.operations.survey.tests.town import Town
from mingtang.supervisor.commands import run

QUIET = ["--no-external", "--retry-after", "0"]


@pytest.fixture
def town(tmp_path):
    return Town().write(tmp_path / "town")


def test_reports_are_written_in_three_forms(town, tmp_path, capsys):
    code = run(["inspect", str(town), "--out", str(tmp_path / "out"), *QUIET])

    assert code in (0, 1, 2)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        "report.html",
        "report.json",
        "report.xlsx",
    ]
    plain = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert plain["site"] == "清水县人民政府"
    assert "清水县人民政府" in capsys.readouterr().out


def test_the_exit_code_tells_a_veto(town, capsys):
    (town / "yaowen" / "yi" / "index.html").write_text(
        "<meta name=ArticleTitle content=x><meta name=PubDate content=2026-01-01><main><h1>x</h1>绝密★30年",
        encoding="utf-8",
    )

    assert run(["inspect", str(town), "--json", *QUIET]) == 2
    assert json.loads(capsys.readouterr().out)["verdict"] == "veto"


@pytest.mark.parametrize("extra", [["--rules", "/none.yaml"], ["--resume"]])
def test_what_cannot_be_inspected_is_one_sentence(town, capsys, extra):
    assert run(["inspect", str(town), *extra, *QUIET]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_a_folder_without_a_home_page_is_not_inspected(tmp_path, capsys):
    assert run(["inspect", str(tmp_path), *QUIET]) == 3
    assert "index.html" in capsys.readouterr().err
