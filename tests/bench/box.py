#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""box.py WORKER [COUNT]: what a process of its own costs a job: from its order to tuilerie-worker's answer, shut in and all
(core/box/boxmessages.h), of one that waits as the server keeps it and of one that is started for it, beside the start of GDAL's smallest
program, side by side. Prints the medians in milliseconds and their ratios."""
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

worker, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40


def boxed(folder, waits):
    ours, theirs = socket.socketpair()
    begin = time.perf_counter()
    # The worker's end is its descriptor 3.
    child = subprocess.Popen(["/bin/sh", "-c", f'exec "$0" 3<&{theirs.fileno()}', worker], pass_fds=[theirs.fileno()],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    theirs.close()
    if waits:
        settle(child.pid)
        begin = time.perf_counter()
    order = {"work": "verify", "params": {"pyramid": folder + "/none.json"}, "inputs": [folder], "folders": [folder], "memory_mib": 4096, "language": "en"}
    ours.sendall(json.dumps(order).encode() + b"\n")
    answer = b""
    while not answer.endswith(b"\n"):
        part = ours.recv(65536)
        assert part, "the worker ended without an answer"
        answer += part
    taken = time.perf_counter() - begin
    assert json.loads(answer.splitlines()[-1])["error"]["code"], answer
    child.wait()
    return taken


def settle(pid):
    """Until it sleeps: it has loaded what it needs and listens."""
    while True:
        time.sleep(0.02)
        with open(f"/proc/{pid}/stat") as file, open(f"/proc/{pid}/cmdline") as words:
            if file.read().rsplit(")", 1)[1].split()[0] == "S" and words.read().startswith(worker):
                return


def peer():
    begin = time.perf_counter()
    subprocess.run(["ogrinfo", "--version"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


with tempfile.TemporaryDirectory() as place:
    rows = [(boxed(place, True), boxed(place, False), peer()) for _ in range(count)]
waiting, started, theirs = (statistics.median(column) * 1000 for column in zip(*rows))
print(f"boxed work: process waits {waiting:.1f} ms, is started {started:.1f} ms; ogrinfo --version {theirs:.1f} ms; "
      f"ratios {waiting / theirs:.2f}, {started / theirs:.2f}")
