"""What is looked at before anything starts."""

import pytest

from mingtang.supervisor import preflight
from mingtang.supervisor.trouble import DiskFull, PackageMissing


def test_a_missing_program_is_named_with_what_to_do(places):
    with pytest.raises(PackageMissing, match="缺少 no-such-program：请运行 make setup"):
        preflight.check_machine(places, programs=("no-such-program",))


def test_a_missing_package_is_named(places, monkeypatch):
    monkeypatch.setattr(preflight, "PACKAGES", ("no_such_package",))

    with pytest.raises(PackageMissing, match="no_such_package"):
        preflight.check_machine(places)


def test_a_full_disk_is_said_before_anything_is_written(places, monkeypatch):
    monkeypatch.setattr(preflight, "LEAST_FREE_MEGABYTES", 10**9)

    with pytest.raises(DiskFull):
        preflight.check_machine(places)
