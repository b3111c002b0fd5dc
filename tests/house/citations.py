#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""citations.py SOURCE: what a comment cites is in the repository. Every "docs/x.md §N" has that file and that section, every other *.md that is
named exists, and no comment speaks of a text that a reader cannot open. Prints each breach; exits 1 on any."""
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1]).resolve()
sections = {}
for page in [*source.glob("docs/*.md"), *source.glob("*.md")]:
    name = str(page.relative_to(source))
    sections[name] = set(re.findall(r"^#{2,4} (\d+(?:\.\d+)*)\.? ", page.read_text(), re.M))
problems, cited = [], 0
for folder in ("core", "ui", "app", "tests", "tools", "web/src", "packaging"):
    for file in sorted((source / folder).rglob("*")):
        if file.suffix not in (".h", ".cpp", ".py", ".sh", ".js", ".mjs", ".txt", ".cmake") or file.resolve() == pathlib.Path(__file__).resolve():
            continue
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
            place = f"{file.relative_to(source)}:{number}"
            for name, rest in re.findall(r"(docs/[\w-]+\.md|\b[A-Z]+\.md)((?:,? (?:and )?§\d+(?:\.\d+)*)*)", line):
                if name not in sections:
                    problems.append(f"{place}: {name} is not in the repository")
                    continue
                for section in re.findall(r"\d+(?:\.\d+)*", rest):
                    cited += 1
                    if section not in sections[name]:
                        problems.append(f"{place}: {name} has no section {section}")
            if re.search(r"\breference(?: \w+| \"[^\"]*\")? ?§|\breference \"[A-Z]|(?<![\w/])(?:design|cli|rok4-pyramid|entrepot-api|point-cloud|point-cloud-engine|ecosystem|qgis-qt6)\.md", line):
                problems.append(f"{place}: cites a text that is not in the repository: {line.strip()[:100]}")
for problem in problems:
    print(problem)
print(f"{cited} sections cited, {len(problems)} breaches")
sys.exit(1 if problems or cited < 50 else 0)
