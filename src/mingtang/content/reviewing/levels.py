"""The three levels of 三审三校, in their order, the two acts at each, and the role that answers."""

from django.db import models

from mingtang.content.identity.roles import DEPARTMENT_REVIEWER, FINAL_REVIEWER, LEGAL_REVIEWER

WORKFLOW_NAME = "三审三校"

#: A policy has to be public within 3 working days: one for each level.
WORKING_DAYS_PER_LEVEL = 1


class Level(models.IntegerChoices):
    DEPARTMENT = 1, "部门初审"
    LEGAL = 2, "法务复审"
    FINAL = 3, "终审发布"

    @property
    def role(self) -> str:
        return _ROLES[self]


class Act(models.TextChoices):
    """What is signed at every level, in this order: first the text is proofread, then decided on."""

    PROOFREADING = "proofreading", "校对"
    REVIEWING = "reviewing", "审核"


#: 三审三校: what has to be on record for exactly one text before it may be public.
ALL_ACTS = frozenset((int(level), str(act)) for level in Level for act in Act)

_ROLES = {
    Level.DEPARTMENT: DEPARTMENT_REVIEWER,
    Level.LEGAL: LEGAL_REVIEWER,
    Level.FINAL: FINAL_REVIEWER,
}
