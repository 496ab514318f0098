"""Files from the disk to object storage, and back."""

import hashlib

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError

from mme_site.operations.backup.making import names_of_files


class Command(BaseCommand):
    help = (
        "Copy files between DATA_DIR/media and the bucket of S3_BUCKET: `to-storage` or `to-disk`. It may be repeated."
    )

    def add_arguments(self, parser):
        parser.add_argument("where", choices=["to-storage", "to-disk"])

    def handle(self, where, **options):
        if not settings.S3_BUCKET:
            raise CommandError("S3_BUCKET is not set: there is no object storage to move files to or from.")
        disk = FileSystemStorage()
        source, target = (disk, default_storage) if where == "to-storage" else (default_storage, disk)
        copied = there = 0
        for name in names_of_files(storage=source):
            if target.exists(name) and sum_of(target, name) == sum_of(source, name):
                there += 1
                continue
            if target.exists(name):
                target.delete(name)
            with source.open(name) as file:
                target.save(name, file)
            if sum_of(target, name) != sum_of(source, name):
                raise CommandError(f"{name} has other bytes after it was copied.")
            copied += 1
        self.stdout.write(f"{copied} files copied, {there} were there. Nothing was deleted.")


def sum_of(storage, name):
    digest = hashlib.sha256()
    with storage.open(name) as file:
        for piece in file.chunks():
            digest.update(piece)
    return digest.hexdigest()
