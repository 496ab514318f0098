"""Records that are snippets, as a kind of what is imported and exported."""

from mme_site.editorial.import_export.kinds import Kind


class SnippetKind(Kind):
    """Records that are snippets with drafts."""

    @property
    def order_of_export(self):
        return (self.main.key.field,)

    def queryset(self):
        return self.everything() if self.policy().user_has_permission(self.user, "change") else self.everything().none()
