from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mingtang.content.intake import commands, drafting


@dataclass
class Clocks:
    """Stands for the neighbour room that keeps the clocks: remembers what it was told."""

    started: list[dict[str, Any]] = field(default_factory=list)
    linked: list[dict[str, Any]] = field(default_factory=list)
    stopped: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture(autouse=True)
def clocks(monkeypatch) -> Clocks:
    told = Clocks()
    monkeypatch.setattr(commands, "start_clock", lambda **fact: told.started.append(fact))
    monkeypatch.setattr(drafting, "link_page", lambda **fact: told.linked.append(fact))
    monkeypatch.setattr(drafting, "stop_clock", lambda **fact: told.stopped.append(fact))
    return told


@pytest.fixture(autouse=True)
def intake_root(settings, tmp_path) -> Path:
    """A place of its own for the files of each test."""
    settings.INTAKE_ROOT = tmp_path / "intake"
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.INTAKE_ROOT
