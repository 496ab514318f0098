"""Files in a bucket of an S3-compatible store: as on disk, nobody reads them but by asking the site."""

from typing import Any

from botocore.exceptions import BotoCoreError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from mme_site.files.storage_errors import StorageUnavailable


class ObjectStorage(S3Storage):
    """The bucket is private: addresses are those of the site, which looks who may read and streams what it reads."""

    default_acl = None  # the bucket's own, which is closed to everybody
    file_overwrite = False
    max_memory_size = 1024 * 1024  # a larger file waits in a file of its own while it is sent

    def _open(self, name: str, mode: str = "rb") -> Any:
        """Open an object; raise FileNotFoundError where there is none, StorageUnavailable where nobody answers."""
        try:
            return super()._open(name, mode)
        except BotoCoreError as error:
            raise StorageUnavailable(str(error)) from error

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return the address below MEDIA_URL, never one of the bucket."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"
