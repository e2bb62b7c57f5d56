import json
from pathlib import Path

import pytest

import mingtang
from mingtang.supervisor.assets import build_assets
from mingtang.supervisor.stamps import Stamps
from mingtang.supervisor.trouble import StepFailed

ROOT = Path(mingtang.__file__).parents[2]


@pytest.fixture
def tree(tmp_path):
    """A project with the assets of two systems."""
    root = tmp_path / "project"
    root.mkdir()
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "package-lock.json").write_text("{}")
    for name in ("designsystem/assets/site.css", "services/assets/form.js"):
        path = root / "src/mingtang" / name
        path.parent.mkdir(parents=True)
        path.write_text("/* empty */")
    return root


def build(root: Path, into: Path) -> bool:
    return build_assets(root, into=into, stamps=Stamps(into.with_name("stamps.json")))


class TestBuildAssets:
    def test_bundles_the_files_of_every_system_under_changing_names(self, tree, tmp_path):
        into = tmp_path / "assets"

        assert build(tree, into)

        names = json.loads((into / "assets.json").read_text())
        assert set(names) == {"site.css", "form.js"}
        assert all((into / name).exists() for name in names.values())

    def test_builds_nothing_twice(self, tree, tmp_path):
        build(tree, tmp_path / "assets")

        assert not build(tree, tmp_path / "assets")

    def test_refuses_two_files_of_one_name(self, tree, tmp_path):
        (tree / "src/mingtang/services/assets/site.css").write_text("")

        with pytest.raises(StepFailed, match=r"site\.css"):
            build(tree, tmp_path / "assets")

    def test_keeps_what_every_page_loads_light(self, tmp_path):
        into = tmp_path / "assets"

        build(ROOT, into)

        names = json.loads((into / "assets.json").read_text())
        weights = {name: (into / names[name]).stat().st_size for name in ("site.css", "site.js")}
        assert sum(weights.values()) < 100_000
