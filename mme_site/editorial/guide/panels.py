"""The way to the guide on the first page of the admin, whose head has no room for it."""

from wagtail.admin.ui.components import Component


class GuidePanel(Component):
    name = "guide"
    template_name = "guide/panel.html"
    order = 10

    def get_context_data(self, parent_context):
        return {"request": parent_context["request"]}
