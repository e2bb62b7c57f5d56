"""Writes of timeliness: clocks are started, linked to their page, and stopped."""

from datetime import date


def start_clock(
    *, reference: str, title: str, department: str, issued_on: date, doc_number: str = ""
) -> None:
    """Start the two clocks of a policy: 3 working days (own target), 20 (政府信息公开条例 Art 26).

    Safe to repeat: a reference has one clock.
    """
    raise NotImplementedError


def link_page(*, reference: str, page_number: int) -> None:
    """Say which page the policy becomes; the clock stops when that page is public."""
    raise NotImplementedError


def stop_clock(*, reference: str, reason: str) -> None:
    """Stop the clocks of a policy that need not be published, with the reason."""
    raise NotImplementedError
