from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "mme_site.editorial.users"
    verbose_name = _("Users")

    def ready(self):
        from mme_site.editorial.users.roles.role_groups import site_root_saved

        post_save.connect(site_root_saved, dispatch_uid="rights on a new root")
