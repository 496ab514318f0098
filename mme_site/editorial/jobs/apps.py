from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "mme_site.editorial.jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        from mme_site.editorial.jobs.downloads import let_the_worker_write

        let_the_worker_write()
