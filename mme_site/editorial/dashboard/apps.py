from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """What waits for a person, on the first page of the admin and in reports. It has no tables."""

    name = "mme_site.editorial.dashboard"

    def ready(self):
        from mme_site.editorial.dashboard import receivers

        receivers.connect()
