"""`mingtang parse` works without a server; each file that fails is one sentence and the rest goes on."""

import json

from mingtang.supervisor.commands import run

NOTICE = "关于发放育儿补贴的通知\n明卫〔2026〕3号\n各区：\n一、对象。本市家庭。\n明州市卫生健康委员会\n2026年3月2日"


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_one_json_is_written_per_file(tmp_path):
    file = write(tmp_path / "a.txt", NOTICE)

    assert run(["parse", file, "--json", str(tmp_path / "out")]) == 0

    plain = json.loads((tmp_path / "out" / "a.json").read_text(encoding="utf-8"))
    number = plain["doc_number"][0]
    assert number["text"] == "明卫〔2026〕3号"
    assert plain["source"]["text"][number["start"] : number["end"]] == "明卫〔2026〕3号"
    assert number["page"] == 1


def test_without_a_folder_each_document_is_a_line(tmp_path, capsys):
    assert run(["parse", write(tmp_path / "a.txt", NOTICE), write(tmp_path / "b.txt", NOTICE)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["source"]["file"] for line in lines] == ["a.txt", "b.txt"]


def test_files_of_one_name_keep_their_endings(tmp_path):
    files = [write(tmp_path / "a.txt", NOTICE), write(tmp_path / "a.html", f"<p>{NOTICE}</p>")]

    run(["parse", *files, "--json", str(tmp_path / "out")])

    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.html.json", "a.txt.json"]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path, capsys):
    files = [
        write(tmp_path / "a.pdf", ""),
        str(tmp_path / "no.txt"),
        write(tmp_path / "b.txt", NOTICE),
    ]

    assert run(["parse", *files, "--json", str(tmp_path / "out")]) == 1

    said = capsys.readouterr().err
    assert "a.pdf：文件是空的" in said
    assert "no.txt：没有找到" in said
    assert "Traceback" not in said
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["b.json"]


def test_a_secret_file_raises_an_alarm_and_leaves_nothing(tmp_path, capsys):
    file = write(tmp_path / "a.txt", f"机密★10年\n{NOTICE}")

    assert run(["parse", file, "--json", str(tmp_path / "out")]) == 3

    assert "警报" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []
