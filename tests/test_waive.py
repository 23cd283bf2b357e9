"""crossfoot waive: writes what a person would write, and nothing that would be stale at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from documents import DOCUMENT, HOLDS, STRAINED, TODAY, TWICE, add_document, claim, project

from crossfoot.check import check
from crossfoot.cli import main
from crossfoot.dataset import load

GRANT = ("--reason", "Asked on Monday.", "--by", "Mira", "--today", "2026-11-23")


def waive(root: Path, name: str, *arguments: str) -> int:
    return main(["waive", name, str(root), *GRANT, *arguments])


def fingerprint(root: Path) -> str:
    return next(finding.fingerprint for finding in check(load(root), today=TODAY).findings if finding.verdict.fails)


def test_a_claim_is_waived_and_the_run_is_green(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    assert main(["check", str(root)]) == 1
    capsys.readouterr()
    assert waive(root, "c005", "--until", "2027-01-31", "--should-read", "1290") == 0
    shown = capsys.readouterr().out
    written = (root / DOCUMENT / "waivers.yaml").read_text(encoding="utf-8")
    assert written == (
        "waivers:\n"
        '  - claim: c005\n    should_read: "1290"\n    reason: Asked on Monday.\n    by: Mira\n    since: 2026-11-23\n    expires: 2027-01-31\n'  # noqa: E501
    )
    assert f"written: {root.as_posix()}/{DOCUMENT}/waivers.yaml" in shown
    assert "expires: 2027-01-31" in shown
    assert "Next: run crossfoot check" in shown
    assert main(["check", str(root), "--today", "2026-11-23"]) == 0
    assert main(["check", str(root), "--today", "2027-02-01"]) == 1


def test_a_finding_is_waived_in_its_state(tmp_path: Path) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    name = fingerprint(root)
    assert waive(root, name) == 0
    (waiver,) = load(root).document(DOCUMENT).waivers
    assert (waiver.finding, waiver.since) == (name, TODAY)
    assert check(load(root), today=TODAY).exit_code() == 0


def test_comments_order_and_quotes_stay(tmp_path: Path) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE, claim("c011", measure="boats", value="7"), claim("c012", measure="boats", value="9")])
    path = root / DOCUMENT / "waivers.yaml"
    before = (
        "# Known defects.\nwaivers:\n  - claim: c005   # the second print\n    reason: 'They counted ''all'' of them.'\n\n"
        "# Said once.\nacknowledged: []\n"
    )
    path.write_text(before, encoding="utf-8")
    path.chmod(0o640)
    assert waive(root, "c012") == 0
    after = path.read_text(encoding="utf-8")
    for line in before.splitlines():
        assert line in after.splitlines()
    assert [waiver.claim for waiver in load(root).document(DOCUMENT).waivers] == ["c005", "c012"]
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(file.name for file in path.parent.iterdir()) == ["claims.csv", "document.yaml", "waivers.yaml"]
    assert check(load(root), today=TODAY).exit_code() == 0


@pytest.mark.parametrize(
    "content", ["", "# Nothing yet.\n", "waivers:\n", "waivers: []\n", "waivers:\nacknowledged: []\n", "acknowledged: []"]
)
def test_a_file_without_waivers(tmp_path: Path, content: str) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    path = root / DOCUMENT / "waivers.yaml"
    path.write_text(content, encoding="utf-8")
    assert waive(root, f"{DOCUMENT}/c005") == 0
    assert [waiver.claim for waiver in load(root).document(DOCUMENT).waivers] == ["c005"]
    assert all(line in path.read_text(encoding="utf-8") for line in content.splitlines() if line.startswith("#"))
    assert load(root).problems == ()


@pytest.mark.parametrize(
    "text", ["yes: no", "'quoted' # no comment", "- a list", "{a: b}", "line\nline", "123", "\u00fcber \u2192", "null", "[x]"]
)
def test_any_reason_is_read_as_it_was_given(tmp_path: Path, text: str) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    assert main(["waive", "c005", str(root), "--reason", text, "--by", text, "--should-read", text]) == 0
    (waiver,) = load(root).document(DOCUMENT).waivers
    assert waiver.reason == " ".join(text.split())


def test_what_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE, *STRAINED])
    add_document(root, "release", HOLDS[:1])
    path = root / DOCUMENT / "waivers.yaml"
    (strained,) = (f.fingerprint for f in check(load(root), today=TODAY).findings if not f.verdict.fails)
    for arguments, words in {
        ("c002",): "nothing that fails with briefing/c002",
        ("c001",): "expected one of: briefing/c001, release/c001",
        ("c05",): "did you mean c005?",
        (fingerprint(root)[:-1] + "x",): f"did you mean {fingerprint(root)}?",
        (strained,): "does not fail",
        ("c005", "--reason", " "): "--reason: found nothing",
        ("c005", "--by", ""): "--by: found nothing",
        ("c005", "--until", "2026-11-22"): "--until: found 2026-11-22",
        ("c005", "--until", "soon"): "--until: found 'soon'",
        ("c005", "--reason", "x" * 10_001): "at most 10000",
    }.items():
        assert waive(root, *arguments) == 4, arguments
        assert words in capsys.readouterr().err, arguments
        assert not path.exists()
    assert waive(root, "c005") == 0
    content = path.read_bytes()
    capsys.readouterr()
    for name in ("c005", fingerprint_of_waived(root)):
        assert waive(root, name) == 4
        assert "already (briefing/waivers.yaml)" in capsys.readouterr().err
    assert path.read_bytes() == content


def fingerprint_of_waived(root: Path) -> str:
    return next(finding.fingerprint for finding in check(load(root), today=TODAY).findings if finding.waiver)


def test_a_link_out_of_the_folder_is_not_written_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [*HOLDS, *TWICE])
    outside = tmp_path / "outside.yaml"
    outside.write_text("", encoding="utf-8")
    (root / DOCUMENT / "waivers.yaml").symlink_to(outside)
    assert waive(root, "c005") == 4
    assert "outside-folder" in capsys.readouterr().err
    assert outside.read_text(encoding="utf-8") == ""


def test_a_folder_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    root = project(tmp_path, [*HOLDS, *TWICE])
    (root / DOCUMENT).chmod(0o500)
    assert waive(root, "c005") == 4
    assert "cannot write" in capsys.readouterr().err
    (root / DOCUMENT).chmod(0o700)
