"""All that is live is asked the rules of today once a week, and what no longer holds is on the desks concerned."""

import datetime

import pytest
import time_machine

from mme_site.editorial.weekly_check.checks import check_due_items
from tests.helpers.people import having_role
from tests.helpers.reading import read, words

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)


def test_what_no_longer_holds_is_on_the_desk_of_those_who_keep_the_page_until_it_is_mended(client, tree):
    with time_machine.travel(NOW):
        meeting = tree.meeting(title="Old", review_on=datetime.date(2026, 11, 2))
        tree.meeting(title="Marked", summary="As [KG1] said.", live=False)
        assert check_due_items() > 1
        assert check_due_items() == 0
        client.force_login(having_role("editors"))
        desk = words(read(client, "/admin/").select_one("#no-longer-holds-section, #panel-no-longer-holds-section"))
        assert "Old Next review: The day of its next review has come: 2 November 2026." in desk
        assert "Marked" not in desk
    meeting.refresh_from_db()
    meeting.review_on = None
    meeting.save()
    with time_machine.travel(NOW + datetime.timedelta(days=8)):
        client.force_login(having_role("editors", username="another"))
        assert check_due_items() > 1
        assert "next review has come" not in words(read(client, "/admin/"))


def test_a_translator_does_not_see_what_others_have_to_mend(client, tree):
    tree.meeting(review_on=datetime.date(2026, 11, 2))
    check_due_items()
    client.force_login(having_role("translators fr"))

    assert "next review has come" not in words(read(client, "/admin/"))
