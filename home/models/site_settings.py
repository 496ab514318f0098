"""What the header and the footer of a site show."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import PreviewableMixin, RevisionMixin

from home.blocks import LinkBlock, MenuBlock, NoticeBlock
from mme_site.pages.blocks import INLINE_FEATURES, NonMigratingStreamField
from mme_site.pages.translations import read_in


@register_setting(icon="site")
class SiteSettings(PreviewableMixin, RevisionMixin, BaseSiteSetting):
    """Menu, notice and footer of one site; each save is kept (mme_site/editorial/recovery/settings_history.py)."""

    parent_name = models.CharField(
        _("parent organisation"), max_length=120, blank=True, help_text=_("Readers see it above the header.")
    )
    parent_menu = NonMigratingStreamField([("link", LinkBlock())], verbose_name=_("its menu"), blank=True)
    menu = NonMigratingStreamField(
        [("entry", MenuBlock())],
        verbose_name=_("menu"),
        blank=True,
        help_text=_("Leave empty to show the published pages below the overview that are marked for menus."),
    )
    notice = RichTextField(
        _("notice"),
        features=INLINE_FEATURES,
        blank=True,
        help_text=_("Readers see it at the top of every page until you empty it."),
    )
    notices = NonMigratingStreamField(
        [("notice", NoticeBlock())],
        verbose_name=_("notices of a language or a time"),
        blank=True,
        help_text=_("Readers see each from its start to its end, at the top of every page."),
    )
    footer_links = NonMigratingStreamField([("link", LinkBlock())], verbose_name=_("links"), blank=True)
    footer_text = RichTextField(_("text"), features=INLINE_FEATURES, blank=True)

    operator_name = models.CharField(
        _("operator"), max_length=120, blank=True, help_text=_("Who runs this site and answers for it.")
    )
    operator_email = models.EmailField(
        _("address for messages"),
        blank=True,
        help_text=_(
            "Readers see it on the pages about accessibility and privacy. "
            "If it is empty, they read that no address is published."
        ),
    )
    answered_within = models.PositiveSmallIntegerField(
        _("answered within"), null=True, blank=True, help_text=_("In how many days a message is answered.")
    )

    panels = [
        MultiFieldPanel(["parent_name", "parent_menu"], heading=_("Above the header")),
        FieldPanel("menu"),
        MultiFieldPanel(["notice", "notices"], heading=_("Notice")),
        MultiFieldPanel(["footer_links", "footer_text"], heading=_("Footer")),
        MultiFieldPanel(
            ["operator_name", FieldRowPanel(["operator_email", "answered_within"])], heading=_("Who runs this site")
        ),
    ]

    class Meta:
        verbose_name = _("header and footer")
        verbose_name_plural = _("headers and footers")

    @property
    def preview_modes(self):
        """The overview in each language of the site."""
        return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]

    @property
    def full_url(self):
        return self.site.root_url

    def serve_preview(self, request, mode_name):
        """Show the overview below the header as it was typed; `home.frame` takes it from the request."""
        request.previewed_settings = self
        with override(mode_name):
            page = read_in(mode_name, self.site.root_page.specific)
            response = page.serve_preview(request, page.default_preview_mode)
            return response.render() if hasattr(response, "render") else response
