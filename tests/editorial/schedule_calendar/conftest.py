"""Who looks at the publishing timeline, and when; what stands in it."""

import pytest

from tests.editorial.schedule_calendar.pages import DAY, MONDAY_NOON
from tests.helpers.factories import MemberFactory
from tests.helpers.people import administrator
from tests.helpers.scheduling import HOUR, at, schedule


@pytest.fixture
def publisher(client, monday, admin_user):
    """An administrator's browser."""
    client.force_login(admin_user)
    return client


@pytest.fixture(autouse=True)
def monday():
    """The clock stands at noon of a Monday in Brussels."""
    with at(MONDAY_NOON):
        yield MONDAY_NOON


@pytest.fixture
def assorted(tree, monday):
    """A draft scheduled by Ana, a live page that comes down, a member: three days, kinds and types."""
    ana = administrator(username="ana")
    schedule(tree.meeting(title="Meeting", live=False), monday + HOUR, user=ana)
    schedule(tree.page(title="Text"), expire_at=monday + DAY, user=administrator(username="ben"))
    schedule(MemberFactory(name_en="Member", live=False), monday + 2 * DAY)
    return ana
