"""Every emoji the app writes is one that the local workspace's page can draw."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.unit import samples
from tests.views.gallery import gallery

TABLE = Path(__file__).parents[2] / "sandbox/page/static/js/text/emoji.js"
WRITTEN = re.compile(r"(?<![\w:]):([a-z][a-z0-9_]+):(?![\w:])")


def test_the_page_draws_every_emoji() -> None:
    table = TABLE.read_text().partition("`")[2].partition("`")[0].split()
    written = {
        name
        for shown in gallery(samples.program())
        for name in WRITTEN.findall(json.dumps(shown.payload(), ensure_ascii=False))
    }
    assert written - set(table[::2]) == set()
