import pytest
from django.core.management import call_command

from mingtang.content.checking import errors
from mingtang.content.checking.commands.leaders import keep_leader, load_leaders, remove_leader
from mingtang.content.checking.commands.lexicon import (
    add_entry,
    change_entry,
    import_entries,
    load_built_in,
    restore_entry,
    retire_entry,
)
from mingtang.content.checking.exchange import as_csv, preview_of
from mingtang.content.checking.models import LexiconEntry, RegisteredLeader
from mingtang.content.checking.queries import entries_matching, findings_in_text
from mingtang.content.checking.tests import factories as wrong
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.content.wording.model import Severity
from mingtang.content.wording.rules import built_in_entries
from mingtang.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def words(text):
    return [finding.word for finding in findings_in_text(text)]


class TestAnEntry:
    def test_counts_at_once(self):
        add_entry(actor=final_reviewer(), entry=wrong.entry(), reason="常写错")

        assert words("明洲市人民政府") == ["明洲市"]

    def test_is_kept_by_final_reviewers_only(self):
        with pytest.raises(errors.OnlyFinalReviewersKeepTheLexicon):
            add_entry(actor=editor(), entry=wrong.entry(), reason="常写错")

    def test_wants_a_reason(self):
        with pytest.raises(errors.LexiconReasonMissing):
            add_entry(actor=final_reviewer(), entry=wrong.entry(), reason="")

    def test_stands_once(self):
        add_entry(actor=final_reviewer(), entry=wrong.entry(), reason="常写错")

        with pytest.raises(errors.EntryExists):
            add_entry(actor=final_reviewer(), entry=wrong.entry(right="别的"), reason="又来")

    def test_can_be_changed_with_the_change_on_record(self):
        row = add_entry(actor=final_reviewer(), entry=wrong.entry(), reason="常写错")

        changed = wrong.entry(severity=Severity.SERIOUS, unless=("明洲市场",))
        change_entry(actor=final_reviewer(), number=row.pk, entry=changed, reason="店名")

        assert words("明洲市场开业") == []
        assert AuditEntry.objects.filter(action="content.lexicon-entry-changed").exists()

    def test_retired_is_not_looked_for_and_can_come_back(self):
        row = add_entry(actor=final_reviewer(), entry=wrong.entry(), reason="常写错")

        retire_entry(actor=final_reviewer(), number=row.pk, reason="不用了")
        assert words("明洲市") == []
        restore_entry(actor=final_reviewer(), number=row.pk, reason="还要")
        assert words("明洲市") == ["明洲市"]


class TestTheBuiltInLexicon:
    def test_is_in_force_before_anything_is_loaded(self):
        assert words("请核对帐户") == ["帐户"]

    def test_is_loaded_once(self, capsys):
        call_command("load_lexicon")
        call_command("load_lexicon")

        assert LexiconEntry.objects.count() == len(built_in_entries())
        assert "新增 0 条" in capsys.readouterr().out

    def test_leaves_alone_what_editors_changed_or_retired(self):
        load_built_in()
        account = LexiconEntry.objects.get(wrong="帐户")
        retire_entry(actor=final_reviewer(), number=account.pk, reason="不用了")

        loaded = load_built_in()

        assert loaded.left_alone == 1
        assert words("请核对帐户") == []

    def test_takes_back_what_a_new_program_no_longer_brings(self):
        load_built_in()
        LexiconEntry.objects.create(
            wrong="旧词条", right="新词条", category="错别字", severity="一般", is_built_in=True
        )

        assert load_built_in().retired == 1

    def test_brings_up_to_date_what_nobody_changed(self):
        load_built_in()
        LexiconEntry.objects.filter(wrong="帐户").update(right="旧建议")

        assert load_built_in().changed == 1
        assert LexiconEntry.objects.get(wrong="帐户").right == "账户"

    def test_keeps_an_own_entry_beside_it(self):
        add_entry(actor=final_reviewer(), entry=wrong.entry(), reason="常写错")
        load_built_in()

        assert words("明洲市核对帐户") == ["明洲市", "帐户"]


class TestTheFile:
    def test_goes_out_and_in_again_without_a_change(self):
        load_built_in()

        preview = preview_of(as_csv(entries_matching()))

        assert (preview.added, preview.changed, preview.bad_lines) == (0, 0, [])
        assert preview.same == len(built_in_entries())

    def test_opens_in_excel_without_running_anything(self):
        entry = wrong.entry(wrong="=1+1", right="@二", basis="+依据")
        add_entry(actor=final_reviewer(), entry=entry, reason="试")

        content = as_csv(entries_matching())

        assert content.startswith(b"\xef\xbb\xbf")
        assert "'=1+1,'@二" in content.decode("utf-8-sig")
        assert preview_of(content).same == 1

    def test_is_previewed_with_its_bad_lines_named(self):
        text = (
            "错敏词,建议,类别,严重度\n明洲市,明州市,错别字,一般\n一,二,错别字,一般\n"
            "甲乙,甲丙,错别,一般\n丙丁,丙戊,错别字,大错\n明洲市,明州,错别字,一般\n"
        )
        preview = preview_of(text.encode("gb18030"))

        assert preview.added == 1
        assert [line for line, _ in preview.bad_lines] == [3, 4, 5, 6]
        assert LexiconEntry.objects.count() == 0

    def test_without_the_columns_is_refused(self):
        with pytest.raises(errors.FileNotImported):
            preview_of("词,改\n甲,乙\n".encode())

    def test_is_brought_in_with_a_reason(self):
        entries = [wrong.entry(), wrong.entry(wrong="明周市")]
        done = import_entries(actor=final_reviewer(), entries=entries, reason="部门来函")
        again = import_entries(actor=final_reviewer(), entries=entries, reason="部门来函")

        assert (done.added, again.added, again.left_alone) == (2, 0, 2)
        assert words("明周市") == ["明周市"]


class TestTheRegister:
    FACTS = {"name": "林致和", "titles": "市长", "rank": 1, "since": None, "until": None}

    def test_is_loaded_once_and_then_kept_by_hand(self):
        wrong.leaders()

        assert load_leaders([{"name": "别人", "office": "市长"}]) == 0
        assert RegisteredLeader.objects.count() == 3

    def test_counts_at_once(self):
        keep_leader(actor=final_reviewer(), number=None, facts=self.FACTS)

        assert words("副市长林致和") == ["副市长林致和"]

    def test_is_kept_by_final_reviewers(self):
        with pytest.raises(errors.OnlyFinalReviewersKeepTheLexicon):
            keep_leader(actor=editor(), number=None, facts=self.FACTS)

    def test_forgets_a_line_that_was_a_mistake(self):
        leader = keep_leader(actor=final_reviewer(), number=None, facts=self.FACTS)

        remove_leader(actor=final_reviewer(), number=leader.pk)

        assert words("副市长林致和") == []
        assert AuditEntry.objects.filter(action="content.leader-removed").exists()
