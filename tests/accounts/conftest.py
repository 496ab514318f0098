"""Who signs in."""

import pytest

from tests.helpers.people import having_role
from tests.helpers.signing_in import PASSWORD


@pytest.fixture
def editor():
    user = having_role("editors", username="amina", email="amina@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user
