"""A member that others than its own tests are about."""

import datetime

import pytest

from members.models import Suspension


@pytest.fixture
def suspended(tree):
    """A member that was suspended in the whole of 2014."""
    member = tree.member("Egypt")
    first, last = datetime.date(2014, 1, 1), datetime.date(2014, 12, 31)
    Suspension.objects.create(member=member, body=tree.au, from_date=first, until_date=last, reason="coup d'état")
    return member
