"""`manifest`: the app's manifest, for Socket Mode as it stands or with request URLs for HTTP."""

from __future__ import annotations

from bot.cli.errors import WRONG_USAGE, CommandError, told_in_one_line
from bot.cli.show import say
from bot.manifest import UrlError, as_yaml, read_manifest, with_request_urls


def show(url: str | None, *, rotation: bool = False) -> None:
    """Prints it as YAML to paste into Slack."""
    if rotation and not url:
        raise CommandError("--rotation: needs --url, where others install the app", code=WRONG_USAGE)
    with told_in_one_line():
        manifest = read_manifest()
    try:
        say(as_yaml(with_request_urls(manifest, url, rotation=rotation) if url else manifest).rstrip())
    except UrlError as error:
        raise CommandError(f"--url: {error}", code=WRONG_USAGE) from None
