"""What the corpus of files costs in memory: `make bench`.

Every file of tests/data/files is uploaded as an editor does, and then read by a worker. Prints the memory of the
process that answers, of the worker, and of the largest program that read a file, before and after; in MB resident.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PICTURES, DOCUMENTS = "images", "documents"
MEGABYTE = 1024  # KB, in which Linux counts


def main():
    """Measure on SQLite: what is read of a file is the same on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "mme_site.settings.dev",
            "DATABASE_URL": f"sqlite:///{folder}/files.sqlite3",
            "DATA_DIR": folder,
        }
        for part in ("web", "worker"):
            subprocess.run([sys.executable, "-m", "tests.bench.files", part], check=True, env=environment)


def web():
    """Upload everything, each by a request of its own."""
    import django

    django.setup()
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.core.management import call_command
    from django.test import Client, override_settings

    from tests.files.test_file_corpus import CORPUS, EXPECTED
    from tests.helpers.people import administrator

    call_command("migrate", verbosity=0)
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, ALLOWED_HOSTS=["*"]):
        client = Client(raise_request_exception=False)
        client.force_login(administrator())
        client.get("/admin/documents/")
        began, before, answers = time.perf_counter(), resident(), []
        for name in EXPECTED:
            path = Path(CORPUS / name)
            kind = PICTURES if name.startswith("picture/") else DOCUMENTS
            file = SimpleUploadedFile(path.name, path.read_bytes())
            sent = {"title": path.name, "files[]": file, "collection": 1}
            answers.append(client.post(f"/admin/{kind}/multiple/add/", sent))
    refused = sum(1 for answer in answers if not json.loads(answer.content or b"{}").get("success"))
    assert all(answer.status_code == 200 for answer in answers)
    print_line("web", before, time.perf_counter() - began, f"{len(answers)} files, {refused} refused")


def worker():
    """Do what follows the uploads."""
    import django

    django.setup()
    from mme_site.files.models import FileText
    from mme_site.tasks.worker import run_due_tasks

    began, before = time.perf_counter(), resident()
    tasks = run_due_tasks()
    print_line("worker", before, time.perf_counter() - began, f"{tasks} tasks, {FileText.objects.count()} texts")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    print(f"{'largest reader':16}{'':>9}{largest:9.0f} MB", flush=True)


def print_line(process, before, seconds, what):
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    print(
        f"{process:16}{before:6.0f} →{resident():9.0f} MB, at most {most:.0f} MB, {seconds:.0f} s: {what}", flush=True
    )


def resident():
    """Return the memory of this process, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    {"web": web, "worker": worker}[sys.argv[1]]() if sys.argv[1:] else main()
