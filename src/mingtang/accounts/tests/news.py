"""News of one case, as the service engine announces it."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseWithdrawn,
    CorrectionRequested,
)

CHEN = UUID("b40ebd8b-79cb-59d3-93b0-07ae33907c43")


def _case(hour: int) -> dict[str, Any]:
    return {
        "actor_id": uuid4(),
        "case_reference": "MZ1",
        "item_title": "居住证申领、签注",
        "applicant_id": CHEN,
        "occurred_at": datetime(2026, 11, 24, hour, tzinfo=UTC),
    }


def submitted(**more: Any) -> ApplicationSubmitted:
    told = {
        "item_code": "juzhuzheng",
        "applicant_name": "陈悦",
        "department": "市公安局",
        "submitted_at": datetime(2026, 11, 24, 1, tzinfo=UTC),
        "due_on": date(2026, 11, 27),
    }
    return ApplicationSubmitted(**{**_case(1), **told, **more})


def correction_requested(**more: Any) -> CorrectionRequested:
    told = {"message": "租赁合同第二页看不清", "due_on": date(2026, 12, 1)}
    return CorrectionRequested(**{**_case(2), **told, **more})


def corrected(**more: Any) -> ApplicationCorrected:
    return ApplicationCorrected(**{**_case(3), **more})


def accepted(**more: Any) -> CaseAccepted:
    return CaseAccepted(**{**_case(4), **more})


def decided(**more: Any) -> CaseDecided:
    return CaseDecided(**{**_case(5), "outcome": "granted", "reason": "", **more})


def withdrawn(**more: Any) -> CaseWithdrawn:
    return CaseWithdrawn(**{**_case(5), **more})
