"""A translation memory -> what a real OmegaT loaded from it, headless, inside a project built for the purpose."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

JAR = Path("/usr/share/omegat/OmegaT.jar")
SCRIPT = Path(__file__).with_name("dump_tm.groovy")
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
  <project version="1.0">
    <source_dir>__DEFAULT__</source_dir>
    <target_dir>__DEFAULT__</target_dir>
    <tm_dir>__DEFAULT__</tm_dir>
    <glossary_dir>__DEFAULT__</glossary_dir>
    <glossary_file>__DEFAULT__</glossary_file>
    <dictionary_dir>__DEFAULT__</dictionary_dir>
    <source_lang>{source}</source_lang>
    <target_lang>{target}</target_lang>
    <sentence_seg>{by_sentence}</sentence_seg>
    <support_default_translations>true</support_default_translations>
    <remove_tags>false</remove_tags>
  </project>
</omegat>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What OmegaT made of a memory."""

    entries: tuple[tuple[str, str, dict[str, str]], ...]
    """Source, target, and the properties of the unit."""
    translated: str
    """The document with the exact matches of the memory in place."""
    log: str


def load_in_omegat(
    folder: Path, memory: bytes, *, source: str, target: str, text: str = "", by_sentence: bool = False
) -> Loaded:
    """Build a project in an empty folder around one memory and one plain text, and let OmegaT translate it.

    OmegaT leaves with 0 even where it could not load the memory, so its log is part of the answer.
    """
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (folder / name).mkdir(parents=True)
    settings = PROJECT.format(source=source, target=target, by_sentence=str(by_sentence).lower())
    (folder / "omegat.project").write_text(settings, encoding="utf-8")
    (folder / "source" / "text.txt").write_text(text or "…", encoding="utf-8")
    (folder / "tm" / "auto" / "memory.tmx").write_bytes(memory)
    dump = folder / "dump.tsv"
    command = ["java", "-Xmx512m", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-jar", str(JAR), str(folder)]
    options = ["--mode=console-translate", f"--config-dir={folder / 'config'}", f"--script={SCRIPT}"]
    run = subprocess.run(
        [*command, *options],
        env={**os.environ, "ALIGN_DUMP": str(dump), "HOME": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=900,
        check=True,
    )
    return Loaded(
        entries=tuple(tuple(entry) for entry in json.loads(dump.read_text(encoding="utf-8"))),
        translated=(folder / "target" / "text.txt").read_text(encoding="utf-8"),
        log=run.stdout,
    )
