#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""tidy.py BUILD [FOLDER...]: clang-tidy (.clang-tidy) over the sources of core/, ui/ and app/, or of the folders named.

BUILD is a built tree: its compile_commands.json says how each file is compiled, its generated headers are read. A file that passed
once is remembered in $XDG_CACHE_HOME/tuilerie/tidy by the hash of all that it depends on in this repository, so only what changed
costs time: some seven seconds of one core a file. Prints each finding once; exits 1 on any.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIDY, CLANG = "clang-tidy-14", "clang++-14"
JOBS = int(os.environ.get("TIDY_JOBS") or os.cpu_count())
build = pathlib.Path(sys.argv[1]).resolve()
folders = tuple(sys.argv[2:]) or ("core", "ui", "app")
cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "tuilerie" / "tidy"
cache.mkdir(parents=True, exist_ok=True)

included = {}  # file: the files of this repository that it includes


def headers(path):
    """`path` and what it includes of ours, directly or not."""
    done, waiting = set(), [path]
    while waiting:
        file = waiting.pop()
        if file in done:
            continue
        done.add(file)
        if file not in included:
            names = re.findall(r'^\s*#include "([^"]+)"', file.read_text(), re.M)
            places = [place / name for name in names for place in (file.parent, ROOT / "core", ROOT, ROOT / "app")]
            included[file] = [place.resolve() for place in places if place.is_file()]
        waiting += included[file]
    return done


def command_of(entry, prefix):
    """The entry's command as clang takes it. gcc's precompiled header is none for clang: the same list of headers, made by clang."""
    words = [word for word in shlex.split(entry["command"]) if word not in ("-fpch-preprocess", "-Wshadow=local", "-Winvalid-pch")]
    while not re.search(r"(c|g|clang)\+\+(-\d+)?$", words[0]):
        words.pop(0)
    words[0] = CLANG
    return [str(prefix) if word.endswith("cmake_pch.hxx") else word for word in words]


def main():
    entries = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        file = pathlib.Path(entry["file"]).resolve()
        if file.is_relative_to(ROOT) and str(file.relative_to(ROOT)).startswith(tuple(f.rstrip("/") + "/" for f in folders)):
            entries.setdefault(file, entry)
    if not entries:
        sys.exit(f"tidy.py: {build} compiles nothing of {', '.join(folders)}")

    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    rules = (ROOT / ".clang-tidy").read_text()
    with tempfile.TemporaryDirectory() as scratch:
        prefix = pathlib.Path(scratch) / "prefix.hxx"
        base = next(build.glob("core/base/CMakeFiles/*/cmake_pch.hxx"))
        prefix.write_text("".join(line for line in base.read_text().splitlines(True) if "system_header" not in line))

        commands, keys = {}, {}
        for file, entry in entries.items():
            commands[file] = command_of(entry, prefix)
            command = re.sub(re.escape(scratch) + "|" + re.escape(str(ROOT)), "", shlex.join(commands[file]))
            key = hashlib.sha256((version + rules + command).encode())
            for part in sorted(headers(file)):
                key.update(part.read_bytes())
            keys[file] = cache / key.hexdigest()
        wanted = sorted(file for file in entries if not keys[file].exists())

        if wanted:
            flags = commands[next(file for file in entries if str(prefix) in commands[file])]
            flags = flags[:flags.index("-include")]
            subprocess.run(flags + ["-x", "c++-header", str(prefix), "-o", f"{prefix}.pch"], check=True, cwd=build)
        database = [{"directory": entries[file]["directory"], "file": str(file), "command": shlex.join(commands[file])} for file in wanted]
        (pathlib.Path(scratch) / "compile_commands.json").write_text(json.dumps(database))

        def check(file):
            done = subprocess.run([TIDY, "-p", scratch, "--quiet", f"--config-file={ROOT / '.clang-tidy'}", "--warnings-as-errors=*",
                                   str(file)], capture_output=True, text=True)
            if done.returncode == 0:
                keys[file].touch()
            return done.returncode, done.stdout + re.sub(r"(?m)^\d+ warnings? generated\.\n", "", done.stderr)

        said, failed = set(), 0
        with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
            for code, text in pool.map(check, wanted):
                failed += code != 0
                for finding in re.split(r"(?m)^(?=/\S+?:\d+:\d+: (?:warning|error))", text) if code else ():
                    what = finding.split(" [")[0]
                    if finding.strip() and what not in said:  # a header's are found with each file that includes it
                        said.add(what)
                        print(finding.replace(f"{ROOT}/", ""), end="", flush=True)
    print(f"{len(entries)} files, {len(entries) - len(wanted)} known to pass, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
