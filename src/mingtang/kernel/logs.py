"""One structured log: JSON lines of a word and fields, with the trace, without personal data.

Write `log.info("case_decided", case_reference=…)`: the word says what happened, the fields say to
what. Nothing is put into sentences, so every line can be counted and searched.
"""

import logging
import logging.config
import re
from collections.abc import Iterable
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from mingtang.kernel.trace import current_trace

#: Fields that name a person or open a door; what they hold never reaches a log.
PRIVATE_FIELDS = frozenset(
    {
        *("name", "applicant_name", "person_name", "identity_number", "phone", "mobile", "email"),
        *("address", "card_number", "answers", "session_id", "password", "secret", "otp"),
        *("token", "cookie", "authorization"),
    }
)
HIDDEN = "***"

#: GB 11643 numbers (18 places, and the old 15) and mobile numbers, also inside longer texts.
_IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{6}(?:18|19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)")
_OLD_IDENTITY_NUMBER = re.compile(r"(?<!\d)[1-8]\d{5}\d{2}[01]\d[0-3]\d\d{3}(?!\d)")
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ANY_DIGITS = re.compile(r"\d{11}")

log = structlog.stdlib.get_logger("mingtang")


def mask(text: str) -> str:
    """Hide identity and phone numbers in a text."""
    if not _ANY_DIGITS.search(text):
        return text
    text = _IDENTITY_NUMBER.sub(lambda found: found[0][:6] + "********" + found[0][-4:], text)
    text = _OLD_IDENTITY_NUMBER.sub(lambda found: found[0][:6] + "******" + found[0][-3:], text)
    return _PHONE.sub(lambda found: found[0][:3] + "****" + found[0][-4:], text)


def logging_settings(system: str) -> dict[str, Any]:
    """Return LOGGING for a system; the standard library's records take the same road as ours."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _AddSystem(system),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        without_personal_data,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return _standard_library(shared)


def configure_logging(system: str) -> None:
    """Set logging up at once, for a process that is not Django."""
    logging.config.dictConfig(logging_settings(system))


def without_personal_data(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Hide what a log must not hold, whoever wrote it there."""
    for field, value in event.items():
        if not field.startswith("_"):
            event[field] = _cleaned(field, value)
    return event


def _cleaned(field: str, value: Any) -> Any:
    if field in PRIVATE_FIELDS:
        return HIDDEN
    if isinstance(value, dict):
        return {key: _cleaned(str(key), item) for key, item in value.items()}
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [_cleaned("", item) for item in value]
    return value if isinstance(value, int | float | None) else mask(str(value))


class _AddSystem:
    def __init__(self, system: str) -> None:
        self.system = system

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["system"] = self.system
        if trace := current_trace():
            event["trace"] = trace
        return event


def _standard_library(shared: list[Processor]) -> dict[str, Any]:
    """The standard library's half: one handler to standard error, JSON like our own lines."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [_name_foreign_record, *shared],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # The gateway already logs every request; Django repeats each 404 as a warning.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
            "procrastinate": {"level": "WARNING"},
            # Its outcome lines quote the arguments of jobs; failures are logged by kernel.jobs.
            "procrastinate.worker": {"level": "CRITICAL"},
            "procrastinate.worker.worker": {"level": "WARNING"},
            "psycopg.pool": {"level": "ERROR"},
        },
    }


def _name_foreign_record(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Turn a library's sentence into a field, so that `event` stays a word."""
    record: logging.LogRecord = event["_record"]
    event["message"] = event["event"]
    event["event"] = "library_" + record.name.split(".")[0]
    event["logger"] = record.name
    return event
