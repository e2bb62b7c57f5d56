"""The rating of a case. The officer does not see who gave it."""

from django.db import models
from django.db.models import Q

from mingtang.kernel.fields import EncryptedText
from mingtang.services.cases.models import Case


class Rating(models.Model):
    case = models.OneToOneField(Case, models.PROTECT, related_name="rating")
    grade = models.PositiveSmallIntegerField("等级")
    reasons = models.JSONField("方面", default=list)
    words = EncryptedText("想说的话", default="")
    rated_at = models.DateTimeField("评价时间")

    class Meta:
        verbose_name = "评价"
        constraints = [
            models.CheckConstraint(condition=Q(grade__range=(1, 5)), name="services_five_grades")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.grade}"
