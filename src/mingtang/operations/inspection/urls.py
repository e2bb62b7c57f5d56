"""Addresses of inspection, below /operations/inspection/."""

from django.urls import path

from mingtang.operations.inspection import views

urlpatterns = [
    path("", views.overview, name="operations-inspection"),
    path("begin/", views.begin, name="operations-inspection-begin"),
    path("resume/", views.resume, name="operations-inspection-resume"),
    path("<int:number>/", views.report, name="operations-inspection-report"),
    path("<int:number>/stop/", views.stop, name="operations-inspection-stop"),
    path("<int:number>/report.xlsx", views.workbook, name="operations-inspection-workbook"),
    path("<int:number>/report.html", views.printed, name="operations-inspection-printed"),
]
