"""Everything that an operator would look at, in words, with what to do about it."""

import datetime
import os
import re
import shutil
import smtplib
import socket
import ssl
import stat
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import django
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import Error, ProgrammingError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from wagtail import hooks

from mme_site.delivery import static_files as collected
from mme_site.operations.backup import making
from mme_site.publishing import health
from mme_site.tasks.models import MOST_WAITING_SECONDS, OutboxTask

OK, WARNING, ERROR = "ok", "warning", "error"
LEAST_FREE = 0.1  # of a disk
GIGABYTE = 1024**3
OLDEST_POSTGRESQL = 150_000
CERTIFICATE_DAYS = 14
BACKUP_AGE = datetime.timedelta(hours=26)
NO_DATABASE = "Is it running? Is DATABASE_URL right?"
SECONDS = 5  # for a server that is asked


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and what to do."""

    level: str
    what: str
    words: str
    todo: str = ""


def findings():
    """Yield what each look finds; one that fails by itself is a finding, too."""
    for look, todo in LOOKS.items():
        what = look.__name__.replace("_", " ")
        try:
            yield from look()
        except Error as error:
            if isinstance(error, ProgrammingError) or "no such" in str(error):  # SQLite calls it operational
                words, todo = f"The database was not prepared: {first_line(error)}", "Run `manage.py prepare`."
            else:
                words, todo = f"The database does not answer: {first_line(error)}", NO_DATABASE
            yield Finding(ERROR, what, words, todo)
        except Exception as error:
            yield Finding(ERROR, what, f"It cannot be looked at: {first_line(error)}", todo)


def versions():
    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding(OK, "versions", f"Python {python}, Django {django.__version__}, Wagtail {version('wagtail')}")
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        if connection.pg_version < OLDEST_POSTGRESQL:
            yield Finding(ERROR, "versions", "PostgreSQL is older than 15.", "Upgrade the database server.")


def migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(ERROR, "migrations", f"{len(waiting)} wait to be applied.", "Run `manage.py prepare`.")
    else:
        yield Finding(OK, "migrations", "all applied")


def static_files():
    if settings.DEBUG or collected.are_current():
        yield Finding(OK, "static files", "as the code has them")
    else:
        words = "They are missing, or not those of this version."
        yield Finding(ERROR, "static files", words, "Run `manage.py prepare`, and then start the web servers anew.")


def unsafe_settings():
    found = [message for message in checks.run_checks(include_deployment_checks=True) if not message.is_silenced()]
    for message in found:
        yield Finding(WARNING, "settings", first_line(message.msg), message.hint or "See the README's table.")
    if not found:
        yield Finding(OK, "settings", "nothing unsafe")
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not settings.DEBUG:
        todo = "Name PostgreSQL in DATABASE_URL where more than a few people edit at once."
        yield Finding(WARNING, "settings", "The database is SQLite.", todo)


def disk():
    usage = shutil.disk_usage(settings.DATA_DIR)
    free = usage.free / usage.total
    words = f"{usage.free / GIGABYTE:.1f} GB ({free:.0%}) free where DATA_DIR is"
    if free < LEAST_FREE:
        yield Finding(ERROR, "disk", words, "Make room: nothing can be uploaded or published on a full disk.")
    else:
        yield Finding(OK, "disk", words)


def permissions():
    data = Path(settings.DATA_DIR)
    if not os.access(data, os.W_OK):
        yield Finding(ERROR, "permissions", f"{data} cannot be written to.", "Give it to the site's user.")
    elif data.stat().st_mode & stat.S_IWOTH:
        yield Finding(WARNING, "permissions", f"Everybody may write to {data}.", f"chmod o-w {data}")
    else:
        yield Finding(OK, "permissions", f"{data} is the site's")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield Finding(WARNING, "permissions", "This runs as root.", "Run the site as a user without rights.")


def storage():
    name = default_storage.save("kept/.doctor", ContentFile(b"doctor"))
    try:
        with default_storage.open(name) as file:
            is_same = file.read() == b"doctor"
    finally:
        default_storage.delete(name)
    kind = settings.STORAGES["default"]["BACKEND"].rpartition(".")[2]
    if is_same:
        yield Finding(OK, "storage", f"files are written, read and deleted ({kind})")
    else:
        yield Finding(ERROR, "storage", "A file came back with other bytes.", "Look at the disk or the bucket.")


def mail():
    if not settings.EMAIL_HOST:
        yield Finding(WARNING, "mail", "No mail server: letters go to the log.", "Set EMAIL_URL.")
        return
    server = get_connection(settings.OUTBOX_EMAIL_BACKEND, timeout=SECONDS)
    try:
        server.open()
        server.close()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(ERROR, "mail", f"{settings.EMAIL_HOST}: {first_line(error)}", "Look at EMAIL_URL and the server.")
    else:
        todo = "`manage.py sendtestemail you@example.org` and `manage.py worker --once` send a letter."
        yield Finding(OK, "mail", f"{settings.EMAIL_HOST} takes letters", todo)


def publisher():
    found = health.read()
    if found.is_well:
        yield Finding(OK, "publisher", f"{found.publishers} at work")
    else:
        yield Finding(
            ERROR,
            "publisher",
            f"{found.publishers} at work, {found.overdue} schedules overdue, {found.failed} failed",
            "`manage.py publisher_status` says which; is `manage.py publisher` running?",
        )
    if found.reported_skew:
        yield Finding(
            WARNING,
            "clock",
            f"{found.reported_skew:.0f} s ahead of the database's",
            "Let the machines ask a time server.",
        )
    else:
        yield Finding(OK, "clock", "as the database's")


def worker():
    found = OutboxTask.objects.summary()
    words = f"{found['waiting']} tasks wait, {found['failed']} were given up"
    if found["oldest_waiting_seconds"] > MOST_WAITING_SECONDS:
        yield Finding(ERROR, "worker", words, "Is `manage.py worker` running? Its log says what fails.")
    elif found["failed"]:
        yield Finding(WARNING, "worker", words, "`manage.py worker --retry-failed` tries them anew.")
    else:
        yield Finding(OK, "worker", words)


def ready():
    reasons = [reason for hook in hooks.get_hooks("register_ready_checks") if (reason := hook())]
    for reason in reasons:
        yield Finding(ERROR, "ready", reason, "Run `manage.py prepare`.")
    if not reasons:
        yield Finding(OK, "ready", "visitors can come, and the search can be asked")


def certificate():
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme != "https":
        return
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), timeout=SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname) as secure,
        ):
            ends = ssl.cert_time_to_seconds(secure.getpeercert()["notAfter"])
    except OSError as error:
        todo = "Can this machine reach the public address? Is the certificate that of its name?"
        yield Finding(WARNING, "certificate", f"{parts.hostname}: {first_line(error)}", todo)
        return
    days = (ends - timezone.now().timestamp()) / datetime.timedelta(days=1).total_seconds()
    level = OK if days > CERTIFICATE_DAYS else ERROR
    yield Finding(level, "certificate", f"{days:.0f} days left", "" if level == OK else "Renew it.")


def single_sign_on():
    if not settings.OIDC_SERVER_URL:
        return
    issuer = OpenIDConnectOAuth2Adapter(None, "sso").openid_config["issuer"]
    if issuer.rstrip("/") == settings.OIDC_SERVER_URL.partition("/.well-known/")[0].rstrip("/"):
        yield Finding(OK, "single sign on", f"{issuer} answers")
    else:
        todo = "Nobody can come in by it: set OIDC_SERVER_URL to this."
        yield Finding(ERROR, "single sign on", f"The provider calls itself {issuer}.", todo)


def administrators():
    active = get_user_model().objects.filter(is_active=True, is_superuser=True)
    if not active.exists():
        yield Finding(ERROR, "administrators", "There is none.", "`manage.py ensure_administrator` makes one.")


def backups():
    if connection.vendor == "postgresql":
        yield from programs_for_backups()
    folder = settings.BACKUP_DIR
    if not folder:
        yield Finding(WARNING, "backups", "The worker makes none.", "Set BACKUP_DIR, or make them yourself.")
        return
    if Path(folder).exists() and not (Path(folder).is_dir() and os.access(folder, os.W_OK)):
        yield Finding(ERROR, "backups", f"{folder} cannot be written to.", "Give this folder to the site's user.")
        return
    age = making.age_of_newest(folder)
    if age is None or age > BACKUP_AGE:
        todo = f"`manage.py backup {folder}` makes one now and says what fails; is a worker running?"
        yield Finding(ERROR, "backups", "There is none of today.", todo)
    else:
        yield Finding(OK, "backups", f"the newest is {age / datetime.timedelta(hours=1):.0f} hours old")
    if not settings.BACKUP_KEY:
        todo = "Set BACKUP_KEY, or keep SECRET_KEY and the passwords in another place, too."
        yield Finding(WARNING, "backups", "They are not encrypted and hold no variables.", todo)


def programs_for_backups():
    """PostgreSQL's own programs read servers of their version and older ones."""
    connection.ensure_connection()
    server = connection.pg_version // 10_000
    todo = f"On Debian: apt install postgresql-client-{server}"
    program = shutil.which("pg_dump")
    if program is None:
        yield Finding(ERROR, "backups", "pg_dump was not found.", todo)
        return
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\d+", said)
    if found is None or int(found[0]) < server:
        yield Finding(ERROR, "backups", f"The server is PostgreSQL {server}, and {said.strip()} is older.", todo)


def first_line(error):
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


# Each look, and what to do where it cannot be taken.
LOOKS = {
    versions: "Install requirements.txt anew.",
    migrations: "Run `manage.py prepare`.",
    static_files: "Run `manage.py prepare`.",
    unsafe_settings: "Look at the README's table of variables.",
    disk: "Does DATA_DIR exist? `manage.py prepare` makes it.",
    permissions: "Does DATA_DIR exist, and belong to the site's user?",
    storage: "Look at S3_BUCKET, S3_ENDPOINT_URL and the key; without S3_BUCKET, at DATA_DIR/media.",
    mail: "Look at EMAIL_URL.",
    publisher: "Run `manage.py publisher_status`.",
    worker: "Look at the worker's log.",
    ready: "Run `manage.py prepare`.",
    certificate: "Look at SITE_URL and the certificate.",
    single_sign_on: "Look at OIDC_SERVER_URL: the provider's issuer, which this machine must reach.",
    administrators: "`manage.py ensure_administrator` makes one.",
    backups: "Look at BACKUP_DIR.",
}
