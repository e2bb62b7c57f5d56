"""What a log line looks like, seen from outside: a process of its own, as in production."""

import json
import os
import subprocess
import sys

import pytest

from mingtang.kernel.logs import mask

PROGRAM = """
import logging
from mingtang.kernel.logs import configure_logging, log
from mingtang.kernel.trace import tracing
configure_logging("services")
{}
"""


def lines_of(code):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(code)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_line_is_a_word_with_fields_and_the_trace():
    (line,) = lines_of(
        'with tracing("0123456789abcdef"): log.info("case_decided", case_reference="A1", days=3)'
    )

    assert line["event"] == "case_decided"
    assert line["case_reference"] == "A1"
    assert line["days"] == 3
    assert line["trace"] == "0123456789abcdef"
    assert line["system"] == "services"
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_libraries_take_the_same_road():
    (line,) = lines_of('logging.getLogger("some.library").warning("gone %s", "wrong")')

    assert line["event"] == "library_some"
    assert line["message"] == "gone wrong"


def test_personal_fields_are_hidden_whoever_writes_them():
    (line,) = lines_of(
        'log.info("applied", applicant_name="王建国", detail={"phone": "13812345678", "n": 1})'
    )

    assert line["applicant_name"] == "***"
    assert line["detail"] == {"phone": "***", "n": 1}


def test_numbers_of_people_are_hidden_in_texts_lists_and_tracebacks():
    lines = lines_of(
        'log.info("x", note="找110101199003070177", ids=["13812345678"])\n'
        "try:\n    raise ValueError('电话 13812345678')\n"
        'except ValueError:\n    log.exception("y")\n'
        'logging.getLogger("a").error("call %s", "13812345678")'
    )

    text = json.dumps(lines, ensure_ascii=False)
    assert "199003070177" not in text
    assert "13812345678" not in text
    assert "138****5678" in text
    assert "ValueError" in lines[1]["exception"]


def test_a_name_of_a_library_logger_is_not_a_person():
    (line,) = lines_of('logging.getLogger("a.b").error("x")')

    assert line["logger"] == "a.b"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("110101199003070177", "110101********0177"),
        ("11010119900307017X。", "110101********017X。"),
        ("110101900307017", "110101******017"),
        ("拨打13812345678吧", "拨打138****5678吧"),
        ("案件20261124000398", "案件20261124000398"),
        ("91330100MA2B0000XA", "91330100MA2B0000XA"),
        ("0999-8610110", "0999-8610110"),
        ("2026-11-24T06:54:36.416835", "2026-11-24T06:54:36.416835"),
    ],
)
def test_masks_people_and_nothing_else(text, masked):
    assert mask(text) == masked
