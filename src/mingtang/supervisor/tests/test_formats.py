"""`mingtang formats` works without a server, on one file."""

from mingtang.supervisor.commands import run
from mingtang.supervisor.formats import NOT_READ, SECRET

NOTICE = """关于发放育儿补贴的通知
明卫〔2026〕3号
各区卫生健康局：
一、补贴对象。具有本市户籍、生育子女的家庭，可以申请补贴。
二、补贴标准。给予每孩每年 3600 元补贴。
三、办理程序。申请人应当向户籍所在地街道办事处提出申请，街道办事处自受理之日起 5 个工作日内完成审核。
四、咨询电话：0999-8612345。
明州市卫生健康委员会
2026年3月2日
"""


def test_a_file_is_given_out_in_every_format(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(NOTICE, encoding="utf-8")

    assert run(["formats", str(file), "--to", str(tmp_path / "out")]) == 0

    names = {place.name for place in (tmp_path / "out").iterdir()}
    assert {"a.pdf", "a.docx", "a.md", "a.json", "a-yuyin.txt"} <= names
    assert "a-yitu.png" in names
    assert "每孩每年 3600 元" in (tmp_path / "out" / "a-wenda.md").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_one_sentence(tmp_path, capsys):
    file = tmp_path / "a.pdf"
    file.write_bytes(b"")

    assert run(["formats", str(file), "--to", str(tmp_path)]) == NOT_READ
    assert "a.pdf：" in capsys.readouterr().err


def test_a_secret_file_is_given_out_in_none(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(f"机密★1年\n{NOTICE}", encoding="utf-8")

    assert run(["formats", str(file), "--to", str(tmp_path / "out")]) == SECRET
    assert not (tmp_path / "out").exists()
