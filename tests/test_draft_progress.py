"""`crossfoot draft` on a long text: the bar on a terminal, Ctrl-C, and what no run could read."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crossfoot import authoring
from crossfoot.cli import main
from crossfoot.drafting import files

CROSSFOOT = [sys.executable, "-m", "crossfoot"]
SENTENCE = "The mill of the village sold flour to the bakers of the valley, and they made bread of it for everybody. "


def long_text(folder: Path, figures: int) -> Path:
    """More than 200,000 characters, from which on a bar is shown."""
    path = folder / "text.txt"
    path.write_text("Sales rose 5% in 2031.\n" * figures + SENTENCE * (authoring._LONG // len(SENTENCE) + 1))
    return path


def in_terminal(command: list[str], *, interrupt_at: bytes = b"") -> tuple[int, str]:
    """Exit code and output of a command on a terminal; Ctrl-C is pressed when `interrupt_at` is read."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True)
    os.close(theirs)
    said, pressed = b"", False
    while process.poll() is None or select.select([ours], [], [], 0)[0]:
        if not select.select([ours], [], [], 0.2)[0]:
            continue
        try:
            said += os.read(ours, 65536)
        except OSError:
            break  # Linux says so when the other side is closed
        if interrupt_at and not pressed and interrupt_at in said:
            process.send_signal(signal.SIGINT)
            pressed = True
    os.close(ours)
    return process.wait(timeout=60), said.decode()


def test_a_bar_moves_on_a_terminal(tmp_path: Path) -> None:
    text = long_text(tmp_path, 1500)
    code, said = in_terminal([*CROSSFOOT, "draft", str(text), "--to", str(tmp_path / "claims" / "long")])
    assert code == 0
    shown = [int(percent) for percent in re.findall(r"(\d+)%", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said).rpartition("Drafted")[0])]
    assert "drafting" in said
    assert shown == sorted(shown)
    assert len(set(shown)) > 2
    assert shown[-1] == 100
    assert said.rfind("\x1b[?25h") > said.rfind("\x1b[?25l")  # the cursor is back
    assert "Drafted" in said


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    text = long_text(tmp_path, 6000)
    # A shell that starts it in the background may have told it to ignore the signal.
    script = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from crossfoot.cli import main; "
    script += f"sys.exit(main(['draft', {str(text)!r}, '--to', {str(tmp_path / 'claims' / 'long')!r}]))"
    code, said = in_terminal([sys.executable, "-c", script], interrupt_at=b"drafting")
    assert code == 2
    assert said.rstrip().endswith("crossfoot: interrupted")
    assert said.rfind("\x1b[?25h") > said.rfind("\x1b[?25l")
    assert not (tmp_path / "claims").exists()


def test_no_bar_without_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(long_text(tmp_path, 10)), "--to", str(tmp_path / "claims" / "long")]) == 0
    assert capsys.readouterr().err == ""


def test_a_draft_that_no_run_could_read_is_refused_unwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "YAML_LIMIT", 100)
    assert main(["draft", str(long_text(tmp_path, 10)), "--to", str(tmp_path / "claims" / "long")]) == 4
    assert "would need a document.yaml of more than 0 MB, expected at most that; split the text" in capsys.readouterr().err
    assert not (tmp_path / "claims").exists()
