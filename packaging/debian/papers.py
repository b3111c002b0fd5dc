#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""papers.py --source DIR --output DIR --version V --maintainer M: what each package has in its doc folder. changelog.Debian.gz from
CHANGELOG.md, copyright, and bundled.spdx.json (SPDX 2.3): the software that the packages carry besides ours, its versions read from the
recipes of tools/deps and from web/package-lock.json. The same sources and SOURCE_DATE_EPOCH give the same bytes."""
import argparse
import datetime
import email.utils
import gzip
import hashlib
import json
import os
import pathlib
import re
import textwrap

# Who made what the recipes build, and under what licence; versions are in the recipes.
RECIPES = {
    "qgis.sh": ("QGIS core", "QGIS_VERSION", "GPL-2.0-or-later", "https://qgis.org"),
    "qca.sh": ("QCA", "QCA_VERSION", "LGPL-2.1-or-later", "https://invent.kde.org/libraries/qca"),
    "laszip.sh": ("LASzip", "LASZIP_VERSION", "Apache-2.0", "https://laszip.org"),
}


def bundled(source):
    """[(name, version, licence, home)], sorted: recipes first, then what the viewer page's bundle is made of."""
    parts = []
    for recipe, (name, variable, licence, home) in RECIPES.items():
        version = re.search(rf"^{variable}=(\S+)", (source / "tools/deps" / recipe).read_text(), re.M)[1]
        parts.append((name, version, licence, home))
    lock = json.loads((source / "web/package-lock.json").read_text())
    for place, entry in sorted(lock["packages"].items()):
        if place and not entry.get("dev"):
            parts.append((place.rpartition("node_modules/")[2], entry["version"], entry.get("license", "NOASSERTION"), "NOASSERTION"))
    return parts


def spdx(source, version, when):
    parts = bundled(source)
    identifier = lambda name: "SPDXRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")
    packages = [{"SPDXID": "SPDXRef-Tuilerie", "name": "Tuilerie", "versionInfo": version, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
                 "licenseConcluded": "GPL-3.0-or-later", "licenseDeclared": "GPL-3.0-or-later", "copyrightText": "NOASSERTION"}]
    packages += [{"SPDXID": identifier(name), "name": name, "versionInfo": number, "downloadLocation": "NOASSERTION", "homepage": home, "filesAnalyzed": False,
                  "licenseConcluded": "NOASSERTION", "licenseDeclared": licence, "copyrightText": "NOASSERTION"} for name, number, licence, home in parts]
    for package in packages:
        if package.get("homepage") == "NOASSERTION":
            del package["homepage"]
    digest = hashlib.sha256(json.dumps(packages, sort_keys=True).encode()).hexdigest()
    return {"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"tuilerie-{version}",
            "documentNamespace": f"urn:tuilerie:spdx:{digest}",
            "creationInfo": {"created": when.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: packaging/debian/papers.py"]},
            "packages": packages,
            "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-Tuilerie"}]
            + [{"spdxElementId": "SPDXRef-Tuilerie", "relationshipType": "CONTAINS", "relatedSpdxElement": identifier(name)} for name, *_ in parts]}


def changelog(source, version, maintainer, when):
    """Debian's form of the newest section of CHANGELOG.md."""
    section = (source / "CHANGELOG.md").read_text().split("\n## ")[1].partition("\n")[2]
    items = re.findall(r"^- (.*(?:\n  .*)*)", section, re.M)
    lines = [f"tuilerie ({version}) unstable; urgency=medium", ""]
    for item in items:
        lines += textwrap.wrap(" ".join(item.split()), 76, initial_indent="  * ", subsequent_indent="    ")
    return "\n".join(lines + ["", f" -- {maintainer}  {email.utils.format_datetime(when)}", ""])


def main():
    parser = argparse.ArgumentParser()
    for name in ("source", "output"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    for name in ("version", "maintainer"):
        parser.add_argument("--" + name, required=True)
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    when = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc) if epoch else datetime.datetime.now(datetime.timezone.utc)
    text = changelog(given.source, given.version, given.maintainer, when)
    (given.output / "changelog.Debian.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    (given.output / "copyright").write_text((given.source / "packaging/debian/copyright").read_text())
    (given.output / "bundled.spdx.json").write_text(json.dumps(spdx(given.source, given.version, when), indent=1, ensure_ascii=False) + "\n")


main()
