from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "mme_site.editorial.users"
    verbose_name = _("Users")

    def ready(self):
        from mme_site.editorial.users.roles.giving import root_was_made

        post_save.connect(root_was_made, dispatch_uid="rights on a new root")
