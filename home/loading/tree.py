"""The pages of the partnership as they stand now, wherever editors have moved or renamed them."""

from wagtail.models import Page, Site

from home.models import PartnershipPage


class Tree:
    """Finds the pages that others are made below or point to."""

    def __init__(self, overview):
        self.overview = overview

    @classmethod
    def of_loaded_overview(cls, slug, was_loaded):
        """Return the tree of the overview that was loaded; one that somebody else made is none of ours."""
        if not was_loaded:
            return cls(None)
        overviews = PartnershipPage.objects.filter(depth=2)
        shown = Site.objects.filter(is_default_site=True).values("root_page")
        return cls(overviews.filter(slug=slug).first() or overviews.filter(pk__in=shown).first())

    def list_page(self, page_type):
        """Return the page below the overview that lists meetings, documents, …, or None."""
        return page_type.objects.child_of(self.overview).first() if self.overview else None

    def pages_of(self, page_type):
        if not self.overview:
            return {}
        return {page.slug: page for page in self.overview.within_partnership(page_type.objects.all())}

    def page_at(self, address):
        """Return the page at an address below the overview, such as 'meetings/som-mme-2013', or None."""
        return self.overview and Page.objects.filter(url_path=f"{self.overview.url_path}{address}/").first()
