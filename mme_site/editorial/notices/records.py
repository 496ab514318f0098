"""The views of records with drafts, which say as much as those of pages do."""

from django.urls import path
from wagtail.snippets.views.snippets import SnippetViewSet

from mme_site.editorial.notices.correct_live import CorrectLiveRecordView
from mme_site.editorial.notices.views import RecordWorkflowActionView


class RecordViewSet(SnippetViewSet):
    """Wagtail's own of snippets, with the form in which what is live is corrected while a later version waits."""

    workflow_action_view_class = RecordWorkflowActionView

    def get_urlpatterns(self):
        view = self.construct_view(CorrectLiveRecordView, **self.get_edit_view_kwargs())
        return [*super().get_urlpatterns(), path("correct/<str:pk>/", view, name="correct_live")]
