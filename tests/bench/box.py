#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""box.py WORKER [COUNT]: what a process of its own costs a job: from the start of tuilerie-worker to its answer, shut in and all
(core/box/boxmessages.h), beside the start of GDAL's smallest program, side by side. Prints the medians in milliseconds and their ratio."""
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

worker, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40


def boxed(folder):
    ours, theirs = socket.socketpair()
    begin = time.perf_counter()
    # The worker's end is its descriptor 3.
    child = subprocess.Popen(["/bin/sh", "-c", f'exec "$0" 3<&{theirs.fileno()}', worker], pass_fds=[theirs.fileno()],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    theirs.close()
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


def peer():
    begin = time.perf_counter()
    subprocess.run(["ogrinfo", "--version"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


with tempfile.TemporaryDirectory() as place:
    rows = [(boxed(place), peer()) for _ in range(count)]
mine, theirs = (statistics.median(column) * 1000 for column in zip(*rows))
print(f"boxed work {mine:.1f} ms, ogrinfo --version {theirs:.1f} ms, ratio {mine / theirs:.2f}")
