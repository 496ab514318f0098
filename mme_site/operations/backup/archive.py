"""The file of a backup: a tar archive, whose last member lists the others with their SHA-256; it may be encrypted.

Encrypted: the word MMEBACK1, 16 bytes of salt, then pieces of at most a megabyte: four bytes with the length, and the
piece in AES-256-GCM. Its nonce is its number, and whether it is the last is authenticated with it: a file that was cut
off, changed, or put together of others does not open.
"""

import hashlib
import io
import json
import os
import struct
import tarfile

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"MMEBACK1"
PIECE = 1024 * 1024
TAG = 16  # bytes by which AES-GCM makes a piece longer
MANIFEST = "manifest.json"


class BackupError(Exception):
    """A backup that cannot be made or read; the words say why."""


def cipher(passphrase, salt):
    return AESGCM(hashlib.scrypt(passphrase.encode(), salt=salt, n=2**15, r=8, p=1, dklen=32, maxmem=2**26))


class EncryptingWriter(io.RawIOBase):
    """A file to write to; what is written goes on encrypted."""

    def __init__(self, file, passphrase):
        self.file, self.number, self.waiting = file, 0, b""
        salt = os.urandom(16)
        self.cipher = cipher(passphrase, salt)
        file.write(MAGIC + salt)

    def writable(self):
        return True

    def write(self, data):
        self.waiting += bytes(data)
        while len(self.waiting) > PIECE:
            self.put(self.waiting[:PIECE], is_last=False)
            self.waiting = self.waiting[PIECE:]
        return len(data)

    def put(self, piece, is_last):
        sealed = self.cipher.encrypt(nonce(self.number), piece, b"last" if is_last else b"")
        self.file.write(struct.pack(">I", len(sealed)) + sealed)
        self.number += 1

    def finish(self):
        self.put(self.waiting, is_last=True)


class DecryptingReader(io.RawIOBase):
    """A file to read from; raises BackupError where the passphrase is another, or the file is not whole."""

    def __init__(self, file, passphrase):
        self.file, self.number, self.waiting, self.is_over = file, 0, b"", False
        self.cipher = cipher(passphrase, file.read(16))

    def readable(self):
        return True

    def readinto(self, buffer):
        while not self.waiting and not self.is_over:
            self.take()
        size = min(len(buffer), len(self.waiting))
        buffer[:size], self.waiting = self.waiting[:size], self.waiting[size:]
        return size

    def take(self):
        length = self.file.read(4)
        if len(length) < 4:
            raise BackupError("The backup is not whole: its end is missing.")
        [size] = struct.unpack(">I", length)
        sealed = self.file.read(min(size, PIECE + TAG))
        if len(sealed) < size:
            raise BackupError("The backup is not whole: its end is missing, or it was changed.")
        for said in (b"", b"last"):
            try:
                self.waiting = self.cipher.decrypt(nonce(self.number), sealed, said)
            except InvalidTag:
                continue
            self.is_over = bool(said)
            self.number += 1
            if self.is_over and self.file.read(1):
                raise BackupError("The backup is not as it was made: something follows its end.")
            return
        raise BackupError("The backup cannot be decrypted: another BACKUP_KEY, or the file was changed.")


def nonce(number):
    return struct.pack(">IQ", 0, number)


class ArchiveWriter:
    """Writes the members of a backup, and their checksums at its end."""

    def __init__(self, file, passphrase=""):
        self.sums = {}
        self.encrypted = EncryptingWriter(file, passphrase) if passphrase else None
        self.tar = tarfile.open(fileobj=self.encrypted or file, mode="w|", bufsize=PIECE)  # noqa: SIM115 - finish() closes it

    def add(self, name, file, size):
        """Add what a file holds, of which the size is known."""
        info = tarfile.TarInfo(name)
        info.size = size
        hashing = HashingFile(file)
        self.tar.addfile(info, hashing)
        self.sums[name] = hashing.digest.hexdigest()

    def finish(self, facts):
        data = json.dumps({**facts, "sha256": self.sums}, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(data)
        self.tar.addfile(info, io.BytesIO(data))
        self.tar.close()
        if self.encrypted:
            self.encrypted.finish()


class HashingFile:
    def __init__(self, file):
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size=-1):
        data = self.file.read(size)
        self.digest.update(data)
        return data


def members(file, passphrase=""):
    """Yield (name, file) of each member but the manifest, in turn, and check each; return the manifest.

    Raises BackupError at its end where a checksum is another, or a member is missing.
    """
    start = file.read(len(MAGIC))
    if start == MAGIC:
        if not passphrase:
            raise BackupError("The backup is encrypted: set BACKUP_KEY to the passphrase it was made with.")
        source = io.BufferedReader(DecryptingReader(file, passphrase), PIECE)
    else:
        file.seek(0)
        source = file
    sums, manifest = {}, None
    try:
        with tarfile.open(fileobj=source, mode="r|", bufsize=PIECE) as tar:
            for info in tar:
                if not info.isfile():
                    raise BackupError(f"The backup cannot be read: {info.name} is no file.")
                member = HashingFile(tar.extractfile(info))
                if info.name == MANIFEST:
                    manifest = contents(member.read())
                    continue
                yield info.name, member
                while member.read(PIECE):  # what was not read counts too
                    pass
                sums[info.name] = member.digest.hexdigest()
        while source.read(PIECE):  # the end of what is encrypted is authenticated, too
            pass
    except tarfile.TarError as error:
        raise BackupError(f"The backup cannot be read: {error}.") from error
    if manifest is None:
        raise BackupError("The backup is not whole: its list of contents is missing.")
    wrong = sorted(name for name in {*sums, *manifest["sha256"]} if sums.get(name) != manifest["sha256"].get(name))
    if wrong:
        raise BackupError(f"Not as they were when the backup was made: {', '.join(wrong[:5])}.")
    return manifest


def contents(data):
    """Return the manifest; raise BackupError where it is not as it was written."""
    try:
        manifest = json.loads(data)
        if {"made", "database", "files"} <= manifest.keys() and manifest["sha256"].keys():
            return manifest
    except (AttributeError, KeyError, TypeError, ValueError):
        pass
    raise BackupError("The backup cannot be read: its list of contents was changed.")
