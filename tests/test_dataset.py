"""Loading a whole data set: what arrives, in which order, and what refuses."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from documents import add_document, claim, edit, mention, project

from crossfoot.dataset import load
from crossfoot.problems import ProjectError
from crossfoot.vocabulary import Bound, Kind, Statistic
from crossfoot.yamlfile import parse_yaml

TEXT = "In June 12 vehicles were built, up 5.8%.\r\nThat is a lot: more than 3,100 in 2022.\n"
ROWS = [
    claim("c001", value="12", printed="12"),
    claim("c002", statistic="growth", value="5.8"),
    claim("c003", period="2022", value="3100", printed="more than 3,100", bound="more_than"),
]


def test_everything_arrives(tmp_path: Path) -> None:
    root = project(tmp_path, ROWS, mentions=[mention("m001", "2022")], text=TEXT, scenarios={"target": {"kind": "plan"}})
    dataset = load(root)
    assert dataset.problems == ()
    document = dataset.document("briefing")
    assert [row.ref for row in dataset.claims()] == ["briefing/c001", "briefing/c002", "briefing/c003"]
    growth = dataset.claim("briefing/c002")
    assert (growth.statistic, growth.number, growth.unit, growth.line) == (Statistic.GROWTH, Fraction("5.8"), "percent", 3)
    assert dataset.claim("briefing/c003").bound is Bound.MORE_THAN
    assert document.mentions[0].printed == "2022"
    assert dataset.measures["cars"].kind is Kind.FLOW
    assert set(dataset.scenarios) == {"target"}


def test_the_text_keeps_its_line_ends(tmp_path: Path) -> None:
    document = load(project(tmp_path, ROWS, text=TEXT)).documents[0]
    assert (document.text, document.text_state) == (TEXT, "attached")


def test_documents_are_sorted_and_hidden_folders_ignored(tmp_path: Path) -> None:
    root = project(tmp_path, [claim()], document="zebra")
    add_document(root, "ant", [claim()])
    for name in (".git", "__pycache__"):
        (root / name).mkdir()
    dataset = load(root)
    assert [document.slug for document in dataset.documents] == ["ant", "zebra"]
    assert dataset.problems == ()


def test_a_text_from_the_sources_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path, ROWS, text=TEXT, attach=False)
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "briefing.txt").write_bytes(TEXT.encode())
    assert load(root).documents[0].text_state == "source not attached"
    assert load(root, sources=sources).documents[0].text == TEXT
    monkeypatch.setenv("CROSSFOOT_SOURCES", str(sources))
    assert load(root).documents[0].text == TEXT
    monkeypatch.setenv("CROSSFOOT_SOURCES", str(tmp_path / "nowhere"))
    assert load(root).documents[0].text_state == "source not attached"


def test_a_document_without_a_source(tmp_path: Path) -> None:
    document = load(project(tmp_path, [claim()])).documents[0]
    assert (document.text, document.text_state) == (None, "the document has no source text")


def test_a_document_without_claims_loads(tmp_path: Path) -> None:
    dataset = load(project(tmp_path, []))
    assert list(dataset.claims()) == []
    assert dataset.problems == ()


def test_defaults_fill_empty_cells(tmp_path: Path) -> None:
    rows = [claim(period="", speaker="", bound="exact")]
    header = {"speakers": {"clerk": "The clerk"}, "defaults": {"speaker": "clerk", "period": "2022-H1"}}
    (row,) = load(project(tmp_path, rows, header=header)).claims()
    assert (row.speaker, row.period) == ("clerk", "2022-H1")


def test_claims_that_are_not_related_become_refs(tmp_path: Path) -> None:
    apart = {"not_related": [{"claims": ["c001", "other/c001"], "why": "one is planned"}]}
    root = project(tmp_path, [claim()], relations=apart)
    add_document(root, "other", [claim()])
    dataset = load(root)
    assert dataset.problems == ()
    assert dataset.document("briefing").declared.not_related[0].claims == ("briefing/c001", "other/c001")


def test_notes_about_a_broken_row_go_with_it(tmp_path: Path) -> None:
    """The row's own problem is enough; a waiver or list that pointed to nothing would crash what comes after."""
    root = project(
        tmp_path,
        [claim(), claim("c002", measure="list", of="L01", value="2")],
        relations={"listed": [{"count": "c002", "items": ["c001"]}], "attributions": [{"claim": "c001", "to": "minister"}]},
        waivers=[{"claim": "c001", "reason": "a slip", "by": "me"}],
    )
    edit(root / "briefing" / "claims.csv", "c001,minister", "c001,nobody")
    dataset = load(root)
    document = dataset.document("briefing")
    assert [problem.rule for problem in dataset.problems] == ["unknown-speaker"]
    assert (document.waivers, document.declared.listed, document.declared.attributions) == ((), (), ())
    assert [row.id for row in document.claims] == ["c002"]


def test_all_fatal_problems_at_once(tmp_path: Path) -> None:
    root = project(tmp_path, [claim()])
    add_document(root, "other", [claim()], relations={})
    (root / "measures.yaml").unlink()
    (root / "briefing" / "claims.csv").unlink()
    edit(root / "briefing" / "document.yaml", '"title"', '"titel"')
    (root / "other" / "relations.yaml").write_text("a: b: c\n")
    with pytest.raises(ProjectError) as refused:
        load(root)
    places = [(problem.path, problem.rule) for problem in refused.value.problems]
    assert places == [
        ("briefing/claims.csv", "missing-file"),
        ("briefing/document.yaml", "missing-field"),
        ("briefing/document.yaml", "unknown-field"),
        ("measures.yaml", "missing-file"),
        ("other/relations.yaml", "bad-yaml"),
    ]
    assert all(problem.fatal for problem in refused.value.problems)


@pytest.mark.parametrize("pure", [False, True])
def test_yaml_scalars_stay_text(pure: bool) -> None:
    file = parse_yaml(b"a: 0.5\nb: 2022-07-19\nc: [true, null, 'true', ~, 007, yes]\n\xc3\xbc: {d: x}\n", "f.yaml", pure=pure)
    assert file.value == {"a": "0.5", "b": "2022-07-19", "c": [True, None, "true", None, "007", "yes"], "ü": {"d": "x"}}
    assert file.place(("ü", "d")) == (4, 8)
    assert file.place(("ü", "d"), key=True) == (4, 5)
    assert file.place(("c", 9)) == (3, 4)


def test_a_folder_given_through_a_link(tmp_path: Path) -> None:
    root = project(tmp_path, [claim()])
    (tmp_path / "link").symlink_to(root)
    (root / "again").symlink_to(root / "briefing")
    assert [document.slug for document in load(tmp_path / "link").documents] == ["again", "briefing"]


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    root = project(tmp_path, [claim("c001", measure="nowhere"), claim("c001"), claim("c002", speaker="x")], measures={"cars": {}})
    edit(root / "measures.yaml", '"nowhere"', '"elsewhere"')
    first, second = load(root), load(root)
    assert first == second
    assert first.problems
