from datetime import date, datetime

from mingtang.content.demo.days import as_day, as_moment, resolved, write_out

FIRST_DAY = date(2026, 11, 25)


class TestResolved:
    def test_counts_days_back_and_forth_from_the_first_day(self):
        assert as_day(resolved("D-3", first_day=FIRST_DAY)) == date(2026, 11, 22)
        assert as_day(resolved("D+7", first_day=FIRST_DAY)) == date(2026, 12, 2)
        assert as_day(resolved("D", first_day=FIRST_DAY)) == FIRST_DAY

    def test_takes_the_hour_that_is_said_in_local_time(self):
        moment = as_moment(resolved("D-3 10:20", first_day=FIRST_DAY))
        assert moment == datetime.fromisoformat("2026-11-22T10:20+08:00")

    def test_is_nine_in_the_morning_when_none_is_said(self):
        moment = as_moment(resolved("D-3", first_day=FIRST_DAY))
        assert moment == datetime.fromisoformat("2026-11-22T09:00+08:00")

    def test_leaves_days_of_the_calendar_as_they_are(self):
        assert resolved("2026-09-10", first_day=FIRST_DAY) == "2026-09-10"
        assert resolved(FIRST_DAY, first_day=FIRST_DAY) is FIRST_DAY


class TestWriteOut:
    def test_writes_days_as_chinese_documents_do(self):
        assert write_out("自{D-3}起，到{D+7 月日}止", first_day=FIRST_DAY) == (
            "自2026年11月22日起，到12月2日止"
        )

    def test_knows_the_year_of_a_document_number(self):
        assert (
            write_out("明医保发〔{D-330 年}〕31号", first_day=FIRST_DAY) == "明医保发〔2025〕31号"
        )

    def test_counts_working_days_back_and_forth(self):
        monday = date(2026, 10, 12)
        assert write_out("{W-2}，{W+1 月日}", first_day=monday) == "2026年10月9日，10月13日"
        after_the_holiday = write_out("{W-4 -}", first_day=monday)
        assert after_the_holiday == "2026-09-30"

    def test_leaves_other_braces_alone(self):
        assert write_out("{x} {D3} [{file: a}]", first_day=FIRST_DAY) == "{x} {D3} [{file: a}]"
