"""Addresses of the desk, below /desk/."""

from django.urls import path

from mingtang.services.desk import views

urlpatterns = [
    path("", views.queue, name="desk"),
    path("cases/<slug:reference>/", views.case, name="desk-case"),
    path("cases/<slug:reference>/acceptance/", views.accept, name="desk-accept"),
    path("cases/<slug:reference>/correction/", views.correct, name="desk-correct"),
    path("cases/<slug:reference>/decision/", views.decide, name="desk-decide"),
]
