"""A page of text."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField


class StandardPage(BasePage):
    """Text that belongs to no meeting, document or theme: about, privacy, accessibility."""

    parent_page_types = ["home.PartnershipPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page of text, such as About or Privacy. Pages below it are listed at its end.")

    body = NonMigratingStreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *BasePage.source_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def get_context(self, request, *args, **kwargs):
        below = StandardPage.objects.child_of(self).live().public() if self.pk else []
        return {**super().get_context(request, *args, **kwargs), "pages_below": below}
