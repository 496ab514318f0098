"""E-mail by way of the outbox: a mail server that is down holds nobody up and undoes nothing."""

import base64
import email
from collections.abc import Iterable
from email.message import Message, MIMEPart
from email.mime.base import MIMEBase
from email.policy import Policy, compat32
from email.utils import formatdate
from typing import Any

import django
from django.conf import settings
from django.core.mail import DNS_NAME, EmailAttachment, EmailMessage, EmailMultiAlternatives, make_msgid
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string
from django_tasks import task

Content = dict[str, str]  # {"text": …} or, of bytes and of whole messages, {"base64": …}
Letter = dict[str, Any]  # a message as JSON can say it
TEXTS = ("subject", "body", "from_email")
LISTS = ("to", "cc", "bcc", "reply_to")


class OutboxEmailBackend(BaseEmailBackend):
    """Django's EMAIL_BACKEND that leaves messages to `manage.py worker`.

    OUTBOX_EMAIL_BACKEND names the backend that then sends them. What Django accepts here
    beside that (a server's user and password, `fail_silently`) has no use.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__()

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        """Leave the messages in the outbox and return how many; raise ValueError for one that cannot be sent."""
        messages = [message for message in email_messages if message.recipients()]
        for message in messages:
            message.message()  # refuses what no server would take, while there is somebody to tell
        for message in messages:
            send.enqueue(as_json(message))
        return len(messages)


@task(priority=10)  # before indexing: somebody may wait for it
def send(letter: Letter) -> None:
    """Send a message that `as_json` made; raise what the sending backend raises."""
    import_string(settings.OUTBOX_EMAIL_BACKEND)().send_messages([from_json(letter)])


def as_json(message: EmailMessage) -> Letter:
    """Return a message as JSON can say it; one of a subclass of Django's messages becomes one of those."""
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    given = {name.lower() for name in headers}
    # A message that is tried twice is one message: its identity is given here, not when it is sent.
    if "message-id" not in given:
        headers["Message-ID"] = make_msgid(domain=DNS_NAME)
    if "date" not in given:
        headers["Date"] = formatdate(localtime=settings.EMAIL_USE_LOCALTIME)
    return {
        **{name: str(getattr(message, name)) for name in TEXTS},
        **{name: [str(address) for address in getattr(message, name)] for name in LISTS},
        "headers": headers,
        "subtype": message.content_subtype,
        "alternatives": [
            (content_as_json(content), mimetype) for content, mimetype in getattr(message, "alternatives", [])
        ],
        "attachments": [attachment_as_json(attachment) for attachment in message.attachments],
    }


def from_json(letter: Letter) -> EmailMultiAlternatives:
    """Return the message that `as_json` was given."""
    message = EmailMultiAlternatives(**{name: letter[name] for name in (*TEXTS, *LISTS, "headers")})
    message.content_subtype = letter["subtype"]
    for content, mimetype in letter["alternatives"]:
        message.attach_alternative(content_from_json(content), mimetype)
    message.attachments = [attachment_from_json(attachment) for attachment in letter["attachments"]]
    return message


def attachment_as_json(attachment: Any) -> dict[str, Any]:
    if isinstance(attachment, Message):
        return {"part": content_as_json(attachment.as_bytes())}
    filename, content, mimetype = attachment
    return {"filename": filename, "content": content_as_json(content), "mimetype": mimetype}


def attachment_from_json(attachment: dict[str, Any]) -> EmailAttachment | Message:
    """Return the attachment that `attachment_as_json` was given, a part of a message as the class of this Django."""
    if "part" in attachment:
        raw = base64.b64decode(attachment["part"]["base64"])
        part = MIMEPart if django.VERSION >= (6, 0) else Part
        policy = email.policy.default if django.VERSION >= (6, 0) else compat32
        return email.message_from_bytes(raw, _class=part, policy=policy)
    return EmailAttachment(attachment["filename"], content_from_json(attachment["content"]), attachment["mimetype"])


class Part(MIMEBase):
    """A part of a message as a parser makes it, of the class that Django 5 asks for."""

    def __init__(self, policy: Policy = compat32) -> None:
        Message.__init__(self, policy)


def content_as_json(content: str | bytes | EmailMessage | Message) -> Content:
    """Return text as it is, and bytes and whole messages in base 64."""
    if isinstance(content, str):
        return {"text": content}
    if isinstance(content, EmailMessage):
        content = content.message()
    if isinstance(content, Message):
        content = content.as_bytes()
    return {"base64": base64.b64encode(content).decode("ascii")}


def content_from_json(content: Content) -> str | bytes:
    """Return the text or the bytes that `content_as_json` was given; a message comes back as its bytes (RFC 5322)."""
    return content["text"] if "text" in content else base64.b64decode(content["base64"])
