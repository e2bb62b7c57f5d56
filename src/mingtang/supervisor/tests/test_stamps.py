"""Nothing is prepared twice, and everything again when its sources change."""

from mingtang.supervisor.stamps import Stamps, files_under, fingerprint


def test_a_recorded_print_is_current_until_a_file_changes(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.yaml").write_text("1")
    stamps = Stamps(tmp_path / "stamps.json")
    stamps.record("demo", fingerprint(files_under(source, "*.yaml")))

    assert stamps.is_current("demo", fingerprint(files_under(source, "*.yaml")))

    (source / "a.yaml").write_text("2")
    assert not stamps.is_current("demo", fingerprint(files_under(source, "*.yaml")))


def test_stamps_outlive_the_process_and_can_be_forgotten(tmp_path):
    Stamps(tmp_path / "stamps.json").record("demo", "x")

    later = Stamps(tmp_path / "stamps.json")
    assert later.is_current("demo", "x")

    later.forget_all()
    assert not Stamps(tmp_path / "stamps.json").is_current("demo", "x")
