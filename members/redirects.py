"""Redirects of members, whose addresses are no pages of their own."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from members.models import Member, MemberIndexPage
from members.models.member import member_slug_changed


def leave_redirects(instance: Member, old_slug: str, **kwargs) -> None:
    """Lead from the address that a member had below each list of members to the one that it has now."""
    lists = MemberIndexPage.objects.live()
    sites = {site.pk: site for site in Site.objects.all()}
    for page in lists:
        site_pk, _root_url, path = page.get_url_parts()
        base = Redirect.normalise_path(path)
        now = f"{base}/{instance.slug}"
        Redirect.objects.filter(site=site_pk, old_path=now, automatically_created=True).delete()
        Redirect.objects.update_or_create(
            site=sites[site_pk],
            old_path=f"{base}/{old_slug}",
            defaults={
                "redirect_page": page,
                "redirect_page_route_path": f"/{instance.slug}/",
                "automatically_created": True,
            },
        )
    # What led here before leads on, and in no circle.
    before = Redirect.objects.filter(redirect_page__in=lists, redirect_page_route_path=f"/{old_slug}/")
    before.update(redirect_page_route_path=f"/{instance.slug}/")


def connect() -> None:
    member_slug_changed.connect(leave_redirects, sender=Member)
