#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings tuilerie_fr.ts and tuilerie_en.ts up to date with the sources: update.py [LUPDATE]

All contexts become one, so that an English sentence has one French one wherever it is written; the program looks a sentence up
by itself (core/language), whichever class or function asks for it. Translations that are there stay; those of sentences
that are gone are dropped. English has only what has a plural. Prints what is not translated yet and exits 1 when there is any.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

here = pathlib.Path(__file__).resolve().parent
root = here.parent


def lupdate_program():
    if len(sys.argv) > 1:
        return sys.argv[1]
    for candidate in ("/usr/lib/qt6/bin/lupdate", "lupdate6", "lupdate"):
        if found := shutil.which(candidate):
            return found
    sys.exit("lupdate is missing: install qt6-l10n-tools, or give its path")


def sources():
    for folder in ("core", "ui", "app"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                yield str(path)


def translating():
    """The functions that translate the sentence they are given: QString NAMEText(const char *)."""
    declared = re.compile(r"\bQString (\w+Text)\(const char \*\w+\)")
    return sorted({name for path in sources() for name in declared.findall(pathlib.Path(path).read_text(encoding="utf-8"))})


def extract():
    """{source: has a plural} of everything that is to be translated."""
    aliases = [part for name in translating() for part in ("-tr-function-alias", f"tr+={name}")]
    with tempfile.TemporaryDirectory() as folder:
        listing = pathlib.Path(folder, "files")
        listing.write_text("\n".join(sources()))
        catalogue = pathlib.Path(folder, "all_fr.ts")
        subprocess.run([lupdate_program(), "-silent", "-locations", "none", *aliases, f"@{listing}", "-ts", catalogue, "-target-language", "fr"],
                       check=True, stderr=subprocess.DEVNULL)
        found = {}
        for message in ElementTree.parse(catalogue).getroot().iter("message"):
            source = message.find("source").text or ""
            found[source] = found.get(source, False) or message.get("numerus") == "yes"
        return found


def read(path):
    known = {}
    if path.exists():
        for message in ElementTree.parse(path).getroot().iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
            known[message.find("source").text or ""] = forms
    return known


def write(path, language, messages):
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
             f'<TS version="2.1" language="{language}" sourcelanguage="en">', "<context>", "    <name>tuilerie</name>"]
    for source, (plural, forms) in sorted(messages.items()):
        done = all(forms)
        lines.append("    <message%s>" % (' numerus="yes"' if plural else ""))
        lines.append(f"        <source>{escape(source)}</source>")
        attribute = "" if done else ' type="unfinished"'
        if plural:
            inner = "".join(f"\n            <numerusform>{escape(form)}</numerusform>" for form in forms)
            lines.append(f"        <translation{attribute}>{inner}\n        </translation>")
        else:
            lines.append(f"        <translation{attribute}>{escape(forms[0])}</translation>")
        lines.append("    </message>")
    lines += ["</context>", "</TS>", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def main():
    found = extract()
    missing = 0
    for language in ("fr", "en"):
        path = here / f"tuilerie_{language}.ts"
        known = read(path)
        messages = {}
        for source, plural in found.items():
            if language == "en" and not plural:
                continue
            forms = known.get(source, [])
            wanted = 2 if plural else 1
            forms = (forms + [""] * wanted)[:wanted]
            messages[source] = (plural, forms)
            if not all(forms):
                missing += 1
                print(f"{language}: {source!r}")
        write(path, language, messages)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
