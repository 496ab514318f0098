"""What the editor of wagtail-localize offers on this site."""

import json

from django import template

register = template.Library()


@register.filter
def for_translators(props):
    """Leave out of the editor's buttons what makes an alias: no reader is shown one (decision 24)."""
    found = json.loads(props)
    found["links"]["convertToAliasUrl"] = None
    return json.dumps(found)
