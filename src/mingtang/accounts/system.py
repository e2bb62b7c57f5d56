"""Manifest of the user centre."""

from mingtang.accounts.contract.events import ValueDisputed
from mingtang.content.contract.events import ReviewReminded
from mingtang.kernel.system import Route, System
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseWithdrawn,
    CorrectionRequested,
)

INBOX = "mingtang.accounts.inbox.handlers"
AFFAIRS = "mingtang.accounts.affairs.handlers"

SYSTEM = System(
    name="accounts",
    title="用户中心",
    purpose="Who people are here, and everything the government has told them.",
    port_offset=4,
    routes=(
        Route(path="/my/", public=False, rate=20, burst=60),
        # The header of published pages asks who is there, and nobody is an answer too.
        Route(path="/my/who/", rate=50, burst=100),
        Route(path="/login/", rate=5, burst=10),
        Route(path="/logout/"),
    ),
    announces=(ValueDisputed,),
    reacts_to={
        ApplicationSubmitted: (
            f"{INBOX}.confirm_receipt_of_application",
            f"{AFFAIRS}.note_application",
        ),
        CaseAccepted: (f"{INBOX}.tell_of_acceptance", f"{AFFAIRS}.note_acceptance"),
        CorrectionRequested: (
            f"{INBOX}.ask_for_correction",
            f"{AFFAIRS}.note_correction_wanted",
        ),
        ApplicationCorrected: (
            f"{INBOX}.confirm_correction",
            f"{AFFAIRS}.note_correction_done",
        ),
        CaseDecided: (f"{INBOX}.tell_of_decision", f"{AFFAIRS}.note_decision"),
        CaseWithdrawn: (f"{INBOX}.confirm_withdrawal", f"{AFFAIRS}.note_withdrawal"),
        ReviewReminded: (f"{INBOX}.remind_reviewers",),
    },
    has_worker=True,
)
