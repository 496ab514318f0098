"""What every public template shows around the page."""

from django.utils.functional import SimpleLazyObject

from home.frame import Frame


def site_frame(request):
    """Give templates `frame`: header, menu, notice and footer, read when first used."""
    return {"frame": SimpleLazyObject(lambda: Frame(request))}
