"""Fills in the forms of the admin as an editor does, and sends them."""

from django import forms
from django.urls import reverse
from wagtail.blocks.base import BlockField
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from tests.helpers.reading import parse

# What is typed into a required field that is empty and takes not just any words.
BY_NAME = {"code": "ZZ", "slug": "typed-by-an-editor"}
WORDS = "Typed by an editor"
FORM_IDS = ("page-edit-form", "w-editor-form")  # of a page; of a snippet or of settings
PUBLISH = {"action-publish": "action-publish"}


def filled_in(response, **values):
    """Return what a browser would send for the form of a page, with `values` typed in.

    What is required and still empty is filled in by its kind: the first choice, else words.
    """
    form = response.context_data["form"]
    html = response.content.decode()
    data = querydict_from_html(html, form_id=next(name for name in FORM_IDS if f'id="{name}"' in html))
    for name, field in form.fields.items():
        if isinstance(field, BlockField):
            data.setdefault(f"{name}-count", "0")  # a script of the editor writes it
        elif field.required and not data.get(name):
            data[name] = something_for(name, field)
    for name, value in values.items():
        data[name] = value
    return data


def something_for(name, field):
    """Return a value that a required field takes."""
    if isinstance(field, forms.ModelChoiceField):
        return field.queryset.first().pk
    if isinstance(field, forms.ChoiceField):
        return next(value for value, _label in field.choices if value)
    return BY_NAME.get(name, WORDS)


def errors(response):
    """Return what the editor is told is wrong, by field; empty where the form was taken."""
    if "form" not in getattr(response, "context_data", ()):
        return {}
    return {name: list(messages) for name, messages in response.context_data["form"].errors.items()}


def is_refused(response):
    """Return True where Wagtail has refused: 403, or back to the first page with its message."""
    return response.status_code in (403, 404) or (
        response.status_code == 302 and response.url in (reverse("wagtailadmin_home"), "/admin/")
    )


def edit(client, page, **posted):
    """Send the form of a page with these values, and return the answer."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, filled_in(client.get(address)) | posted)


def draft_of(page):
    """Return the stored content of the latest revision of a page."""
    return Page.objects.get(pk=page.pk).get_latest_revision().content


class PageEditor:
    """One editor, who makes pages of any type with the forms of the admin."""

    def __init__(self, client):
        self.client = client

    def address(self, page_type, parent, suffix=""):
        """Return the address of the form for a new page."""
        return f"/admin/pages/add/{page_type._meta.app_label}/{page_type._meta.model_name}/{parent.pk}/{suffix}"

    def parent_for(self, page_type):
        """Return a page below which one of this type can stand, made with its own form where there is none."""
        allowed = [parent for parent in page_type.allowed_parent_page_models() if parent is not page_type]
        for page in Page.objects.exact_type(*allowed).specific():
            if page_type.can_create_at(page):
                return page
        parent_type = next(parent for parent in allowed if parent is not Page)
        return self.add(parent_type, self.parent_for(parent_type))

    def add(self, page_type, parent, **values):
        """Make and publish a page; return it as it is stored."""
        address = self.address(page_type, parent)
        response = self.client.post(address, filled_in(self.client.get(address), **values) | PUBLISH)
        assert errors(response) == {}
        self.publish_all_the_same(response)
        return page_type.objects.child_of(parent).latest("pk")

    def edit(self, page, **values):
        """Change and publish a page; return the response."""
        address = f"/admin/pages/{page.pk}/edit/"
        response = self.client.post(address, filled_in(self.client.get(address), **values) | PUBLISH)
        self.publish_all_the_same(response)
        return response

    def publish_all_the_same(self, response):
        """Press the button that is shown where a warning held a publication; a test about something else goes on."""
        if response.status_code == 302 and response.url.endswith("/edit/"):
            button = parse(self.client.get(response.url)).select_one(".messages [data-w-action-url-value]")
            if button:
                self.client.post(button["data-w-action-url-value"])

    def preview(self, address, data):
        """Return the preview of what stands in a form, unsaved."""
        answer = self.client.post(address, data).json()
        assert answer == {"is_valid": True, "is_available": True}
        return self.client.get(address)
