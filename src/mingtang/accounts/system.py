"""Manifest of the user centre."""

from mingtang.kernel.system import Route, System
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CorrectionRequested,
)

INBOX = "mingtang.accounts.inbox.handlers"
AFFAIRS = "mingtang.accounts.affairs.handlers"

SYSTEM = System(
    name="accounts",
    title="用户中心",
    purpose="Who people are here, and everything the government has told them.",
    port_offset=4,
    routes=[
        Route(path="/my/", public=True),
        Route(path="/login/", rate=5, burst=10),
        Route(path="/logout/"),
    ],
    reacts_to={
        ApplicationSubmitted: [
            f"{INBOX}.confirm_receipt_of_application",
            f"{AFFAIRS}.note_application",
        ],
        CaseAccepted: [f"{INBOX}.tell_of_acceptance", f"{AFFAIRS}.note_acceptance"],
        CorrectionRequested: [
            f"{INBOX}.ask_for_correction",
            f"{AFFAIRS}.note_correction_wanted",
        ],
        ApplicationCorrected: [f"{AFFAIRS}.note_correction_done"],
        CaseDecided: [f"{INBOX}.tell_of_decision", f"{AFFAIRS}.note_decision"],
    },
    has_worker=True,
)
