"""Ports to listen on."""

from __future__ import annotations

import errno
import socket

from bot.cli.errors import CommandError


def refuse_taken(host: str, port: int, *, way_out: str) -> None:
    """CommandError where somebody listens there already, or it may not be used; 0 is always free."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):  # the latter for a name that is too long to be one
        raise _nowhere(host) from None
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise _nowhere(host) from None
            raise CommandError(f"port {port} on {host} can't be used ({error.strerror}); {way_out}") from None


def _nowhere(host: str) -> CommandError:
    return CommandError(f"HOST: {host} is no address of this machine; set it to 127.0.0.1, or 0.0.0.0 for all")
