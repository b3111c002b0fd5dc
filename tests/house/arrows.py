#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""arrows.py SOURCE: the rooms include only what their FRIENDS lines let them reach, and the arrows point down only.

A room is a tuilerie_room or tuilerie_ui_room of a CMakeLists.txt; its FRIENDS line is the whole list of rooms that its sources may
include, and what these stand on. Nothing below ui/ includes widgets, only core/render includes QGIS. A log names its room: every
message of a log bears a category. Prints each breach; exits 1 on any.
"""
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1]).resolve()
problems = []
rooms = {}  # name -> (folder, friends)
for listing in sorted([*source.glob("core/**/CMakeLists.txt"), *source.glob("ui/**/CMakeLists.txt")]):
    text = re.sub(r"#.*", "", listing.read_text())
    for kind, name, body in re.findall(r"^tuilerie_(ui_)?room\((\w+)\n(.*?)\)\s*$", text, re.S | re.M):
        friends = re.search(r"\bFRIENDS\s+([\w\s]+?)(?=\s+(?:LIBRARIES|PRIVATE_LIBRARIES|SOURCES)\b|\s*\Z)", body)
        rooms[kind + name] = (listing.parent, friends.group(1).split() if friends else [])

for name, (_, friends) in rooms.items():
    for friend in friends:
        if friend not in rooms:
            problems.append(f"{name}: its friend {friend} is no room")


def reach(name, path=()):
    """The room and all that it stands on; an arrow that comes back is a breach."""
    if name in path:
        problems.append("a circle: " + " -> ".join(path[path.index(name):] + (name,)))
        return {name}
    seen = {name}
    for friend in rooms.get(name, (None, []))[1]:
        seen |= reach(friend, path + (name,))
    return seen


folders = sorted(((folder, name) for name, (folder, _) in rooms.items()), key=lambda pair: -len(str(pair[0])))


def room_of(file):
    return next((name for folder, name in folders if file.is_relative_to(folder)), None)


includes = 0
used = {name: set() for name in rooms}
for file in sorted([*source.glob("core/**/*.[ch]*"), *source.glob("ui/**/*.[ch]*")]):
    if file.suffix not in (".cpp", ".h"):
        continue
    here = room_of(file)
    place = file.relative_to(source)
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if re.search(r"\bq(Debug|Info|Warning|Critical)\s*\(", line):
            problems.append(f"{place}:{number}: a message without its room's category (base/log.h)")
        match = re.match(r'\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', line)
        if not match:
            continue
        quoted, angled = match.groups()
        if angled:
            if re.match(r"Q(Widget|MainWindow|Dialog|Application)$|QtWidgets", angled) and place.parts[0] == "core":
                problems.append(f"{place}:{number}: core knows no widgets: <{angled}>")
            continue
        if quoted.lower().startswith("qgs") and here != "render":
            problems.append(f"{place}:{number}: only render knows QGIS: {quoted}")
        if quoted.endswith(".moc") or quoted.lower().startswith(("qgs", "qca")):
            continue
        target = next((base / quoted for base in (file.parent, source / "core", source) if (base / quoted).exists()), None)
        if target is None:
            problems.append(f"{place}:{number}: {quoted} does not exist")
            continue
        includes += 1
        there = room_of(target.resolve())
        used[here].add(there)
        if there not in reach(here):
            problems.append(f"{place}:{number}: {here} includes {quoted} of {there}, which is no friend")

# A friend that nothing includes is a false arrow; base everyone has, if only for its precompiled header.
for name, (folder, friends) in rooms.items():
    for friend in friends:
        if friend != "base" and friend not in used[name] and not any(friend in reach(other) for other in used[name] - {name, friend}):
            problems.append(f"{folder.relative_to(source)}/CMakeLists.txt: {name} never includes its friend {friend}")

for problem in sorted(set(problems)):
    print(problem)
print(f"{len(rooms)} rooms, {includes} includes, {len(set(problems))} breaches")
sys.exit(1 if problems or len(rooms) < 20 or includes < 1000 else 0)
