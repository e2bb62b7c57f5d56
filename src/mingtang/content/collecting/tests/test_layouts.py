"""Ten layouts served by a real site, none of them known to the code: what is collected is counted."""

import pytest

from mingtang.content.collecting.models import Outcome
from mingtang.content.collecting.tests.factories import run, site_of, source
from mingtang.content.finding.tests.city import policies
from mingtang.content.finding.tests.layouts import LAYOUTS

pytestmark = pytest.mark.django_db

FIELDS = ("title", "doc_number", "published_on", "body", "attachment")


def recall(items, intake, wanted):
    """Count, field by field, what was collected as it stands in the city's register."""
    files = {given["source_address"]: given for given in intake.taken}
    by_title = {item.title: item for item in items}
    hits = dict.fromkeys(FIELDS, 0)
    for policy in wanted:
        item = by_title.get(policy.title)
        if item is None:
            continue
        hits["title"] += 1
        hits["doc_number"] += item.doc_number == policy.doc_number
        hits["published_on"] += item.published_on == policy.issued_on
        hits["body"] += all(line in item.text for line in policy.body)
        names = [file.name for file in files[item.address]["attachments"]]
        hits["attachment"] += len(names) == bool(policy.attachment)
    return {name: count / len(wanted) for name, count in hits.items()}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_from_its_address_alone(layout, monkeypatch, intake):
    make, start, count = LAYOUTS[layout]
    wanted = policies(count)
    with site_of(make(), monkeypatch) as site:
        found = run(source(f"{site.base}{start}", name=""))

        assert found.trouble == ""
        items = list(found.items.filter(outcome=Outcome.TAKEN))
        assert len(items) == len(intake.taken) == count
        assert min(recall(items, intake, wanted).values()) >= 0.98
        assert all(given["issued_on"] for given in intake.taken)

        again = run(found)

        assert again.last_new == 0
        assert len(intake.taken) == count
        assert again.trouble == ""
        assert again.name
