"""Ports to listen on."""

from __future__ import annotations

import socket

from bot.cli.errors import CommandError


def refuse_taken(host: str, port: int, *, way_out: str) -> None:
    """CommandError where somebody listens there already, or it may not be used; 0 is always free."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CommandError(f"port {port} on {host} can't be used ({error.strerror}); {way_out}") from None
