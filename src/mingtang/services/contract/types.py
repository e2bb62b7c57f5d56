"""Words of the service engine that others may use: what can become of a case, and the five grades."""

from enum import IntEnum, StrEnum


class Outcome(StrEnum):
    """How a case ended, as `CaseDecided.outcome` says it."""

    GRANTED = "granted"
    REFUSED = "refused"


class Grade(IntEnum):
    """The five grades of 好差评 (国办发〔2019〕51号)."""

    VERY_SATISFIED = 5
    SATISFIED = 4
    FAIRLY_SATISFIED = 3
    DISSATISFIED = 2
    VERY_DISSATISFIED = 1
