def test_the_system_says_that_it_is_alive(client):
    assert client.get("/health/").status_code == 200


def test_the_public_learns_nothing_about_jobs(client):
    answer = client.get("/internal/jobs/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login/?next=")
