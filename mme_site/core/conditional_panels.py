"""Shows in a form only the fields that apply, with Wagtail's own rules controller (w-rules).

Without the script every field is there. What is hidden is emptied by the form when it is
saved, so that nothing wrong is kept where nobody sees it.
"""

import json

# Of the panel around: its fields are looked at again whenever something in it changes.
RULES_CONTROLLER = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}


def show_if(**values: str) -> dict[str, str]:
    """Return the attributes of a panel that is shown where each of these fields has its value."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({name: [one] for name, one in values.items()})}


def hide_if(**values: str) -> dict[str, str]:
    """Return the attributes of a panel that is hidden where one of these fields has its value."""
    return {**show_if(**values), "data-w-rules-match": "not"}
