"""E-mail by way of the outbox: sent by the worker, and nobody waits for the mail server."""

import datetime
import email
import io
from email.message import EmailMessage as Letter
from email.message import MIMEPart
from email.mime.base import MIMEBase

import django
import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from mme_site.tasks.email import from_json
from mme_site.tasks.models import OutboxTask
from tests.helpers.outbox_tasks import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    """The outbox of the running site, and a mail server that tests can take down."""
    settings.TASKS = {"default": {"BACKEND": "mme_site.tasks.backend.OutboxBackend"}}
    settings.EMAIL_BACKEND = "mme_site.tasks.email.OutboxEmailBackend"
    settings.OUTBOX_EMAIL_BACKEND = "tests.helpers.outbox_tasks.MailServer"
    MailServer.is_down = False


def work(after=datetime.timedelta()):
    with time_machine.travel(timezone.now() + after, tick=False):
        call_command("worker", once=True, stdout=io.StringIO())


def test_a_letter_is_sent_by_the_worker_as_it_was_written():
    letter = EmailMultiAlternatives(
        "Réunion à Lomé",
        "Bonjour",
        '"Société" <noreply@example.org>',
        ["a@example.org"],
        cc=["c@example.org"],
        bcc=["hidden@example.org"],
        reply_to=["desk@example.org"],
        headers={"X-Language": "fr"},
    )
    letter.attach_alternative("<p>Bonjour</p>", "text/html")
    letter.attach("ordre du jour.txt", "Ouverture à 9 h", "text/plain")
    letter.attach("carte.png", b"\x89PNG\x00\xff", "image/png")

    assert letter.send() == 1
    assert mail.outbox == []
    work()

    [sent] = mail.outbox
    for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "attachments", "alternatives"):
        assert getattr(sent, name) == getattr(letter, name), name
    assert sent.extra_headers["X-Language"] == "fr"
    assert sent.recipients() == ["a@example.org", "c@example.org", "hidden@example.org"]


def test_a_letter_in_html_alone_stays_so():
    letter = EmailMessage("Hello", "<p>Hello</p>", to=["a@example.org"])
    letter.content_subtype = "html"
    letter.send()
    work()

    assert mail.outbox[0].message().get_content_type() == "text/html"


def test_parts_and_whole_letters_can_be_attached():
    picture = MIMEPart() if django.VERSION >= (6, 0) else MIMEBase("image", "png")
    if django.VERSION >= (6, 0):
        picture.set_content(b"\x89PNG", maintype="image", subtype="png")
    else:
        picture.set_payload("iVBORw==")
        picture["Content-Transfer-Encoding"] = "base64"
    picture["Content-ID"] = "<mark>"
    forwarded = Letter()
    forwarded["Subject"] = "The first letter"
    forwarded.set_content("As agreed.")
    letter = EmailMessage("Two things", "See below.", to=["a@example.org"])
    letter.attach(picture)
    letter.attach("first.eml", forwarded, "message/rfc822")
    letter.send()
    work()

    _body, mark, first = email.message_from_bytes(mail.outbox[0].message().as_bytes()).get_payload()
    assert (mark["Content-ID"], mark.get_payload(decode=True)) == ("<mark>", b"\x89PNG")
    assert first.get_content_type() == "message/rfc822"
    assert first.get_payload(0)["Subject"] == "The first letter"


def test_nobody_is_written_to_of_what_was_rolled_back():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        EmailMessage("It is live", "", to=["a@example.org"]).send()
        raise ZeroDivisionError
    work()

    assert mail.outbox == []


def test_a_mail_server_that_is_down_holds_nobody_up_and_gets_the_same_letter_later():
    MailServer.is_down = True
    EmailMessage("It is live", "", to=["a@example.org"]).send()
    work()
    [waiting] = OutboxTask.objects.all()
    [[_path, [letter], _kwargs]] = waiting.calls
    MailServer.is_down = False

    work(after=datetime.timedelta(minutes=1))

    [sent] = mail.outbox
    assert sent.extra_headers["Message-ID"] == from_json(letter).extra_headers["Message-ID"]
    assert sent.extra_headers["Date"] == letter["headers"]["Date"]


def test_a_letter_without_a_recipient_is_no_letter():
    assert EmailMessage("To nobody", "").send() == 0
    assert not OutboxTask.objects.exists()


def test_a_letter_that_no_server_would_take_is_refused_while_somebody_can_be_told():
    with pytest.raises(ValueError, match=r"newlines|linefeed"):
        EmailMessage("Hello\nBcc: everybody@example.org", "", to=["a@example.org"]).send()


def test_what_a_letter_said_is_not_kept_once_it_is_sent():
    EmailMessage("Your new password", "https://example.org/reset/secret/", to=["a@example.org"]).send()
    work()

    assert "secret" not in str(OutboxTask.objects.get().calls)
