from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from mingtang.content.intake.commands import IncomingFile, take_in
from mingtang.content.intake.errors import AlreadyHere, OnlyEditorsTakeIn
from mingtang.content.intake.models import FoundValue, Submission
from mingtang.content.intake.tests import factories as make
from mingtang.content.parsing.errors import MarkedSecret
from mingtang.content.parsing.tests.policies import ISSUING, NOTICE
from mingtang.content.reading.process import read_safely
from mingtang.content.tests.people import department_reviewer, editor
from mingtang.documents.errors import FileNotRead, FileTooLarge, KindNotSupported, WrongExtension
from mingtang.documents.tests.factories import letter, make_docx, make_pdf
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.models import OutgoingMessage

pytestmark = pytest.mark.django_db

SECRET = f"机密★5年\n{NOTICE.strip()}"


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def hand_in(content, name="policy.txt", **given):
    file = IncomingFile(name, content if isinstance(content, bytes) else content.strip().encode())
    return take_in(actor=editor(), file=file, **{"origin": "周敏", **given})


class TestTakeIn:
    def test_keeps_the_file_its_text_and_what_was_found_with_places(self, intake_root):
        made = hand_in(ISSUING)

        number = made.found.get(field="doc_number")
        assert made.title == "明州市财政局 明州市民政局关于印发《明州市高龄津贴发放办法》的通知"
        assert made.doc_number == "明财社〔2025〕12号"
        assert made.issued_on == date(2025, 3, 4)
        assert made.text[number.start : number.end] == "明财社〔2025〕12号"
        assert number.confidence > 0.9
        original = made.files.get()
        assert original.is_original
        assert (intake_root / original.place).read_bytes() == ISSUING.strip().encode()
        assert files_in(intake_root) == [intake_root / original.place]

    def test_starts_the_clock_with_the_date_of_the_policy(self, clocks):
        made = hand_in(ISSUING)

        assert clocks.started == [
            {
                "reference": made.reference,
                "title": made.title,
                "department": "明州市财政局",
                "issued_on": date(2025, 3, 4),
                "doc_number": "明财社〔2025〕12号",
            }
        ]

    def test_a_source_may_hand_in_by_the_platform_and_know_the_date(self, clocks):
        text = "关于举办招聘会的通知\n各有关单位：\n定于下周举办招聘会，请积极组织参加。"

        made = take_in(
            actor=THE_PLATFORM,
            file=make.policy_file(text),
            origin="市人社局网站",
            source_address="http://rsj.example/1.html",
            issued_on=date(2026, 11, 2),
        )

        assert made.issued_on == date(2026, 11, 2)
        assert made.source_address == "http://rsj.example/1.html"
        assert clocks.started[0]["issued_on"] == date(2026, 11, 2)

    def test_is_for_editors(self):
        with pytest.raises(OnlyEditorsTakeIn):
            take_in(actor=department_reviewer(), file=make.policy_file(), origin="何静")

    def test_leaves_a_line_in_the_trail(self):
        made = hand_in(NOTICE)

        entry = AuditEntry.objects.get(action="content.file-taken-in")
        assert entry.subject == f"submission:{made.reference}"
        assert entry.details["sm3"] == made.digest


class TestSecrets:
    def test_a_secret_file_leaves_an_alarm_and_nothing_else(self, intake_root, clocks):
        with pytest.raises(MarkedSecret):
            hand_in(SECRET, "方案.txt")

        assert not Submission.objects.exists()
        assert files_in(intake_root) == []
        assert clocks.started == []
        message = OutgoingMessage.objects.get(topic="content.secret-refused.v1")
        assert message.payload["data"]["file_name"] == "方案.txt"
        assert "技能提升" not in str(message.payload)
        assert AuditEntry.objects.get(action="content.secret-refused").actor_name == "周敏"

    def test_a_secret_attachment_refuses_the_whole(self, intake_root):
        attachment = IncomingFile("附件.txt", SECRET.encode())

        with pytest.raises(MarkedSecret):
            hand_in(ISSUING, attachments=[attachment])

        assert not Submission.objects.exists()
        assert files_in(intake_root) == []


class TestAttachments:
    def test_are_read_and_kept_beside_the_file(self):
        made = hand_in(ISSUING, attachments=[make.policy_file(NOTICE, name="申请表.txt")])

        assert [file.name for file in made.files.all()] == ["policy.txt", "申请表.txt"]

    def test_one_nobody_can_read_stays_out_with_a_sentence(self, intake_root):
        broken = IncomingFile("照片.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

        made = hand_in(ISSUING, attachments=[broken])

        assert [file.name for file in made.files.all()] == ["policy.txt"]
        assert made.notes == [f"附件“照片.png”没有收：{KindNotSupported.message}"]
        assert len(files_in(intake_root)) == 1


class TestTheSameAgain:
    def test_the_same_words_are_refused_and_lead_to_the_first(self, intake_root):
        first = hand_in(NOTICE)

        with pytest.raises(AlreadyHere) as refused:
            hand_in(NOTICE.replace("\n", "\n\n"), "again.txt")

        assert refused.value.reference == first.reference
        assert first.title in str(refused.value)
        assert len(files_in(intake_root)) == 1

    def test_the_same_number_written_otherwise_is_the_same_policy(self):
        first = hand_in(NOTICE)

        with pytest.raises(AlreadyHere) as refused:
            hand_in(NOTICE.replace("[2025]03号", "〔2025〕3号").replace("1000元", "1200元"))

        assert refused.value.reference == first.reference

    def test_another_policy_is_welcome(self):
        hand_in(NOTICE)
        hand_in(ISSUING)

        assert Submission.objects.count() == 2


def swelling(tmp_path):
    path = tmp_path / "bomb.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:p/>" + b" " * 300_000_000)
    return path.read_bytes()


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("空.pdf", b"", "0 字节"),
            ("断.pdf", b"%PDF-1.7\n1 0 obj\n<<", "不完整或已损坏"),
            ("改名.pdf", "关于停水的通知".encode(), "文件名说是"),
            ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Word"),
            ("图.exe", b"MZ\0\0\0", "不认识这种文件"),
        ],
    )
    def test_is_refused_with_a_sentence_and_leaves_nothing(
        self, intake_root, name, content, sentence
    ):
        with pytest.raises(FileNotRead, match=sentence):
            hand_in(content, name)

        assert not Submission.objects.exists()
        assert files_in(intake_root) == []

    def test_an_encrypted_word_file(self):
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

        with pytest.raises(FileNotRead, match="设了密码"):
            hand_in(content, "密.docx")

    def test_a_zip_bomb(self, tmp_path):
        with pytest.raises(FileNotRead, match="异常巨大"):
            hand_in(swelling(tmp_path), "炸弹.docx")

    def test_macros(self, tmp_path):
        content = make_docx(tmp_path / "m.docx", "通知", extra="word/vbaProject.bin").read_bytes()

        with pytest.raises(FileNotRead, match="宏"):
            hand_in(content, "宏.docx")

    def test_more_than_200_megabytes_is_not_even_opened(self, tmp_path):
        path = tmp_path / "big.pdf"
        with path.open("wb") as file:
            file.truncate(200 * 1024 * 1024 + 1)

        with pytest.raises(FileTooLarge):
            read_safely(path)

    def test_a_wrong_extension_keeps_its_kind(self):
        with pytest.raises(WrongExtension):
            hand_in("<!doctype html><p>通知</p>".encode(), "通知.docx")

    def test_a_web_page_with_scripts_gives_its_words_only(self):
        page = "<!doctype html><body><article><script>alert('x')</script><h1>关于停水的通知</h1>"
        page += "<p>各小区：</p><p>明天停水，请提前储水，给您带来不便，敬请谅解，谢谢配合。</p></article>"

        made = hand_in(page.encode(), "停水.html")

        assert "停水" in made.text
        assert "alert" not in made.text

    def test_five_hundred_pages_are_read(self, tmp_path):
        pages = [letter(f"第{n}条　本办法第{n}条规定的事项由市民政局负责。") for n in range(1, 501)]
        content = make_pdf(tmp_path / "long.pdf", *pages).read_bytes()

        made = hand_in(content, "长.pdf")

        assert made.reading["pages"] == 500
        assert FoundValue.objects.filter(submission=made, page__gt=500).count() == 0
