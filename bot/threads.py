"""Threads that speak the language of the program."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from handlers.context import House
from handlers.texts.catalogue import speak


def threads(house: House, number: int, name: str) -> ThreadPoolExecutor:
    """So many threads for work that says something to people."""
    return ThreadPoolExecutor(number, thread_name_prefix=name, initializer=speak, initargs=(house.language,))
