# SPDX-License-Identifier: GPL-3.0-or-later
"""syncedit.py CASE CLI SERVER FOLDER: working copies of a real server, edited by GDAL and SQLite between the calls."""
import json
import random
import subprocess
import threading
import time
import urllib.error
import urllib.request

from syncsupport import CuttingProxy, api, ask, cli, copies, edit, gdal, make_input, published, run, run_case, tile, token, versions


def roundtrip(server):
    published(server)
    copies(server, "a.gpkg", "b.gpkg")
    first = tile(server)
    assert first
    edit("a.gpkg", "UPDATE parcelles SET nom = 'edited' WHERE fid = 1; DELETE FROM parcelles WHERE fid = 2")
    # A new feature by ogr2ogr, which appends.
    make_input("new.gpkg", 1)
    gdal.VectorTranslate("a.gpkg", "new.gpkg", accessMode="append", layerName="parcelles")
    status = run("sync", "status", "a.gpkg")
    assert status["changes"] == {"inserts": 1, "updates": 1, "deletes": 1}, status
    pushed = run("sync", "push", "a.gpkg", port=server.port)
    assert pushed["pushed"] == {"inserts": 1, "updates": 1, "deletes": 1} and pushed["version"] == 2, pushed
    assert tile(server) == first, "a push without --publish changed what is shown"
    again = run("sync", "push", "a.gpkg", port=server.port)
    assert again["pushed"] == {"inserts": 0, "updates": 0, "deletes": 0} and again["version"] == 2, again

    edit("b.gpkg", "UPDATE parcelles SET nom = 'mine' WHERE fid IN (1, 3)")
    before = ask("b.gpkg", "SELECT * FROM parcelles")
    conflicts = run("sync", "push", "b.gpkg", port=server.port, expect=4)
    expected = {"table": "parcelles", "feature": 1, "column": "nom", "kind": "cell", "base": "p1", "mine": "mine", "theirs": "edited"}
    assert conflicts == [expected], conflicts
    assert ask("b.gpkg", "SELECT * FROM parcelles") == before
    assert versions(server)[0]["version"] == 2
    # Decided without the server.
    decided = run("sync", "resolve", "b.gpkg", "--theirs", "parcelles/1/nom")
    assert decided["decided"] == 1 and decided["left"] == 0, decided
    kept = run("sync", "restore", "b.gpkg", "--list")
    assert len(kept) == 1 and kept[0]["values"] == {"nom": "mine"}, kept
    pushed = run("sync", "push", "b.gpkg", "--publish", port=server.port)
    assert pushed["pushed"]["updates"] == 1 and pushed["version"] == 3, pushed
    second = tile(server)
    assert second != first and b"mine" in second and b"edited" in second, "the tiles are not those of the new data"
    run("rollback", "parc", port=server.port)
    assert tile(server) == first, "the tiles after the rollback are not the old ones"

    run("sync", "restore", "b.gpkg", str(kept[0]["id"]))
    assert ask("b.gpkg", "SELECT nom FROM parcelles WHERE fid = 1") == [("mine",)]
    assert run("sync", "push", "b.gpkg", port=server.port)["version"] == 4
    run("sync", "pull", "a.gpkg", port=server.port)
    assert ask("a.gpkg", "SELECT nom FROM parcelles WHERE fid IN (1, 3)") == [("mine",), ("mine",)]
    # What breaks is said, with its exit code.
    run("sync", "clone", "parc", "a.gpkg", port=server.port, expect=1)
    run("sync", "clone", "nosuch", "c.gpkg", port=server.port, expect=1)
    run("sync", "push", "in.gpkg", port=server.port, expect=1)
    assert run("sync", "resolve", "a.gpkg")["left"] == 0
    run("sync", "resolve", "a.gpkg", "parcelles/1", expect=2)
    run("sync", "dance", "a.gpkg", expect=2)
    edit("a.gpkg", "ALTER TABLE parcelles ADD COLUMN more TEXT")
    problems = run("sync", "push", "a.gpkg", port=server.port, expect=4)
    assert problems[0]["kind"] == "column-added" and problems[0]["message"], problems


def cuts(server):
    published(server)
    copies(server, "a.gpkg")
    # How many bytes a push is, in both directions: heads, bodies, the asking for what became of it.
    sizes = {}
    for direction in ("up", "down"):
        edit("a.gpkg", f"UPDATE parcelles SET nom = 'measured {direction}'")
        proxy = CuttingProxy(server.port, direction, 1 << 40)
        proxy.start()
        run("sync", "push", "a.gpkg", port=proxy.port)
        sizes[direction] = (1 << 40) - proxy.limit
    expected = 3
    rng = random.Random(7)
    for direction, size in sizes.items():
        places = {0, 1, size - 1, size // 2, *(rng.randrange(size) for _ in range(12))}
        for place in sorted(places):
            name = f"{direction} {place}"
            edit("a.gpkg", f"UPDATE parcelles SET nom = '{name}' WHERE fid = 5; INSERT INTO parcelles(nom, code) VALUES('{name}', 'cut')")
            proxy = CuttingProxy(server.port, direction, place)
            proxy.start()
            run("sync", "push", "a.gpkg", port=proxy.port, expect=None)
            run("sync", "push", "a.gpkg", port=server.port)
            expected += 1
            state, _ = versions(server)
            assert state["version"] == expected, f"{name}: version {state['version']} instead of {expected}"
            assert run("sync", "status", "a.gpkg")["changes"] == {"inserts": 0, "updates": 0, "deletes": 0}
    copies(server, "b.gpkg")
    assert ask("a.gpkg", "SELECT * FROM parcelles") == ask("b.gpkg", "SELECT * FROM parcelles")
    twice = ask("b.gpkg", "SELECT nom, count(*) FROM parcelles WHERE code = 'cut' GROUP BY nom HAVING count(*) > 1")
    assert not twice, twice


def kills(server):
    published(server)
    copies(server, "a.gpkg")
    rng = random.Random(11)
    for number in range(12):
        edit("a.gpkg", f"UPDATE parcelles SET nom = 'kill {number}' WHERE fid = 5; INSERT INTO parcelles(nom, code) VALUES('kill {number}', 'kill')")
        push = subprocess.Popen([cli, "sync", "push", "a.gpkg", "--server", f"http://127.0.0.1:{server.port}/api", "--token-file", "token"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, 0.35))
        # The server, the client, or both.
        if number % 3 != 1:
            server.kill()
        if number % 3 != 0:
            push.kill()
        push.wait()
        if number % 3 != 1:
            server.start()
        run("sync", "push", "a.gpkg", port=server.port)
        state, _ = versions(server)
        assert state["version"] == number + 2, f"kill {number}: version {state['version']}"
        assert run("sync", "status", "a.gpkg")["changes"] == {"inserts": 0, "updates": 0, "deletes": 0}
    copies(server, "b.gpkg")
    assert ask("a.gpkg", "SELECT * FROM parcelles") == ask("b.gpkg", "SELECT * FROM parcelles")
    assert len(ask("b.gpkg", "SELECT * FROM parcelles WHERE code = 'kill'")) == 12


def together(server):
    """Several clients at once, each with features of its own."""
    published(server)
    names = [f"{i}.gpkg" for i in range(4)]
    copies(server, *names)
    for turn in range(3):
        for i, name in enumerate(names):
            edit(name, f"UPDATE parcelles SET nom = 'client {i} {turn}' WHERE fid = {i + 1}; INSERT INTO parcelles(nom, code) VALUES('new {i} {turn}', 'new')")
        results = {}
        threads = [threading.Thread(target=lambda name=name: results.update({name: run("sync", "push", name, port=server.port, expect=None)}))
                   for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name, (code, document) in results.items():
            assert code == 0, (name, document)
    for name in names:
        run("sync", "pull", name, port=server.port)
    rows = ask(names[0], "SELECT fid, nom, code FROM parcelles ORDER BY fid")
    for name in names[1:]:
        assert ask(name, "SELECT fid, nom, code FROM parcelles ORDER BY fid") == rows
    assert len([row for row in rows if row[2] == "new"]) == 12
    assert versions(server)[0]["version"] == 13


def deleted(server):
    """A copy of a state that the server has forgotten; a layer that was published anew; a part."""
    published(server)
    copies(server, "old.gpkg", "a.gpkg")
    for number in range(6):
        edit("a.gpkg", f"UPDATE parcelles SET code = '{number}' WHERE fid = 10")
        run("sync", "push", "a.gpkg", *(["--publish"] if number == 5 else []), port=server.port)
    state, store = versions(server)
    for version in state["versions"][:-1]:
        for word in ("changes", "pyramids"):
            subprocess.run(["rm", "-rf", f"data/{word}/{version['stored_data']}"], check=True)
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/api/datastores/{store}/stored_data/{version['stored_data']}",
                                         headers={"Authorization": "Bearer " + token}, method="DELETE")
        try:
            urllib.request.urlopen(request)
        except urllib.error.HTTPError:
            pass  # it was forgotten before
    edit("old.gpkg", "UPDATE parcelles SET nom = 'from long ago' WHERE fid = 10")
    pushed = run("sync", "push", "old.gpkg", port=server.port)
    assert pushed["pushed"]["updates"] == 1, pushed
    assert ask("old.gpkg", "SELECT nom, code FROM parcelles WHERE fid = 10") == [("from long ago", "5")]

    # Of other files now: the copy goes on.
    make_input("other.gpkg", 28)
    edit("other.gpkg", "UPDATE parcelles SET code = 'published anew'")
    run("update", "parc", "other.gpkg", port=server.port)
    edit("old.gpkg", "UPDATE parcelles SET nom = 'once more' WHERE fid = 12")
    pushed = run("sync", "push", "old.gpkg", port=server.port)
    assert pushed["pushed"] == {"inserts": 0, "updates": 1, "deletes": 0}, pushed
    assert ask("old.gpkg", "SELECT count(*), min(code), max(nom) FROM parcelles WHERE fid IN (12, 30)") == [(1, "published anew", "once more")]

    extent = ask("other.gpkg", "SELECT min_x, min_y FROM gpkg_contents WHERE table_name = 'parcelles'")[0]
    transform = gdal.Transformer(None, None, ["SRC_SRS=EPSG:2154", "DST_SRS=OGC:CRS84"])
    _, low = transform.TransformPoint(0, extent[0] + 90, extent[1])
    _, high = transform.TransformPoint(0, extent[0] + 290, extent[1] + 90)
    run("sync", "clone", "parc", "part.gpkg", "--extent", f"{low[0]},{low[1]},{high[0]},{high[1]}", "--where", "fid <> 3", port=server.port)
    part = {row[0] for row in ask("part.gpkg", "SELECT fid FROM parcelles")}
    assert part and 3 not in part and len(part) < 15, part
    inside = min(part)
    edit("part.gpkg", f"UPDATE parcelles SET nom = 'in the part' WHERE fid = {inside}; INSERT INTO parcelles(fid, nom) VALUES(3, 'taken id')")
    run("sync", "pull", "a.gpkg", port=server.port)
    edit("a.gpkg", "UPDATE parcelles SET code = 'theirs'")
    run("sync", "push", "a.gpkg", port=server.port)
    pushed = run("sync", "push", "part.gpkg", port=server.port)
    assert pushed["remapped"] and pushed["pushed"] == {"inserts": 1, "updates": 1, "deletes": 0}, pushed
    assert ask("part.gpkg", f"SELECT nom, code FROM parcelles WHERE fid = {inside}") == [("in the part", "theirs")]
    run("sync", "pull", "a.gpkg", port=server.port)
    assert ask("a.gpkg", "SELECT nom FROM parcelles WHERE fid = 3")[0][0] != "taken id"
    assert len(ask("a.gpkg", "SELECT * FROM parcelles WHERE nom = 'taken id'")) == 1


def rights(server):
    """Who may not process may not push, and a stranger sees nothing."""
    published(server)
    copies(server, "a.gpkg")
    state, store = versions(server)
    base = f"http://127.0.0.1:{server.port}/api/datastores/{store}/stored_data/{state['stored_data']}"
    for path in ("data", "versions", "changes"):
        try:
            urllib.request.urlopen(f"{base}/{path}")
            assert False, path
        except urllib.error.HTTPError as refused:
            assert refused.code == 401, path
    request = urllib.request.Request(f"{base}/pushes/6f0a3c0e-7f0b-4b5f-9c1e-2f5a2f4f6d11", data=b"no changes", method="PUT",
                                     headers={"Authorization": "Bearer " + token})
    state = json.load(urllib.request.urlopen(request))
    while state["status"] not in ("SUCCESS", "FAILURE"):
        time.sleep(0.05)
        state = api(f"/datastores/{store}/stored_data/{base.rsplit('/', 1)[1]}/pushes/6f0a3c0e-7f0b-4b5f-9c1e-2f5a2f4f6d11", server.port)
    assert state["status"] == "FAILURE" and state["message"], state
    assert versions(server)[0]["version"] == 1


run_case({"roundtrip": roundtrip, "cuts": cuts, "kills": kills, "together": together, "deleted": deleted, "rights": rights})
