# SPDX-License-Identifier: GPL-3.0-or-later
"""syncdecide.py CASE CLI SERVER FOLDER: what two sides did to the same data, and what becomes of the layer."""
import json
import random
import subprocess
import threading
import time
import urllib.error
import urllib.request

from syncsupport import api, ask, cli, copies, edit, gdal, make_input, ogr, osr, published, run, run_case, tile, token, versions


def decisions(server):
    """Conflicts of each kind at once, decided one by one, a feature, and all that is left."""
    published(server)
    copies(server, "a.gpkg", "b.gpkg")
    edit("a.gpkg", "UPDATE parcelles SET nom = 'a' || fid, code = 'a' WHERE fid IN (1, 2); UPDATE parcelles SET nom = 'a3' WHERE fid = 3; DELETE FROM parcelles WHERE fid = 4")
    run("sync", "push", "a.gpkg", port=server.port)
    edit("b.gpkg", "UPDATE parcelles SET nom = 'b' || fid, code = 'b' WHERE fid IN (1, 2); DELETE FROM parcelles WHERE fid = 3; UPDATE parcelles SET nom = 'b4' WHERE fid = 4")
    conflicts = run("sync", "push", "b.gpkg", port=server.port, expect=4)
    assert [(c["table"], c["feature"], c["column"], c["kind"]) for c in conflicts] == [
        ("parcelles", 1, "code", "cell"), ("parcelles", 1, "nom", "cell"), ("parcelles", 2, "code", "cell"), ("parcelles", 2, "nom", "cell"),
        ("parcelles", 3, None, "delete-edit"), ("parcelles", 4, None, "edit-delete")], conflicts
    assert run("sync", "status", "b.gpkg")["conflicts"] == conflicts
    assert run("sync", "resolve", "b.gpkg")["conflicts"] == conflicts
    assert run("sync", "resolve", "b.gpkg", "--mine", "parcelles/1/nom")["left"] == 5
    # What is open keeps all of it here, also when it is tried once more.
    assert len(run("sync", "push", "b.gpkg", port=server.port, expect=4)) == 5
    assert versions(server)[0]["version"] == 2
    run("sync", "resolve", "b.gpkg", "--mine", "parcelles/4", "parcelles/nosuch", expect=1)
    run("sync", "resolve", "b.gpkg", "--mine", "--theirs", expect=2)
    assert run("sync", "resolve", "b.gpkg", "--mine", "parcelles/2", "parcelles/4")["left"] == 2
    assert run("sync", "resolve", "b.gpkg", "--theirs")["left"] == 0
    pushed = run("sync", "push", "b.gpkg", port=server.port)
    assert pushed["pushed"] == {"inserts": 1, "updates": 2, "deletes": 0}, pushed
    expected = [(1, "b1", "a"), (2, "b2", "b"), (3, "a3", None), (4, "b4", None)]
    run("sync", "pull", "a.gpkg", port=server.port)
    for name in ("a.gpkg", "b.gpkg"):
        assert ask(name, "SELECT fid, nom, code FROM parcelles WHERE fid < 5 ORDER BY fid") == expected, name
    # Each value that lost can be had back.
    kept = run("sync", "restore", "b.gpkg", "--list")
    assert {item["feature"] for item in kept} == {1, 2, 3, 4}, kept


def declared(server):
    """The layer published from files that are declared otherwise, while a copy was away."""
    published(server)
    ways = {
        "column-removed": "ALTER TABLE parcelles DROP COLUMN code",
        "column-renamed": "ALTER TABLE parcelles RENAME COLUMN code TO numero",
        "column-retyped": "ALTER TABLE parcelles DROP COLUMN code; ALTER TABLE parcelles ADD COLUMN code INTEGER",
        "table-removed": "ALTER TABLE parcelles RENAME TO autres",
    }
    for word, sql in ways.items():
        name, other = f"copy-{word}.gpkg", f"other-{word}.gpkg"
        run("update", "parc", "in.gpkg", port=server.port)
        copies(server, name)
        edit(name, "UPDATE parcelles SET nom = 'mine' WHERE fid = 1")
        make_input(other)
        edit(other, sql)
        run("update", "parc", other, port=server.port)
        before = ask(name, "SELECT * FROM parcelles")
        for verb in ("pull", "push"):
            problems = run("sync", verb, name, port=server.port, expect=4)
            assert word in {problem["kind"] for problem in problems} and all(problem["message"] for problem in problems), (word, problems)
        assert ask(name, "SELECT * FROM parcelles") == before, word
    # A CRS of its own.
    run("update", "parc", "in.gpkg", port=server.port)
    copies(server, "crs.gpkg")
    gdal.VectorTranslate("degrees.gpkg", "in.gpkg", dstSRS="EPSG:4326", layerName="parcelles", reproject=True)
    run("update", "parc", "degrees.gpkg", port=server.port)
    problems = run("sync", "pull", "crs.gpkg", port=server.port, expect=4)
    assert {problem["kind"] for problem in problems} == {"crs-changed"}, problems
    # A column more is taken over, with its values, and a table more does not matter.
    run("update", "parc", "in.gpkg", port=server.port)
    copies(server, "more.gpkg")
    make_input("wide.gpkg")
    edit("wide.gpkg", "ALTER TABLE parcelles ADD COLUMN etage INTEGER; UPDATE parcelles SET etage = fid")
    gdal.VectorTranslate("wide.gpkg", "in.gpkg", accessMode="update", layerName="encore")
    run("update", "parc", "wide.gpkg", port=server.port)
    edit("more.gpkg", "UPDATE parcelles SET nom = 'mine' WHERE fid = 7")
    pushed = run("sync", "push", "more.gpkg", port=server.port)
    assert pushed["pushed"]["updates"] == 1, pushed
    assert ask("more.gpkg", "SELECT nom, etage FROM parcelles WHERE fid = 7") == [("mine", 7)]


def overtaken(server):
    """Two who push and publish at once: the layer shows what both did, whoever is ready last."""
    published(server)
    copies(server, "a.gpkg", "b.gpkg")
    edit("a.gpkg", "UPDATE parcelles SET nom = 'of the first' WHERE fid = 1")
    edit("b.gpkg", "UPDATE parcelles SET nom = 'of the second' WHERE fid = 2")
    results = {}
    threads = [threading.Thread(target=lambda name=name: results.update({name: run("sync", "push", name, "--publish", port=server.port, expect=None)}))
               for name in ("a.gpkg", "b.gpkg")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, (code, document) in results.items():
        assert code == 0, (name, document)
    assert {document["version"] for _, document in results.values()} == {2, 3}
    shown = tile(server)
    assert b"of the first" in shown and b"of the second" in shown
    # Once more: nothing is left to push, nor to make.
    again = run("sync", "push", "a.gpkg", "--publish", port=server.port)
    assert again["pushed"] == {"inserts": 0, "updates": 0, "deletes": 0} and again["changed"]["tiles"] == 0, again
    assert again["of"]["tiles"] > 0 and again["of"]["features"] == 30, again
    assert tile(server) == shown


def save_newest(server, path):
    """The newest state of the layer's data; gives the datastore."""
    state, store = versions(server)
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}/api/datastores/{store}/stored_data/{state['stored_data']}/data",
                                     headers={"Authorization": "Bearer " + token})
    with open(path, "wb") as file:
        file.write(urllib.request.urlopen(request).read())
    return store


def made(server):
    """A push that publishes, killed anywhere: in the end the tiles are those of a layer made of the same data at once."""
    published(server)
    copies(server, "a.gpkg")
    rng = random.Random(5)
    for number in range(8):
        edit("a.gpkg", f"UPDATE parcelles SET nom = 'made {number}' WHERE fid = {number + 1}")
        push = subprocess.Popen([cli, "sync", "push", "a.gpkg", "--publish", "--server", f"http://127.0.0.1:{server.port}/api", "--token-file", "token"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, 0.8))
        if number % 2 == 0:
            server.kill()
        push.kill()
        push.wait()
        if number % 2 == 0:
            server.start()
        pushed = run("sync", "push", "a.gpkg", "--publish", port=server.port)
        assert pushed["version"] == number + 2, (number, pushed)
        assert f"made {number}".encode() in tile(server), number
    store = save_newest(server, "whole.gpkg")
    published(server, "autre", "whole.gpkg")
    assert tile(server, "autre") == tile(server)
    # What was begun and not ended is used, not left lying about: a pyramid for each version, and the other layer's.
    pyramids = [item for item in api(f"/datastores/{store}/stored_data?type=ROK4-PYRAMID-VECTOR&limit=100", server.port) if item["status"] != "DELETED"]
    assert len(pyramids) <= 10, [item["name"] + " " + item["status"] for item in pyramids]


def touched(server):
    """Of a push only the tiles that its features are in are made, and they are those of a layer made at once."""
    make_input("in.gpkg", step=20000)
    deep = ("--bottom", "16")
    published(server, options=deep)
    copies(server, "a.gpkg")
    edit("a.gpkg", "UPDATE parcelles SET nom = 'touched' WHERE fid = 7; DELETE FROM parcelles WHERE fid = 8")
    pushed = run("sync", "push", "a.gpkg", "--publish", port=server.port)
    changed, whole = pushed["changed"], pushed["of"]
    assert changed["features"] == 2 and whole["features"] == 29, pushed
    assert 0 < changed["slabs"] < whole["slabs"] / 2 and 0 < changed["tiles"] < whole["tiles"] / 2, pushed
    save_newest(server, "whole.gpkg")
    published(server, "autre", "whole.gpkg", deep)
    catalogue = json.load(urllib.request.urlopen(f"http://127.0.0.1:{server.port}/tms/1.0.0/parc/metadata.json"))
    assert catalogue["bounds"]
    for zoom in range(4, 11):
        count = 2 ** zoom
        for column in range(int(182 / 360 * count), int(185 / 360 * count) + 1):
            for row in range(int(0.34 * count), int(0.36 * count) + 1):
                tiles = []
                for layer in ("parc", "autre"):
                    try:
                        tiles.append(urllib.request.urlopen(f"http://127.0.0.1:{server.port}/tms/1.0.0/{layer}/{zoom}/{column}/{row}.pbf").read())
                    except urllib.error.HTTPError as missing:
                        tiles.append(missing.code)
                assert tiles[0] == tiles[1], (zoom, column, row)
    cause = run("versions", "parc", port=server.port)
    assert [version["cause"] for version in cause] == ["push", "publish"], cause


def undone(server):
    """The newest state deleted on the server: what it brought is gone, and pushes go on from the one before."""
    published(server)
    copies(server, "a.gpkg", "b.gpkg")
    edit("a.gpkg", "UPDATE parcelles SET nom = 'unwanted' WHERE fid = 1; UPDATE parcelles SET nom = 'unwanted' WHERE fid = 2")
    run("sync", "push", "a.gpkg", port=server.port)
    state, store = versions(server)
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}/api/datastores/{store}/stored_data/{state['stored_data']}",
                                     headers={"Authorization": "Bearer " + token}, method="DELETE")
    urllib.request.urlopen(request)
    assert versions(server)[0]["version"] == 1
    edit("b.gpkg", "UPDATE parcelles SET nom = 'wanted' WHERE fid = 3")
    assert run("sync", "push", "b.gpkg", port=server.port)["version"] == 3
    edit("a.gpkg", "UPDATE parcelles SET nom = 'mine' WHERE fid = 4")
    assert run("sync", "push", "a.gpkg", port=server.port)["version"] == 4
    run("sync", "pull", "b.gpkg", port=server.port)
    for name in ("a.gpkg", "b.gpkg"):
        assert ask(name, "SELECT nom FROM parcelles WHERE fid < 5 ORDER BY fid") == [("p1",), ("p2",), ("wanted",), ("mine",)], name


run_case({"decisions": decisions, "declared": declared, "overtaken": overtaken, "made": made, "touched": touched, "undone": undone})
