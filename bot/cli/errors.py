"""How a command ends when it can't do what it was asked: one line on stderr and an exit code, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.manifest import ManifestFileError
from bot.program_file import ProgramFileError
from bot.settings import SettingsError
from handlers.texts.catalogue import LanguageError
from storage.busy import is_busy

FAILED = 1
WRONG_USAGE = 2


class CommandError(Exception):
    """What is wrong, where, and what to do; in one line. `code` is the exit code."""

    def __init__(self, message: str, *, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """One line on stderr."""
    sys.stderr.write(" ".join(message.split()) + "\n")


@contextmanager
def told_in_one_line() -> Iterator[None]:
    """Turns what settings, files and the database refuse into a CommandError."""
    try:
        yield
    except SettingsError as error:
        raise CommandError(f"{error} (in the environment or .env)") from None
    except (ProgramFileError, ManifestFileError, LanguageError) as error:
        raise CommandError(str(error)) from None
    except (ArgumentError, NoSuchModuleError) as error:
        raise CommandError(f"DATABASE_URL: {error}; use sqlite:///FILE or postgresql+psycopg://…") from None
    except DBAPIError as error:
        if is_busy(error):
            raise CommandError("the database is busy: nothing was changed; run it again in a while") from None
        why = str(error.orig).strip().partition("\n")[0]
        raise CommandError(f"database: {why}; check DATABASE_URL, and that the database is up") from None
