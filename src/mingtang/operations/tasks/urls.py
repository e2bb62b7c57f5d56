"""Addresses of the board, below /operations/."""

from django.urls import path

from mingtang.operations.tasks import views

urlpatterns = [
    path("", views.board_page, name="operations-board"),
    path("tasks/<int:number>/", views.task_page, name="operations-task"),
    path("tasks/<int:number>/taking/", views.take, name="operations-take"),
    path("tasks/<int:number>/comment/", views.comment, name="operations-comment"),
    path("tasks/<int:number>/extension/", views.extend, name="operations-extend"),
    path("tasks/<int:number>/conclusion/", views.conclude, name="operations-conclude"),
]
