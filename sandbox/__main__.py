"""`python -m sandbox`: the local workspace alone, for any Slack app in any language."""

import asyncio
import json
import signal
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from sandbox.config.manifest import ManifestError
from sandbox.config.workspace import WorkspaceError
from sandbox.server import Options, Sandbox, running

app = typer.Typer(add_completion=False)


def _address(url: str | None) -> str | None:
    parts = urlsplit(url or "http://none")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise typer.BadParameter(f"must be an address such as http://127.0.0.1:3000/slack/events, not {url!r}")
    return url


@app.command()
def main(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port of the API and the page; 0 takes any that is free.")
    ] = 8400,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    manifest: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The app's manifest: commands, shortcuts, scopes.")
    ] = None,
    workspace: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Teams, people and channels.")
    ] = None,
    request_url: Annotated[
        str | None, typer.Option(callback=_address, help="Send signed requests there; else Socket Mode.")
    ] = None,
    rates: Annotated[bool, typer.Option("--rates", help="Refuse calls above Slack's rates with a 429.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON.")] = False,
) -> None:
    """Starts a local Slack workspace and stays up until Ctrl-C."""
    if manifest is None and Path("manifest.yml").is_file():
        manifest = Path("manifest.yml")
    options = Options(manifest, workspace, host, port, request_url, rates)
    try:
        asyncio.run(_serve(options, as_json=as_json))
    except (ManifestError, WorkspaceError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(f"error: cannot listen on {host}:{port}: {error.strerror or error}", err=True)
        raise typer.Exit(1) from error


async def _serve(options: Options, *, as_json: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    async with running(options) as sandbox:
        typer.echo(json.dumps(_facts(sandbox)) if as_json else _greeting(sandbox, options))
        await stop.wait()


def _facts(sandbox: Sandbox) -> dict[str, str]:
    return {
        "api_url": sandbox.api_url,
        "bot_token": sandbox.bot_token,
        "app_token": sandbox.world.app.app_token,
        "signing_secret": sandbox.world.app.signing_secret,
        "client_id": sandbox.world.app.client_id,
        "client_secret": sandbox.world.app.client_secret,
        "page": f"{sandbox.base_url}/",
    }


def _greeting(sandbox: Sandbox, options: Options) -> str:
    facts = _facts(sandbox)
    way = f"signed requests to {options.request_url}" if options.request_url else "Socket Mode"
    return "\n".join(
        [
            f"A local Slack workspace with {sandbox.world.app.name}, over {way}",
            "",
            f"  page            {facts['page']}",
            f"  API             {facts['api_url']}",
            f"  bot token       {facts['bot_token']}",
            f"  app token       {facts['app_token']}",
            f"  signing secret  {facts['signing_secret']}",
            f"  client id       {facts['client_id']}",
            f"  client secret   {facts['client_secret']}",
            "",
            "Point your Slack client's base URL at the API. Ctrl-C ends it.",
        ]
    )


if __name__ == "__main__":
    app()
