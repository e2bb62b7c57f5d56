import re
from pathlib import Path

import pytest
import wagtail
from django.utils.translation import gettext, ngettext, override

from mingtang.content.cms.wording import words

_PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def wagtails_own() -> str:
    """Every sentence Wagtail can say, with line breaks of its files taken out."""
    files = Path(wagtail.__file__).parent.rglob("locale/en/LC_MESSAGES/*.po")
    return "\n".join(file.read_text(encoding="utf-8") for file in files).replace('"\n"', "")


@pytest.mark.parametrize("domain", ["django", "djangojs"])
class TestWords:
    def test_every_key_is_still_a_sentence_of_wagtails(self, domain, wagtails_own):
        sentences = {
            sentence.replace('\\"', '"')
            for sentence in re.findall(r'^msgid "(.*)"$', wagtails_own, re.MULTILINE)
        }

        assert set(words(domain)) - sentences == set()

    def test_no_sentence_asks_for_what_wagtail_does_not_give(self, domain, wagtails_own):
        for english, chinese in words(domain).items():
            plural = _plural_of(english, wagtails_own)
            given = set(_PLACE.findall(english + plural))
            assert set(_PLACE.findall(chinese)) <= given, english


class TestTeaching:
    def test_wagtail_says_what_it_could_not(self):
        with override("zh-hans"):
            assert gettext("Search all pages…") == "在全部页面里找"
            assert gettext("Promote") == "地址"

    def test_one_form_serves_any_number(self):
        with override("zh-hans"):
            said = ngettext("Moved up 1 place.", "Moved up %(counter)s places.", 3)

        assert said == "上移了 %(counter)s 位。"

    def test_what_wagtail_can_say_stays(self):
        with override("zh-hans"):
            assert gettext("Save draft") == "保存草稿"


def _plural_of(english: str, wagtails_own: str) -> str:
    quoted = re.escape(english.replace('"', '\\"'))
    found = re.search(rf'^msgid "{quoted}"\nmsgid_plural "(.*)"$', wagtails_own, re.MULTILINE)
    return found[1] if found else ""
