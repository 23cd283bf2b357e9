"""The files of a draft, put in place so that a run never sees half of them."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.csvtext import csv_text
from crossfoot.datapackage import FILE as DATAPACKAGE
from crossfoot.datapackage import datapackage
from crossfoot.drafting.naming import NOTE, UNKNOWN_UNIT, Entry
from crossfoot.drafting.source import SourceText
from crossfoot.drafting.writing import Draft
from crossfoot.errors import UsageProblem
from crossfoot.infile import LARGEST, MEGABYTE, read_bytes
from crossfoot.loading.document import CLAIMS, HEADER, MENTIONS
from crossfoot.loading.measures import CodeList, load_measures
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.loading.text import FILE as SOURCE
from crossfoot.outfile import write_atomically
from crossfoot.records import PERCENT, SLUG
from crossfoot.yamlfile import LIMIT as YAML_LIMIT

MEASURES = "measures.yaml"
_HEAD = "# What is measured: one code list for all documents in this folder.\n"


@dataclass(frozen=True, slots=True)
class About:
    """What is said of the document besides its text."""

    title: str
    issuer: str = ""
    published: str = ""
    about: str = ""
    language: str = ""


def target_of(folder: Path) -> tuple[Path, str]:
    """The folder of claims and the slug in `claims/NAME`.

    Raises:
        UsageProblem: the name is no slug, or something of this name is there already.
    """
    slug = folder.name
    if not SLUG.fullmatch(slug):
        raise UsageProblem(f"found {slug!r} as the name of the document, expected lower-case letters, digits and single hyphens; rename it")
    if folder.exists() or folder.is_symlink():
        raise UsageProblem(f"found {folder} already there, expected a new folder; a draft never writes over a record")
    root = folder.parent
    if root.exists() and not root.is_dir():
        raise UsageProblem(f"found {root}, which is no folder, expected the folder of claims")
    return root, slug


def codes_of(root: Path) -> CodeList:
    """The code list of a folder of claims; an empty one where there is none yet.

    Raises:
        ProjectError: measures.yaml cannot be read.
    """
    if not (root / MEASURES).exists():
        return CodeList({}, {}, frozenset(), ())
    return load_measures(root.resolve())


def write(root: Path, slug: str, found: Draft, source: SourceText, about: About, *, keep_text: bool) -> list[str]:
    """Write a draft: first the measures, which harm nobody, then the document's folder at once, then datapackage.json.

    Returns:
        The names of what was written.

    Raises:
        OSError: the folder cannot be written to.
        UsageProblem: a file would be larger than any run reads; nothing is written.
    """
    codes = _with_measures(root, found, slug)
    files = {
        HEADER: _header(found, source, about).encode(),
        CLAIMS: csv_text(CLAIM_COLUMNS, found.claims).encode(),
        MENTIONS: csv_text(MENTION_COLUMNS, found.mentions).encode(),
    } | ({SOURCE: source.data} if keep_text else {})
    _must_be_readable({**files, MEASURES: (codes or "").encode()})
    root.mkdir(parents=True, exist_ok=True)
    written = []
    if codes is not None:
        write_atomically(root / MEASURES, codes.encode())
        written.append(MEASURES)
    # A name that begins with a dot is no document, whatever happens before it gets its own.
    temporary = Path(tempfile.mkdtemp(dir=root, prefix=".draft-"))
    try:
        for name, data in files.items():
            (temporary / name).write_bytes(data)
        temporary.chmod(0o755)
        temporary.rename(root / slug)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    written += [f"{slug}/{name}" for name in files]
    if (root / DATAPACKAGE).is_file():
        write_atomically(root / DATAPACKAGE, datapackage(root).encode())
        written.append(DATAPACKAGE)
    return written


def _must_be_readable(files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        limit = YAML_LIMIT if name.endswith(".yaml") else LARGEST
        if len(data) > limit:
            too_large = f"the draft would need a {name} of more than {limit // MEGABYTE} MB, expected at most that"
            raise UsageProblem(f"{too_large}; split the text, nothing was written")


def add_measure(root: Path, slug: str, label: str, unit: str, document: str) -> None:
    """Add one measure to measures.yaml.

    Raises:
        OSError: the file cannot be written.
    """
    entry = {"label": label, "unit": unit, "kind": "rate" if unit == PERCENT else "flow", "note": NOTE}
    text = read_bytes(root.resolve(), MEASURES, limit=YAML_LIMIT).decode("utf-8")
    write_atomically(root / MEASURES, _extended(text, {}, {slug: entry}, f"Added in the review of {document}").encode())


def set_unit(root: Path, slug: str, unit: str) -> bool:
    """Give a drafted measure the unit that nobody had named; whether that was to be done."""
    path = root / MEASURES
    text = read_bytes(root.resolve(), MEASURES, limit=YAML_LIMIT).decode("utf-8")
    line = re.compile(rf"^(?P<head>\s+{re.escape(slug)}:\s*\{{.*\bunit: ){UNKNOWN_UNIT}(?=[,}}])", re.MULTILINE)
    changed = line.sub(lambda match: f"{match['head']}{_scalar(unit)}", text, count=1)
    if changed == text:
        return False
    write_atomically(path, changed.encode())
    return True


def _header(found: Draft, source: SourceText, about: About) -> str:
    """document.yaml: written by hand, so that a turn is one line; each text is quoted by the library."""
    lines = [f"title: {_scalar(about.title)}"]
    lines += [f"{name}: {_scalar(text)}" for name in ("issuer", "published", "about", "language") if (text := getattr(about, name))]
    lines += ["pinned: false", "publish_text: false", "source:", f"  sha256: {source.sha256}", f"  chars: {len(source.text)}"]
    lines += ["speakers:", *(f"  {slug}: {_scalar(name)}" for slug, name in found.speakers.items())]
    lines += ["turns:", *(f"  - [{start}, {slug}, {role}]" for start, slug, role in found.turns)]
    lines += ["note: a draft; the speakers and turns are as crossfoot draft found them"]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """A text as YAML on one line: plain where that is the same, else in double quotes."""
    plain = text and all(character.isalnum() or character in " _./()" for character in text) and text[0].isalpha() and text == text.strip()
    if plain and text.lower() not in {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}:
        return text
    escaped = "".join(f"\\{character}" if character in '"\\' else character if character.isprintable() else "\\uFFFD" for character in text)
    return f'"{escaped}"'


def _with_measures(root: Path, found: Draft, slug: str) -> str | None:
    """measures.yaml with what the draft adds to it, its comments kept; None where nothing is added."""
    path = root / MEASURES
    if not path.exists():
        return _HEAD + _block("scenarios", found.scenarios) + _block("measures", found.measures, slug)
    if not found.measures and not found.scenarios:
        return None
    text = read_bytes(root.resolve(), MEASURES, limit=YAML_LIMIT).decode("utf-8")
    return _extended(text, found.scenarios, found.measures, f"Drafted from {slug}")


def _block(name: str, entries: Mapping[str, Entry], slug: str = "") -> str:
    if not entries:
        return "measures: {}\n" if name == "measures" else ""
    comment = f"  # Drafted from {slug}\n" if slug else ""
    return f"{name}:\n{comment}" + "".join(f"  {key}: {_flow(entry)}\n" for key, entry in entries.items())


def _flow(entry: Entry) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(text)}" for key, text in entry.items()) + "}"


def _extended(text: str, scenarios: Mapping[str, Entry], measures: Mapping[str, Entry], comment: str) -> str:
    """The text with the new entries, round trip: comments, order and quotes stay."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - costs 50 ms, and only this command writes YAML
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 10_000
    content = yaml.load(text) or CommentedMap()
    for name, entries in (("scenarios", scenarios), ("measures", measures)):
        if entries:
            if not isinstance(content.get(name), CommentedMap):
                content[name] = CommentedMap()
            _add(content[name], entries, comment)
    written = io.StringIO()
    yaml.dump(content, written)
    return written.getvalue()


def _add(there: Any, entries: Mapping[str, Entry], comment: str) -> None:  # noqa: ANN401 - the library's own mapping
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415

    first = next(iter(entries))
    if not there:
        there.fa.set_block_style()
    for key, entry in entries.items():
        mapping = CommentedMap(entry)
        mapping.fa.set_flow_style()
        there[key] = mapping
    there.yaml_set_comment_before_after_key(first, before=comment, indent=2)
