"""Addresses of the desk, below /desk/."""

from django.urls import path

from mingtang.services.desk import views

urlpatterns = [
    path("", views.queue, name="desk"),
    path("cases/<str:reference>/", views.case, name="desk-case"),
    path("cases/<str:reference>/acceptance/", views.accept, name="desk-accept"),
    path("cases/<str:reference>/correction/", views.correct, name="desk-correct"),
    path("cases/<str:reference>/decision/", views.decide, name="desk-decide"),
]
