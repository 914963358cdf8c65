"""The sample of the README is a program that runs."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

README = Path(__file__).parents[2] / "sandbox" / "README.md"


def test_the_sample_of_the_readme_runs(tmp_path: Path) -> None:
    [sample] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert "assert " in sample
    script = tmp_path / "sample.py"
    script.write_text(sample, encoding="utf-8")
    runpy.run_path(str(script), run_name="__main__")
