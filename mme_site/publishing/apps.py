from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "mme_site.publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from mme_site.publishing import signal_handlers
        from mme_site.publishing.releases.policy import ReleasePolicy
        from mme_site.publishing.releases.release import Release

        register_permission_policy(Release, ReleasePolicy(Release))
        signal_handlers.connect()
