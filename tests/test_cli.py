"""The command line: what it prints where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

import jsonschema
import pytest
from documents import HOLDS, IMPLIES, STRAINED, TWICE, claim, project

from crossfoot import __version__, cli, commands
from crossfoot.cli import main

ROOT = Path(__file__).parent.parent
CROSSFOOT = [sys.executable, "-m", "crossfoot"]
WAIVER = {"claim": "c005", "reason": "They counted the ones on order."}


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CROSSFOOT_SOURCES", "CROSSFOOT_TRACEBACK", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"crossfoot {__version__}\n"


def test_help_names_every_command_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in ("check", "report", "view", "schema", "init", "try"))
    assert "5 nothing was decided" in text


def test_help_imports_nothing_slow() -> None:
    script = (
        "import sys; from crossfoot.cli import main; main(['--help']); main(['check', '--help'])\n"
        "print(sorted({'crossfoot.check', 'rich', 'ruamel.yaml', 'jinja2', 'pytest'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


def test_check_imports_neither_templates_nor_pytest(tmp_path: Path) -> None:
    root = project(tmp_path, HOLDS)
    script = (
        f"import sys; from crossfoot.cli import main; main(['check', {str(root)!r}])\n"
        "print(sorted({'rich', 'jinja2', 'pytest', 'pandas', 'great_expectations'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")


def test_no_command_is_4(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 4
    assert "Usage: crossfoot" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["chekc"], ["check", "--json"], ["check", "--format", "xml"], ["check", "a", "b"], ["try"], ["check", "--today"]]
)
def test_wrong_usage_is_4(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 4
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("crossfoot: ")
    assert "Traceback" not in captured.err


def test_check_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(project(tmp_path, HOLDS)), "--today", "2026-01-31"]) == 0
    text = capsys.readouterr().out
    assert "as of 2026-01-31" in text
    assert text.endswith("No contradiction stands among 3 figures.\n")
    assert "Not checked, 2: the document has no source text" in text
    assert "\x1b" not in text


def test_check_fails_in_full(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE, *STRAINED, *IMPLIES])
    assert main(["check", str(root)]) == 1
    text = capsys.readouterr().out
    assert "1. These two figures cannot both be true." in text
    assert "(same-figure/buses/level/2022-06)" in text
    assert "Strained (1):\n  growth-vs-base/vans/growth/2022-06/yoy\n    1.3 times" in text
    assert "Implied (1):" in text
    assert text.splitlines()[-1].startswith("1 contradiction")


def test_check_shows_waivers_with_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE], waivers=[WAIVER])
    assert main(["check", str(root)]) == 0
    assert "Waived (1):\n  same-figure/buses/level/2022-06\n    They counted the ones on order.\n" in capsys.readouterr().out


def test_strict_fails_what_is_strained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, STRAINED)
    assert main(["check", str(root)]) == 0
    capsys.readouterr()
    assert main(["check", str(root), "--strict"]) == 1
    text = capsys.readouterr().out
    assert re.search(r"^1\. ", text, re.MULTILINE)
    assert text.endswith("Strained findings fail under --strict: 1.\n")


def test_nothing_decided_is_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [claim("c001", bound="more_than", value="3100", printed="more than 3,100")])
    assert main(["check", str(root)]) == 5
    assert "Nothing was decided" in capsys.readouterr().out


def test_an_unreadable_project_is_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, HOLDS)
    (root / "measures.yaml").write_text("measures: [", encoding="utf-8")
    (root / "briefing" / "claims.csv").write_bytes(b"\xff\xfe")
    for arguments in (["check", str(root)], ["report", str(root)], ["check", str(root), "--format", "json"]):
        assert main(arguments) == 4
        captured = capsys.readouterr()
        assert captured.out == ""
        lines = captured.err.splitlines()
        assert len(lines) == 2
        assert all(re.match(r"(measures\.yaml|briefing/claims\.csv):\d+:\d+: .* \([a-z-]+\)$", line) for line in lines)


def test_a_missing_folder_is_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 4
    assert "found no folder" in capsys.readouterr().err
    assert main(["check", str(project(tmp_path, HOLDS)), "--sources", str(tmp_path / "nowhere")]) == 4
    assert "--sources: found no folder" in capsys.readouterr().err


def test_a_wrong_date_is_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(project(tmp_path, HOLDS)), "--today", "31/01/2026"]) == 4
    assert capsys.readouterr().err == "crossfoot: --today: found '31/01/2026', expected a day of the calendar such as 2026-07-19\n"


def test_json_is_report_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    today = ["--today", "2026-01-31"]
    assert main(["check", str(root), "--format", "json", *today]) == 1
    printed = capsys.readouterr().out
    assert main(["report", str(root), "--to", str(tmp_path / "out"), *today]) == 1
    assert printed == (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["schema"]) == 0
    jsonschema.validate(json.loads(printed), json.loads(capsys.readouterr().out))


def test_report_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(project(tmp_path, HOLDS)), "--to", str(tmp_path / "out")]) == 0
    text = capsys.readouterr().out
    assert all(f"written: {tmp_path / 'out' / name}\n" in text for name in ("index.html", "report.json", "summary.md"))


@pytest.mark.parametrize("asked", [True, False])
def test_report_hands_on_whether_to_show_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, asked: bool) -> None:
    given: list[bool] = []
    monkeypatch.setattr("crossfoot.report.write_reports", lambda *_, with_text, **_others: given.append(with_text) or [])
    assert main(["report", str(project(tmp_path, HOLDS)), *["--with-text"][: int(asked)]]) == 0
    assert given == [asked]


@pytest.mark.parametrize("opens", [True, False, webbrowser.Error("no browser")])
def test_view_opens_the_page_and_prints_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], opens: bool | Exception
) -> None:
    opened: list[str] = []

    def open_(uri: str) -> bool:
        opened.append(uri)
        if isinstance(opens, Exception):
            raise opens
        return opens

    monkeypatch.setattr(webbrowser, "open", open_)
    folder = tmp_path / "my reports"
    folder.mkdir()
    (folder / "index.html").write_text("<p>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["view", "my reports"]) == 0
    assert capsys.readouterr().out == f"{Path('my reports/index.html')}\n"
    assert opened == [(folder / "index.html").as_uri()]
    assert "my%20reports" in opened[0]


def test_view_only_prints_where_that_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _: pytest.fail("a browser was opened"))
    (tmp_path / "index.html").write_text("<p>", encoding="utf-8")
    assert main(["view", str(tmp_path), "--print"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'index.html'}\n"


def test_view_without_a_report_is_4(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda _: pytest.fail("a browser was opened"))
    assert main(["view"]) == 4
    assert capsys.readouterr().err == (
        "crossfoot: found no index.html in reports, expected the page of a report; run crossfoot report first\n"
    )


def test_a_report_that_cannot_be_written_is_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    assert main(["report", str(project(tmp_path, HOLDS)), "--to", str(tmp_path / "out")]) == 4
    assert "cannot write the reports" in capsys.readouterr().err


def test_schema_writes_the_datapackage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, HOLDS)
    right = (root / "datapackage.json").read_bytes()
    (root / "datapackage.json").write_text("{}", encoding="utf-8")
    assert main(["check", str(root)]) == 1
    capsys.readouterr()
    assert main(["schema", "--write", str(root)]) == 0
    assert capsys.readouterr().out == f"written: {root / 'datapackage.json'}\n"
    assert (root / "datapackage.json").read_bytes() == right
    assert main(["schema", "--write", str(root)]) == 0
    assert capsys.readouterr().out.startswith("up to date: ")
    assert main(["schema", "--write", str(tmp_path)]) == 4


def test_an_error_of_ours_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("as a test")

    monkeypatch.setattr(commands, "load", fail)
    assert main(["check", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert "an error in crossfoot itself: ZeroDivisionError: as a test" in said
    assert f"{cli.TRACEBACK_VARIABLE}=1" in said
    assert "Traceback" not in said
    monkeypatch.setenv(cli.TRACEBACK_VARIABLE, "1")
    assert main(["check", str(tmp_path)]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_2(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "load", interrupt)
    assert main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "crossfoot: interrupted\n"


def test_ctrl_c_from_outside_is_2(tmp_path: Path) -> None:
    fifo = tmp_path / "claims"
    # A shell that starts it in the background may have told it to ignore the signal.
    script = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    script += "import time; from crossfoot import commands; commands.load = lambda *a, **k: (print('ready', flush=True), time.sleep(60))\n"
    script += f"import sys; from crossfoot.cli import main; sys.exit(main(['check', {str(fifo)!r}]))"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert said == "crossfoot: interrupted\n"


@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "json"], ["check", "--format", "github"]])
def test_a_reader_that_leaves_changes_nothing(tmp_path: Path, arguments: list[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*CROSSFOOT, *arguments, str(root)], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.returncode == 1
    assert done.stderr == b""


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_on_a_terminal_only(tmp_path: Path, environment: dict[str, str], *, coloured: bool) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    ours, theirs = pty.openpty()
    command = [*CROSSFOOT, "check", str(root), "--today", "2026-01-31"]
    done = subprocess.run(command, stdout=theirs, env=os.environ | {"TERM": "xterm-256color"} | environment, check=False)
    os.close(theirs)
    text = b""
    try:
        while chunk := os.read(ours, 65536):
            text += chunk
    except OSError:
        pass  # Linux says so when the other side is closed
    os.close(ours)
    assert done.returncode == 1
    assert (b"\x1b[" in text) is coloured
    plain = subprocess.run(command, capture_output=True, check=False).stdout
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", text).replace(b"\r\n", b"\n") == plain


def test_what_a_file_says_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waiver = WAIVER | {"reason": "Fine.\u202e\x9b31m"}
    main(["check", str(project(tmp_path, [*HOLDS, *TWICE], waivers=[waiver]))])
    text = capsys.readouterr().out
    assert "\u202e" not in text
    assert "\x9b" not in text


def test_an_old_terminal_encoding_is_no_error(tmp_path: Path) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE], measures={"buses": {"label": "Автобусы"}})
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for arguments in (["check", str(root)], ["check", "--format", "json", str(root)]):
        done = subprocess.run([*CROSSFOOT, *arguments], env=environment, capture_output=True, check=False)
        assert done.returncode == 1
        assert done.stderr == b""


def test_the_output_is_the_same_each_time(tmp_path: Path) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE, *STRAINED, *IMPLIES])
    runs = {
        subprocess.run(
            [*CROSSFOOT, "check", str(root), "--today", "2026-01-31"],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(runs) == 1
