from django.apps import apps


def test_the_feature_is_installed_in_its_system():
    assert apps.get_app_config("operations_tasks").name == "mingtang.operations.tasks"
