"""Files: announced, uploaded, shared."""

import mimetypes
from dataclasses import dataclass

from sandbox.world.app import Installation
from sandbox.world.errors import Refused
from sandbox.world.model import File, Person
from sandbox.world.store import Store


@dataclass(slots=True)
class Upload:
    """An address that waits for the bytes of one file."""

    secret: str
    file: File


class Files:
    """Keeps uploaded files in memory. A file exists once its upload was completed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._uploads: dict[str, Upload] = {}
        self._waiting: dict[str, Upload] = {}
        self._files: dict[str, File] = {}

    def announce(self, owner: Installation, name: str, size: int, description: str = "") -> Upload:
        """The first step of an upload: an id and an address of its own. A picture may have a description."""
        file = self._make(owner.bot_user_id, owner.team_id, name, size)
        file.by_bot, file.description = True, description
        upload = Upload(self._store.ids.secret(), file)
        self._uploads[upload.secret] = self._waiting[file.id] = upload
        return upload

    def receive(self, secret: str, content: bytes) -> File:
        """The second step: the bytes."""
        upload = self._uploads.pop(secret, None)
        if upload is None:
            raise Refused("file_not_found")
        upload.file.content, upload.file.size = content, len(content)
        return upload.file

    def complete(self, owner: Installation, file_id: str, title: str) -> File:
        """The third step: the file is there, if its bytes came."""
        upload = self._waiting.get(file_id)
        if upload is None or upload.file.content is None or upload.file.owner != owner.bot_user_id:
            raise Refused("file_not_found")
        del self._waiting[file_id]
        file = upload.file
        file.title = title or file.name
        self._files[file.id] = file
        return file

    def add(self, owner: Person, name: str, content: bytes) -> File:
        """A file somebody brings along in a message or a form."""
        file = self._make(owner.id, owner.team_id, name, len(content))
        file.content = content
        self._files[file.id] = file
        return file

    def all(self) -> list[File]:
        """Every file, oldest first."""
        return list(self._files.values())

    def get(self, file_id: str) -> File:
        """A file by id."""
        file = self._files.get(file_id)
        if file is None:
            raise Refused("file_not_found")
        return file

    def remove(self, file: File) -> None:
        """Deletes a file for good."""
        del self._files[file.id]

    def _make(self, owner: str, team_id: str, name: str, size: int) -> File:
        return File(
            id=self._store.ids.new("F"),
            name=name,
            title=name,
            owner=owner,
            team_id=team_id,
            created=int(self._store.clock.now()),
            size=size,
            mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
            base_url=self._store.base_url,
        )
