# SPDX-License-Identifier: GPL-3.0-or-later
"""syncoutbox.py CASE CLI SERVER FOLDER: what is asked of a server that does not answer, and sent when it does."""
import os
import subprocess
import time

from syncsupport import ask, cli, copies, edit, make_input, published, run, run_case, tile, versions


def wait_until(holds):
    while not holds():
        time.sleep(0.05)


def later(server):
    """Without a network: kept in order; sent when the server answers, each thing once, whatever was killed meanwhile."""
    published(server)
    copies(server, "a.gpkg", "b.gpkg")
    server.stop()
    edit("a.gpkg", "UPDATE parcelles SET nom = 'by the outbox' WHERE fid = 1")
    make_input("other.gpkg", 12)
    edit("other.gpkg", "UPDATE parcelles SET nom = 'quite new'")
    assert run("sync", "push", "a.gpkg", "--publish", port=server.port, expect=None)[0] == 1  # at once: the server is away
    first = run("sync", "push", "a.gpkg", "--publish", "--later", port=server.port)["outbox"]
    assert first["kind"] == "push" and first["state"] == "waiting" and first["publish"], first
    again = run("sync", "push", "a.gpkg", "--later", port=server.port)["outbox"]
    assert again["id"] == first["id"] and again["publish"], again
    second = run("publish", "other.gpkg", "--layer", "neuf", "--service", "tms", "--later", port=server.port)["outbox"]
    third = run("update", "parc", "other.gpkg", "--later", port=server.port)["outbox"]
    dropped = run("publish", "other.gpkg", "--layer", "jamais", "--service", "tms", "--later", port=server.port)["outbox"]
    listed = run("outbox", "list")
    assert [item["id"] for item in listed] == [first["id"], second["id"], third["id"], dropped["id"]], listed
    run("outbox", "drop", str(dropped["id"]))
    moved = run("outbox", "move", str(second["id"]), "1")
    assert [item["id"] for item in moved] == [second["id"], first["id"], third["id"]], moved
    run("outbox", "hold", str(third["id"]))
    run("outbox", "hold", "77", expect=1)
    run("outbox", "hold", "seventy", expect=2)
    left = run("outbox", "send", expect=1)["left"]
    assert [item["state"] for item in left] == ["waiting", "waiting", "held"] and left[0]["reason"] and left[1]["reason"], left
    # It waits for the server, dies by kill -9 and by the power, and does it all the same.
    waiting = subprocess.Popen([cli, "outbox", "send", "--wait"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    waiting.kill()
    waiting.wait()
    waiting = subprocess.Popen([cli, "outbox", "send", "--wait"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server.start()
    wait_until(lambda: any(item["state"] == "sending" for item in run("outbox", "list")) or waiting.poll() is not None)
    waiting.kill()
    waiting.wait()
    assert all(item["state"] in ("waiting", "held") for item in run("outbox", "list"))
    waiting = subprocess.Popen([cli, "outbox", "send", "--wait"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    assert waiting.wait() == 0
    assert [item["id"] for item in run("outbox", "list")] == [third["id"]]
    assert versions(server)[0]["version"] == 2
    assert b"by the outbox" in tile(server) and b"quite new" in tile(server, "neuf")
    run("outbox", "release", str(third["id"]))
    sent = run("outbox", "send")
    assert [item["id"] for item in sent["sent"]] == [third["id"]] and sent["sent"][0]["result"]["offerings"] and not sent["left"], sent
    assert b"quite new" in tile(server) and b"by the outbox" not in tile(server)
    assert run("outbox", "list") == []
    assert run("outbox", "send") == {"sent": [], "left": []}


def blocked(server):
    """What needs the user says so, and goes on once that is done; what comes after it waits for it."""
    published(server)
    copies(server, "a.gpkg", "b.gpkg")
    edit("a.gpkg", "UPDATE parcelles SET nom = 'a' WHERE fid = 1")
    run("sync", "push", "a.gpkg", port=server.port)
    edit("b.gpkg", "UPDATE parcelles SET nom = 'b' WHERE fid = 1")
    one = run("sync", "push", "b.gpkg", "--later", port=server.port)["outbox"]
    edit("a.gpkg", "UPDATE parcelles SET nom = 'a again' WHERE fid = 2")
    two = run("sync", "push", "a.gpkg", "--later", port=server.port)["outbox"]
    left = run("outbox", "send", expect=4)["left"]
    assert [item["state"] for item in left] == ["blocked", "waiting"], left
    assert [(c["feature"], c["column"]) for c in left[0]["details"]] == [(1, "nom")] and str(one["id"]) in left[1]["reason"], left
    assert versions(server)[0]["version"] == 2
    run("sync", "resolve", "b.gpkg", "--mine")
    sent = run("outbox", "send")
    assert [item["id"] for item in sent["sent"]] == [one["id"], two["id"]], sent
    assert versions(server)[0]["version"] == 4
    # A file that is gone meanwhile is said, and is no reason to lose the rest.
    edit("a.gpkg", "UPDATE parcelles SET nom = 'last' WHERE fid = 3")
    run("sync", "push", "a.gpkg", "--later", port=server.port)
    os.rename("a.gpkg", "away.gpkg")
    make_input("more.gpkg", 3)
    run("publish", "more.gpkg", "--layer", "plus", "--service", "tms", "--later", port=server.port)
    report = run("outbox", "send", expect=1)
    assert [item["state"] for item in report["left"]] == ["failed"] and "a.gpkg" in report["left"][0]["reason"], report
    assert [item["layer"] for item in report["sent"]] == ["plus"], report
    os.rename("away.gpkg", "a.gpkg")
    assert len(run("outbox", "send")["sent"]) == 1
    assert ask("a.gpkg", "SELECT nom FROM parcelles WHERE fid = 1") == [("b",)]


run_case({"later": later, "blocked": blocked})
