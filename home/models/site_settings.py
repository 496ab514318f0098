"""What the header and the footer of a site show."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import RevisionMixin

from home.blocks import LinkBlock, MenuBlock
from mme_site.pages.blocks import INLINE_FEATURES, NonMigratingStreamField


@register_setting(icon="site")
class SiteSettings(RevisionMixin, BaseSiteSetting):
    """Menu, notice and footer of one site; each save is kept (mme_site/editorial/recovery/settings_history.py)."""

    parent_name = models.CharField(
        _("parent organisation"), max_length=120, blank=True, help_text=_("Readers see it above the header.")
    )
    parent_menu = NonMigratingStreamField([("link", LinkBlock())], verbose_name=_("its menu"), blank=True)
    menu = NonMigratingStreamField(
        [("entry", MenuBlock())],
        verbose_name=_("menu"),
        blank=True,
        help_text=_("Empty: the pages below the overview that are marked for menus. Unpublished pages are left out."),
    )
    notice = RichTextField(
        _("notice"),
        features=INLINE_FEATURES,
        blank=True,
        help_text=_("Readers see it at the top of every page until you empty it."),
    )
    footer_links = NonMigratingStreamField([("link", LinkBlock())], verbose_name=_("links"), blank=True)
    footer_text = RichTextField(_("text"), features=INLINE_FEATURES, blank=True)

    panels = [
        MultiFieldPanel(["parent_name", "parent_menu"], heading=_("Above the header")),
        FieldPanel("menu"),
        FieldPanel("notice"),
        MultiFieldPanel(["footer_links", "footer_text"], heading=_("Footer")),
    ]

    class Meta:
        verbose_name = _("header and footer")
        verbose_name_plural = _("headers and footers")
