"""Each house rule is broken on purpose in a copy of the tree: the check that guards it must fail."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.architecture.house import ROOT

LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc")
LAYOUT, MANIFESTS = "tests/architecture/test_layout.py", "tests/architecture/test_manifests.py"


@pytest.fixture
def copy(tmp_path):
    for name in ("src", "tests", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    for name in ("pyproject.toml", "docs"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def add(copy, module, text):
    path = copy / "src" / "mingtang" / module
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text() if path.exists() else ""
    path.write_text(before + text)


def run(copy, *command):
    environment = {**os.environ, "PYTHONPATH": f"{copy / 'src'}:{copy}"}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)


def contracts(copy):
    return run(copy, f"{sys.prefix}/bin/lint-imports", "--no-cache")


def architecture(copy, file, name):
    return run(
        copy,
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
        *("--ds=mingtang.kernel.tests.settings", file, "-k", name),
    )


BROKEN_IMPORTS = {
    "a neighbour's model": (
        "accounts/inbox/handlers.py",
        "\nfrom mingtang.services.cases.models import Case\n",
        "Systems meet only at their contracts",
    ),
    "upwards": (
        "kernel/trace.py",
        "\nfrom mingtang.designsystem.facts import site_facts\n",
        "Systems stack downwards",
    ),
    "a contract with Django": (
        "services/contract/types.py",
        "\nfrom django.db import models\n",
        "Contracts are plain Python",
    ),
    "a query that writes": (
        "services/ratings/queries.py",
        "\nfrom mingtang.services.ratings.commands import rate_case\n",
        "edges call commands",
    ),
    "a detour": (
        "kernel/crypto/sm3.py",
        "\nfrom mingtang.kernel.keys import data_keys\n",
        "No package depends on itself by a detour",
    ),
    "a gateway that knows a system": (
        "gateway/preparing.py",
        "\nfrom mingtang.accounts.contract import profile\n",
        "The gateway knows manifests",
    ),
}


@pytest.mark.parametrize("case", BROKEN_IMPORTS)
def test_a_forbidden_import_breaks_its_contract(copy, case):
    module, text, contract = BROKEN_IMPORTS[case]
    add(copy, module, text)

    done = contracts(copy)

    assert done.returncode != 0
    broken = [line for line in done.stdout.splitlines() if "BROKEN" in line or contract in line]
    assert any("BROKEN" in line for line in broken), done.stdout
    assert any(contract in line for line in broken), done.stdout


BROKEN_SHAPES = {
    "test_no_file_outgrows_a_reader": ("kernel/trace.py", "x = 1\n" * 301),
    "test_every_module_says_what_it_is_for": ("services/cases/odd.py", "x = 1\n"),
    "test_no_file_is_a_drawer_for_odds_and_ends": ("services/cases/utils.py", '"""Odds."""\n'),
    "test_the_role_contract_covers_every_feature": (
        "services/payments/apps.py",
        '"""Apps."""\nlabel = "services_payments"\n',
    ),
    "test_templates_carry_no_script_or_style_of_their_own": (
        "services/counter/templates/services_counter/odd.html",
        '<p style="color: red">红</p>',
    ),
    "test_templates_include_only_their_own_system": (
        "services/counter/templates/services_counter/odd.html",
        '{% include "accounts_sessions/login.html" %}',
    ),
}


@pytest.mark.parametrize("name", BROKEN_SHAPES)
def test_a_broken_rule_of_layout_fails_its_test(copy, name):
    add(copy, *BROKEN_SHAPES[name])

    done = architecture(copy, LAYOUT, name)

    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout


def test_a_handler_that_is_not_there_fails_its_test(copy):
    manifest = copy / "src/mingtang/accounts/system.py"
    text = manifest.read_text()
    assert "tell_of_decision" in text
    manifest.write_text(text.replace("tell_of_decision", "tell_of_nothing"))

    done = architecture(copy, MANIFESTS, "test_every_handler_exists_in_its_own_system")

    assert done.returncode == 1, done.stdout
