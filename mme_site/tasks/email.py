"""E-mail by way of the outbox: a mail server that is down holds nobody up and undoes nothing."""

import base64
import email
from email.message import Message, MIMEPart
from email.mime.base import MIMEBase
from email.policy import compat32
from email.utils import formatdate

import django
from django.conf import settings
from django.core.mail import DNS_NAME, EmailAttachment, EmailMessage, EmailMultiAlternatives, make_msgid
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string
from django_tasks import task


class OutboxEmailBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND that leaves messages to `manage.py worker`.

    OUTBOX_EMAIL_BACKEND names the backend that then sends them. What Django accepts here
    beside that (a server's user and password, `fail_silently`) has no use.
    """

    def __init__(self, *args, **kwargs):
        super().__init__()

    def send_messages(self, messages):
        """Leave the messages in the outbox and return how many; raise ValueError for one that cannot be sent."""
        messages = [message for message in messages if message.recipients()]
        for message in messages:
            message.message()  # refuses what no server would take, while there is somebody to tell
        for message in messages:
            send.enqueue(as_json(message))
        return len(messages)


@task(priority=10)  # before indexing: somebody may wait for it
def send(letter):
    """Send a message that `as_json` made; raise what the sending backend raises."""
    import_string(settings.OUTBOX_EMAIL_BACKEND)().send_messages([from_json(letter)])


def as_json(message):
    """Return a message as JSON can say it; a subclass of Django's messages becomes one of those."""
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    given = {name.lower() for name in headers}
    # A message that is tried twice is one message: its identity is given here, not when it is sent.
    if "message-id" not in given:
        headers["Message-ID"] = make_msgid(domain=DNS_NAME)
    if "date" not in given:
        headers["Date"] = formatdate(localtime=settings.EMAIL_USE_LOCALTIME)
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "from_email": str(message.from_email),
        **{name: [str(part) for part in getattr(message, name)] for name in ("to", "cc", "bcc", "reply_to")},
        "headers": headers,
        "subtype": message.content_subtype,
        "alternatives": [
            [content_as_json(content), mimetype] for content, mimetype in getattr(message, "alternatives", [])
        ],
        "attachments": [attachment_as_json(attachment) for attachment in message.attachments],
    }


def from_json(letter):
    """Return the message that `as_json` was given."""
    addresses = {name: letter[name] for name in ("from_email", "to", "cc", "bcc", "reply_to")}
    message = EmailMultiAlternatives(letter["subject"], letter["body"], headers=letter["headers"], **addresses)
    message.content_subtype = letter["subtype"]
    for content, mimetype in letter["alternatives"]:
        message.attach_alternative(content_from_json(content), mimetype)
    message.attachments = [attachment_from_json(attachment) for attachment in letter["attachments"]]
    return message


def attachment_as_json(attachment):
    if isinstance(attachment, Message):
        return {"part": content_as_json(attachment.as_bytes())}
    filename, content, mimetype = attachment
    return {"filename": filename, "content": content_as_json(content), "mimetype": mimetype}


def attachment_from_json(attachment):
    if "part" in attachment:
        raw = content_from_json(attachment["part"])
        if django.VERSION >= (6, 0):
            return email.message_from_bytes(raw, _class=MIMEPart, policy=email.policy.default)
        return email.message_from_bytes(raw, _class=Part)
    return EmailAttachment(attachment["filename"], content_from_json(attachment["content"]), attachment["mimetype"])


class Part(MIMEBase):
    """A part of a message as a parser makes it, of the class that Django 5 asks for."""

    def __init__(self, policy=compat32):
        Message.__init__(self, policy)


def content_as_json(content):
    """Return text as it is, and bytes and whole messages in base 64."""
    if isinstance(content, str):
        return {"text": content}
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, Message):
        content = content.as_bytes()
    return {"base64": base64.b64encode(content).decode("ascii")}


def content_from_json(content):
    return content["text"] if "text" in content else base64.b64decode(content["base64"])
