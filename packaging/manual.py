#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""manual.py --output DIR --version V --programs DIR PROGRAM...: a manual page (section 1, gzip) for each program, made of what its own
--help says, and completions of tuilerie-cli for bash and fish. The same help gives the same bytes. Fails when a help cannot be read."""
import argparse
import datetime
import gzip
import os
import pathlib
import re
import subprocess

INTRODUCTIONS = {
    "tuilerie": ("publish GeoPackage, TIFF and LAZ files as map services", "tuilerie", []),
    "tuilerie-cli": ("check, tile and publish geographic data", "tuilerie-cli", [
        ("EXIT STATUS", [("0", "done"), ("1", "failed"), ("2", "usage"), ("3", "done, with tolerated failures that are listed"),
                         ("4", "blocked by a check"), ("130", "interrupted; the work can be resumed")]),
        ("ENVIRONMENT", [("TUILERIE_DATA", "data folder of the embedded server"), ("TUILERIE_SERVER", "the tuilerie-server program to start")])]),
    "tuilerie-server": ("diffusion server for tiled maps and point clouds", "tuilerie-server", [
        ("FILES", [("/etc/default/tuilerie-server", "options of the service"), ("/var/lib/tuilerie", "data folder of the service")]),
        ("SERVICE", [("systemctl enable --now tuilerie-server", "starts the service now and at each start of the machine; it is installed without being started"),
                     ("echo PASSWORD | sudo -u tuilerie tuilerie-server --data /var/lib/tuilerie --add-account LOGIN",
                      "adds an account that may publish there (while the service is stopped)")])]),
}


def run(program, *arguments):
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    environment |= {name: os.environ[name] for name in ("QT_QPA_PLATFORM", "QGIS_PREFIX_PATH", "ASAN_OPTIONS") if name in os.environ}
    return subprocess.run([program, *arguments], check=True, stdout=subprocess.PIPE, env=environment, timeout=120).stdout.decode()


def options_of(text):
    """[(spelling, words)] of what stands under "Options:" in a help text of Qt's parser."""
    found = []
    for line in text.partition("Options:\n")[2].splitlines():
        if match := re.match(r"^  (-\S.*?)(?:\s{2,}(\S.*))?$", line):
            found.append([match[1], match[2] or ""])
        elif match := re.match(r"^\s{3,}(\S.*)$", line):
            if found:
                found[-1][1] = (found[-1][1] + " " + match[1]).strip()
        elif line.strip():
            break
    return found


def escape(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return "\\&" + text if text.startswith(".") else text


def option_lines(options):
    return [line for spelling, words in options for line in (".TP", "\\fB" + escape(spelling) + "\\fR", escape(words) or "\\&")]


def page(name, version, programs, date):
    title, command, sections = INTRODUCTIONS[name]
    program = programs / name
    text = run(program, "--help")
    lines = [f'.TH {name.upper()} 1 "{date}" "Tuilerie {version}" "Tuilerie"', ".SH NAME", escape(name) + " \\- " + escape(title), ".SH SYNOPSIS"]
    verbs = verbs_of(text) if name == "tuilerie-cli" else []
    if verbs:
        lines += [f"\\fB{escape(command)}\\fR \\fIVERB\\fR [options]", ".SH DESCRIPTION", "Each verb takes \\fB\\-\\-help\\fR and \\fB\\-\\-json\\fR."]
        for verb, summary in verbs:
            help_text = run(program, verb, "--help")
            usage = help_text.splitlines()[0].split(" ", 1)[1]
            lines += [f'.SH "{verb.upper()}"', escape(summary), ".PP", "\\fB" + escape(usage) + "\\fR"] + option_lines(options_of(help_text))
    else:
        usage = text.splitlines()[0].split(" ", 1)[1]
        usage = re.sub(r"^\S*/", "", usage)
        summary = text.split("\n")[1].strip() or text.split("\n\n")[1].strip().splitlines()[0]
        options = options_of(text)
        if not options:
            raise SystemExit(f"{name} --help lists no options")
        lines += [escape(usage), ".SH DESCRIPTION", escape(summary), ".SH OPTIONS"] + option_lines(options)
    for heading, rows in sections:
        lines.append(f'.SH "{heading}"')
        for term, words in rows:
            lines += [".TP", "\\fB" + escape(term) + "\\fR", escape(words)]
    others = [other for other in INTRODUCTIONS if other != name]
    lines += [".SH SEE ALSO", ", ".join(f"\\fB{escape(other)}\\fR(1)" for other in others)]
    return "\n".join(lines) + "\n"


def verbs_of(text):
    verbs = re.findall(r"^  ([a-z]+)\s{2,}(\S.*)$", text, re.M)
    if len(verbs) < 10:
        raise SystemExit("tuilerie-cli --help lists no verbs")
    return verbs


def long_options(options):
    """[(name, takes a value, words)]"""
    return [(name, "<" in spelling, words) for spelling, words in options for name in re.findall(r"--([a-z][a-z0-9-]*)", spelling)]


def completions(programs):
    program = programs / "tuilerie-cli"
    verbs = verbs_of(run(program, "--help"))
    options = {verb: long_options(options_of(run(program, verb, "--help"))) for verb, _ in verbs}
    bash = ["# bash completion for tuilerie-cli", "_tuilerie_cli() {", "  local cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} options=",
            "  if [ \"$COMP_CWORD\" -eq 1 ]; then",
            "    mapfile -t COMPREPLY < <(compgen -W \"" + " ".join(verb for verb, _ in verbs) + " --help --version\" -- \"$cur\")", "    return", "  fi",
            "  case $verb in"]
    for verb, _ in verbs:
        bash.append(f"    {verb}) options='" + " ".join("--" + name for name, _, _ in options[verb]) + "' ;;")
    bash += ["  esac", "  if [[ $cur == -* ]]; then mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")",
             "  else mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); fi", "}", "complete -o filenames -F _tuilerie_cli tuilerie-cli", ""]
    quote = lambda words: "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'"
    fish = ["# fish completion for tuilerie-cli"]
    for verb, summary in verbs:
        fish.append(f"complete -c tuilerie-cli -n __fish_use_subcommand -a {verb} -d {quote(summary)}")
    for verb, _ in verbs:
        for name, takes_value, words in options[verb]:
            fish.append(f"complete -c tuilerie-cli -n '__fish_seen_subcommand_from {verb}' -l {name}{' -r' if takes_value else ''} -d {quote(words)}")
    return "\n".join(bash), "\n".join(fish) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--programs", type=pathlib.Path, required=True)
    parser.add_argument("names", nargs="+")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or int(datetime.datetime.now(datetime.timezone.utc).timestamp())
    date = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%d")
    for name in given.names:
        text = page(name, given.version, given.programs, date)
        (given.output / f"{name}.1.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    bash, fish = completions(given.programs)
    (given.output / "tuilerie-cli.bash").write_text(bash)
    (given.output / "tuilerie-cli.fish").write_text(fish)


main()
