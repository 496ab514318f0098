"""The abstract page of those that have one text, such as a list with words above it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from mme_site.pages.base import BasePage
from mme_site.pages.blocks import BodyBlock, NonMigratingStreamField


class TextPage(BasePage):  # type: ignore[django-manager-missing]  # as BasePage: Wagtail's managers have none
    """A page with a text of blocks, which is translated and found with its other words."""

    body = NonMigratingStreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    words = (*BasePage.words, "body")

    content_panels = [*BasePage.content_panels, FieldPanel("body"), *BasePage.source_panels]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True
