"""Tells who wants to know that the text of a file is another one."""

from django.dispatch import Signal

# Sent in the transaction that writes or removes the text, with `document`, the SiteDocument.
# Its texts are those of `document.text`, read anew from the database.
text_changed = Signal()
