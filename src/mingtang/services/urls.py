"""Where the service engine listens."""

from django.urls import path

from mingtang.kernel.urls import common_urls
from mingtang.services.cases import views as cases
from mingtang.services.desk import views as desk

urlpatterns = [
    *common_urls(),
    path("services/apply/<slug:code>/", cases.apply, name="apply"),
    path("services/cases/<str:reference>/", cases.case_page, name="case"),
    path("services/cases/<str:reference>/correct/", cases.correct, name="correct"),
    path("services/cases/<str:reference>/withdraw/", cases.withdraw, name="withdraw"),
    path("services/cases/<str:reference>/rate/", cases.rate, name="rate"),
    path("services/cases/<str:reference>/files/<str:stored>", cases.file, name="file"),
    path("desk/", desk.queue, name="desk"),
    path("desk/<str:reference>/", desk.work, name="work"),
    path("desk/<str:reference>/act/", desk.act, name="act"),
]
