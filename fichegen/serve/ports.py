"""Ports of this machine alone, on both of its addresses."""

from __future__ import annotations

import errno
import os
import socket
from typing import Final

FIRST: Final = 8000
_TRIED: Final = 100

_TAKEN: Final = (errno.EADDRINUSE, errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES))
"""A port is somebody else's, or kept for the system."""


class PortTakenError(Exception):
    """No port could be had; `reason` says in French why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def listen(port: int | None) -> tuple[list[socket.socket], int]:
    """Listen at a port, or at the first free one from 8000 on; gives the sockets and the port.

    Port 0 is any free one. Raises PortTakenError.
    """
    if port is not None:
        try:
            return _both(port)
        except OSError as error:
            raise PortTakenError(_reason(port, error)) from error
    for candidate in range(FIRST, FIRST + _TRIED):
        try:
            return _both(candidate)
        except OSError as error:
            if error.errno not in _TAKEN:
                raise PortTakenError(_reason(candidate, error)) from error
    last = FIRST + _TRIED - 1
    raise PortTakenError(
        f"les ports {FIRST} à {last} sont tous pris ; indiquez-en un autre, par exemple --port 9000"
    )


def _both(port: int) -> tuple[list[socket.socket], int]:
    """Listen on both addresses of the loop; a machine may lack the newer one."""
    older = _listening(socket.AF_INET, "127.0.0.1", port)
    number: int = older.getsockname()[1]
    try:
        return [older, _listening(socket.AF_INET6, "::1", number)], number
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return [older], number
        older.close()  # whoever types "localhost" would reach another program
        raise


def _listening(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # where the same option lets two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.setblocking(False)
        listening.bind((address, port))
        listening.listen(128)
    except BaseException:
        listening.close()
        raise
    return listening


def _reason(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"le port {port} est déjà pris par un autre programme ; arrêtez-le, indiquez un autre"
            f" port, ou n'en indiquez aucun : le premier libre sera choisi"
        )
    if error.errno in _TAKEN:
        return f"le port {port} est réservé au système ; choisissez-en un au-dessus de 1023"
    return f"le port {port} ne peut pas être ouvert ({errno.errorcode.get(error.errno or 0, 'erreur')})"
