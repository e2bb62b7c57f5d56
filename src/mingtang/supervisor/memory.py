"""How much memory each process of the platform really takes."""

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Memory:
    """Megabytes. PSS counts a page shared by n processes as 1/n, so sums are true; RSS does not."""

    rss: float = 0.0
    pss: float = 0.0

    def __add__(self, other: "Memory") -> "Memory":
        return Memory(self.rss + other.rss, self.pss + other.pss)


def memory_of(pid: int) -> Memory:
    """Return what a process and its children take; nothing when it is gone."""
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return Memory()
    return sum((_one(process) for process in family), Memory())


def memory_of_one(pid: int) -> Memory:
    try:
        return _one(psutil.Process(pid))
    except psutil.NoSuchProcess:
        return Memory()


def _one(process: psutil.Process) -> Memory:
    try:
        facts = process.memory_full_info()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return Memory()
    return Memory(facts.rss / 2**20, facts.pss / 2**20)
