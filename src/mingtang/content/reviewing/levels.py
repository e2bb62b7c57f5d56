"""The three levels of 三审三校, in their order, and the role that answers for each."""

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


_ROLES = {
    Level.DEPARTMENT: DEPARTMENT_REVIEWER,
    Level.LEGAL: LEGAL_REVIEWER,
    Level.FINAL: FINAL_REVIEWER,
}
