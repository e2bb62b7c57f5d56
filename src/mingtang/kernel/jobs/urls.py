"""Addresses of the jobs page. Its links are relative: the gateway shows it at /jobs/<system>/."""

from django.urls import path

from mingtang.kernel.jobs import views

urlpatterns = [
    path("jobs/", views.show_jobs, name="jobs"),
    path("jobs.json", views.jobs_as_json, name="jobs-json"),
    path("jobs/<int:job_id>/retry/", views.retry, name="job-retry"),
    path("jobs/<int:job_id>/cancel/", views.cancel, name="job-cancel"),
    path("jobs/letters/<int:delivery_id>/retry/", views.retry_letter, name="letter-retry"),
    path("jobs/refused/<int:refused_id>/retry/", views.retry_event, name="event-retry"),
]
