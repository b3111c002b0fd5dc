# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios of entrepotapitest: an outside client against a real tuilerie-server. Usage: entrepotapi.py SCENARIO SERVER [FILE]."""

import concurrent.futures
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import numpy
import requests
from osgeo import gdal, osr

gdal.UseExceptions()
TOKEN = "0123456789abcdef0123456789abcdef"
STANDARD = "ecb00ba0-eb42-427e-8418-f5d8a30e84ec"
RASTER = "2ae50661-986c-4f47-a3f0-e380417b522c"


class Server:
    """A tuilerie-server of its own data folder, and calls to it with the operator's token."""

    def __init__(self, program, folder, *options):
        self.program, self.folder, self.options = program, folder, options
        token = os.path.join(folder, "token")
        with open(token, "w") as file:
            file.write(TOKEN + "\n")
        self.token_file = token
        self.start()

    def start(self):
        self.log = open(os.path.join(self.folder, "log"), "ab")
        self.process = subprocess.Popen(
            [self.program, "--data", os.path.join(self.folder, "data"), "--listen", "127.0.0.1:0", "--token-file", self.token_file, "--references", "/",
             *self.options], stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"Listening on (http://127\.0\.0\.1:\d+)\n", line)
        assert found, (line, open(os.path.join(self.folder, "log")).read())
        self.root = found.group(1)
        self.session = requests.Session()
        self.session.headers["Authorization"] = "Bearer " + TOKEN
        me = self.get("/users/me")
        self.datastore = "/datastores/" + me["communities_member"][0]["community"]["datastore"]

    def call(self, method, path, status=None, **arguments):
        if path.startswith("./"):
            path = self.datastore + path[1:]
        answer = self.session.request(method, self.root + "/api" + path, timeout=60, **arguments)
        if status is None:
            assert answer.ok, (method, path, answer.status_code, answer.text)
        else:
            assert answer.status_code == status, (method, path, answer.status_code, answer.text)
            if status >= 400:
                body = answer.json()
                assert body["error"] and isinstance(body["error_description"], list) and body["error_description"][0], body
        return answer

    def get(self, path, **arguments):
        return self.call("GET", path, **arguments).json()

    def post(self, path, body=None, **arguments):
        answer = self.call("POST", path, json=body, **arguments)
        return answer.json() if answer.content else None

    def wait(self, path, member, good, bad=()):
        deadline = time.monotonic() + 240
        while time.monotonic() < deadline:
            entity = self.get(path)
            if entity[member] in good:
                return entity
            assert entity[member] not in bad, entity
            time.sleep(0.05)
        raise AssertionError(("too late", path, entity))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) == 0

    def upload(self, name, files, srs="EPSG:2154", kind="RASTER", md5=True):
        upload = self.post("./uploads", {"name": name, "description": "d", "type": kind, "srs": srs, "visibility": "PRIVATE"})
        assert upload["status"] == "OPEN"
        where = "./uploads/" + upload["_id"]
        sums = ""
        for remote, content in files.items():
            self.call("POST", where + "/data", params={"path": remote}, files={"file": (os.path.basename(remote), content)})
            sums += hashlib.md5(content).hexdigest() + "  " + remote + "\n"
        if md5:
            self.call("POST", where + "/md5", files={"file": ("data.md5", sums.encode())})
        return upload["_id"]

    def close(self, upload, good=("CLOSED",), bad=("UNSTABLE",)):
        self.call("POST", "./uploads/%s/close" % upload, headers={"Content-Type": "application/json"})
        return self.wait("./uploads/" + upload, "status", good, bad)

    def execute(self, upload, name, parameters, processing=RASTER):
        return self.post("./processings/executions", {
            "processing": processing, "inputs": {"upload": [upload], "stored_data": []},
            "output": {"stored_data": {"name": name, "storage_tags": ["PYRAMIDE"], "storage_type": "S3"}}, "parameters": parameters})

    def endpoint(self, kind, is_open=True):
        store = self.get(self.datastore)
        return next(e["endpoint"]["_id"] for e in store["endpoints"] if e["endpoint"]["type"] == kind and e["endpoint"]["open"] == is_open)


def raster(size=600, seed=1, origin=(900000, 6500000), cell=0.5, srs=2154, bands=3):
    """A GeoTIFF of noise on waves, as bytes."""
    path = "/vsimem/made.tif"
    data = gdal.GetDriverByName("GTiff").Create(path, size, size, bands, options=["TILED=YES", "COMPRESS=DEFLATE"])
    data.SetGeoTransform((origin[0], cell, 0, origin[1], 0, -cell))
    reference = osr.SpatialReference()
    if srs:
        reference.ImportFromEPSG(srs)
        data.SetProjection(reference.ExportToWkt())
    random = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[0:size, 0:size]
    for band in range(bands):
        wave = 120 + 80 * numpy.sin(x / (9 + band)) * numpy.cos(y / 13)
        data.GetRasterBand(band + 1).WriteArray((wave + random.integers(0, 20, (size, size))).astype(numpy.uint8))
    data = None
    file = gdal.VSIFOpenL(path, "rb")
    content = bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
    gdal.VSIFCloseL(file)
    gdal.Unlink(path)
    return content


def tokens(server):
    url = server.root + "/realms/tuilerie/protocol/openid-connect/token"
    server.stop()
    added = subprocess.run([server.program, "--data", server.folder + "/data", "--add-account", "léa+x"], input="s & é\n".encode())
    assert added.returncode == 0
    server.start()
    url = server.root + "/realms/tuilerie/protocol/openid-connect/token"
    wrong = requests.post(url, data={"grant_type": "password", "username": "léa+x", "password": "no"})
    assert wrong.status_code == 401 and isinstance(wrong.json()["error_description"], str) and wrong.json()["error"] == "invalid_grant"
    assert requests.post(url, data={"grant_type": "magic"}).json()["error"] == "unsupported_grant_type"
    assert requests.post(url, data={}).status_code == 400
    answer = requests.post(url, data={"grant_type": "password", "username": "léa+x", "password": "s & é", "client_id": "x"})
    assert answer.status_code == 200, answer.text
    token = answer.json()
    assert token["token_type"] == "Bearer" and token["expires_in"] == 3600
    me = requests.get(server.root + "/api/users/me", headers={"Authorization": "Bearer " + token["access_token"]})
    assert me.status_code == 200 and me.json()["communities_member"][0]["rights"]
    again = requests.post(url, data={"grant_type": "refresh_token", "refresh_token": token["refresh_token"]})
    assert again.status_code == 200 and again.json()["access_token"] != token["access_token"]
    assert requests.post(url, data={"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}).status_code == 401
    service = requests.post(url, data={"grant_type": "client_credentials"}, auth=("léa+x".encode(), "s & é".encode()))
    assert service.status_code == 200, service.text
    # Tokens outlive a restart of the server; a life of no seconds is over at once.
    server.stop()
    server.options = ("--token-lifetime", "0")
    server.start()
    url = server.root + "/realms/tuilerie/protocol/openid-connect/token"
    me = requests.get(server.root + "/api/users/me", headers={"Authorization": "Bearer " + again.json()["access_token"]})
    assert me.status_code == 200
    short = requests.post(url, data={"grant_type": "password", "username": "léa+x", "password": "s & é"}).json()
    late = requests.get(server.root + "/api/users/me", headers={"Authorization": "Bearer " + short["access_token"]})
    assert late.status_code == 401 and isinstance(late.json()["error_description"], list)
    assert requests.get(server.root + "/api/users/me").status_code == 401
    assert requests.get(server.root + "/api" + server.datastore + "/uploads").status_code == 401


def bad_bodies(server):
    create = lambda body, status: server.call("POST", "./uploads", status, data=body)
    create("{", 400)
    create("[1]", 400)
    create("", 400)
    create("null", 400)
    create(json.dumps({"name": "n", "type": "RASTER", "srs": "EPSG:2154"}), 400)
    create(json.dumps({"name": {}, "description": [], "type": 4, "srs": None}), 400)
    create(b"\xff\xfe\x00", 400)
    server.call("GET", "/datastores/00000000-0000-0000-0000-000000000000/uploads", 404)
    server.call("GET", "./uploads/none", 404)
    server.call("GET", "./uploads", 400, params={"page": "0"})
    server.call("GET", "./uploads", 400, params={"limit": "many"})
    server.call("GET", "./uploads", 400, params={"x'--": "1"})
    upload = server.upload("n", {}, md5=False)
    where = "./uploads/" + upload
    server.call("POST", where + "/close", 400)
    server.call("POST", where + "/data", 400, params={"path": "../../x"}, files={"file": ("x", b"x")})
    server.call("POST", where + "/data", 400, params={"path": "x"})
    server.call("POST", where + "/data", 400, params={"path": "x", "reference": "relative"})
    server.call("POST", "./uploads/none/data", 404, params={"path": "x"}, files={"file": ("x", b"x")})
    server.call("DELETE", where + "/data", 404, params={"path": "x"})
    server.call("POST", where + "/comments", 400, json={})
    server.call("POST", where + "/open", 409)
    server.call("POST", "./processings/executions", 400, json={})
    server.call("POST", "./processings/executions", 400, json={"processing": RASTER, "inputs": {"upload": ["none"]}, "output": {"stored_data": {"name": "x"}}})
    server.call("POST", "./processings/executions", 409, json={"processing": RASTER, "inputs": {"upload": [upload]}, "output": {"stored_data": {"name": "x"}}})
    for parameters in ({"tms": "../x.json"}, {"tms": "NONE"}, {"compression": "gif"}, {"paths": ["/etc"]}, {"output": "/elsewhere/x"}, {"top": "99"},
                       {"bottom": "2", "top": "5"}, {"interpolation": "magic"}, {"width": "many"}, {"compression": "jpg", "channels": 1}):
        body = {"processing": RASTER, "inputs": {"upload": [upload]}, "output": {"stored_data": {"name": "x"}}, "parameters": parameters}
        server.call("POST", "./processings/executions", 400, json=body)
    server.call("POST", "./configurations", 400, json={"type": "WMTS-TMS", "name": "n", "layer_name": "l", "type_infos": {"title": "t"}})
    server.call("POST", "./configurations/none/offerings", 404, json={"endpoint": server.endpoint("WMTS-TMS")})
    server.call("POST", "./statics", 400, params={"name": "n", "type": "ROK4-STYLE"}, files={"file": ("s.json", b"{}")})
    server.call("POST", "./metadata", 422, files={"file": ("m.xml", b"<a>")})
    server.call("DELETE", "./offerings/none", 404)
    assert server.get("./uploads/" + upload)["status"] == "OPEN"


def lists(server):
    ids = [server.upload("Prise de vue é %02d" % i, {}, md5=False, kind="VECTOR" if i % 2 else "RASTER") for i in range(23)]
    page = server.call("GET", "./uploads")
    assert len(page.json()) == 10 and page.headers["Content-Range"] == "1-10/23", page.headers
    assert server.call("GET", "./uploads", params={"page": 3}).headers["Content-Range"] == "21-23/23"
    assert server.call("GET", "./uploads", params={"page": 4}).headers["Content-Range"] == "0-0/23"
    assert server.call("GET", "./uploads", params={"name": "x"}).headers["Content-Range"] == "0-0/0"
    assert server.call("GET", "./uploads", params={"limit": 1}).headers["Content-Range"] == "1-1/23"
    item = page.json()[0]
    assert set(item) == {"_id", "creation", "update", "type", "name", "open", "srs", "description", "status"}, item
    assert "tags" in server.get("./uploads", params={"fields": "tags,size"})[0]
    assert "size" in server.get("./uploads", params={"fields": ["tags", "size"]})[0]
    # With + and with %20 for a space.
    for query in ("name=Prise+de+vue+%C3%A9+07", "name=Prise%20de%20vue%20%C3%A9%2007", "name=PRISE%25%2007"):
        assert [u["_id"] for u in server.get("./uploads?" + query)] == [ids[7]], query
    server.post("./uploads/%s/tags" % ids[3], {"tuto": "oui", "n": "1", "drop": "x"})
    server.post("./uploads/%s/tags" % ids[4], {"tuto": "non"})
    assert [u["_id"] for u in server.get("./uploads", params={"tags[tuto]": "oui"})] == [ids[3]]
    for spelling in ("tags[]=drop", "tags=drop", "tags=drop,n", "tags[0]=drop"):
        server.post("./uploads/%s/tags" % ids[3], {"drop": "x"})
        assert "drop" not in server.call("DELETE", "./uploads/%s/tags?%s" % (ids[3], spelling)).json()["tags"]
    assert len(server.get("./uploads", params={"type": "VECTOR", "limit": 50})) == 11
    down = [u["name"] for u in server.get("./uploads", params={"sort": "name,desc", "limit": 2})]
    assert down == ["Prise de vue é 22", "Prise de vue é 21"]
    comment = server.post("./uploads/%s/comments" % ids[0], {"text": "bonjour"})
    server.call("PUT", "./uploads/%s/comments/%s" % (ids[0], comment["_id"]), json={"text": "salut"})
    answer = server.call("GET", "./uploads/%s/comments" % ids[0])
    assert answer.headers["Content-Range"] == "1-1/1" and answer.json()[0]["text"] == "salut"
    server.call("DELETE", "./uploads/%s/comments/%s" % (ids[0], comment["_id"]))
    server.call("DELETE", "./uploads/" + ids[0])
    assert server.get("./uploads/" + ids[0])["status"] == "DELETED"
    assert server.call("GET", "./uploads", params={"limit": 1}).headers["Content-Range"] == "1-1/22"
    assert len(server.get("./uploads", params={"status": "DELETED"})) == 1
    server.call("GET", "./uploads/%s/tree" % ids[0], 404)
    patched = server.call("PATCH", "./uploads/" + ids[1], json={"extra": {"a": 1}, "name": "other"}).json()
    assert patched["extra"] == {"a": 1} and patched["name"] == "other" and patched["srs"] == "EPSG:2154"
    grids = server.call("GET", "/statics/tms", params={"limit": 100})
    assert any(g["_id"] == "PM" for g in grids.json()) and server.get("/statics/tms/PM")["levels"][0]["id"]
    known = {p["_id"] for p in server.get("./processings", params={"limit": 100})}
    assert RASTER in known and len(known) >= 12 and server.get("./processings/" + RASTER)["parameters"], known
    assert {"asked", "in_progress", "passed", "failed"} == set(server.get("./uploads/%s/checks" % ids[1]))


def concurrent_uploads(server):
    upload = server.upload("many", {}, md5=False)
    contents = {"data/%02d/file %d é.bin" % (i % 4, i): os.urandom(200000 + i) for i in range(24)}

    def send(item):
        headers = dict(server.session.headers)
        answer = requests.post(server.root + "/api" + server.datastore + "/uploads/%s/data" % upload, params={"path": item[0]},
                               files={"file": ("x", item[1])}, headers=headers, timeout=60)
        return answer.status_code

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, contents.items())) == {204}

    def sizes(nodes, prefix=""):
        for node in nodes:
            if node["type"] == "DIRECTORY":
                assert node["size"] == sum(c["size"] for c in node["children"])
                yield from sizes(node["children"], prefix + node["name"] + "/")
            else:
                yield prefix + node["name"], node["size"]

    assert dict(sizes(server.get("./uploads/%s/tree" % upload))) == {path: len(content) for path, content in contents.items()}
    for path, content in contents.items():
        with open(os.path.join(server.folder, "data/uploads", upload, path), "rb") as file:
            assert file.read() == content
    assert os.listdir(os.path.join(server.folder, "data/incoming")) == []
    use = server.get(server.datastore)["storages"]["uploads"]["use"]
    assert use == sum(map(len, contents.values())), use


def checks(server):
    good = raster()
    upload = server.upload("good", {"data/a.tif": good})
    server.close(upload)
    found = server.get("./uploads/%s/checks" % upload)
    assert len(found["passed"]) == 2 and not found["failed"], found
    # One byte another than its MD5 sum says.
    upload = server.upload("wrong sum", {"data/a.tif": good}, md5=False)
    sums = "0" * 32 + "  data/a.tif\n" + "1" * 32 + " data/missing.tif\n"
    server.call("POST", "./uploads/%s/md5" % upload, files={"file": ("data.md5", sums.encode())})
    server.close(upload, good=("UNSTABLE",), bad=("CLOSED",))
    failed = server.get("./uploads/%s/checks" % upload)["failed"]
    assert [f["check"]["_id"] for f in failed] == [STANDARD], failed
    log = server.call("GET", "./checks/executions/%s/logs" % failed[0]["_id"], params={"limit": 2000})
    assert log.headers["Content-Range"].endswith("/%d" % len(log.json()))
    bad = [re.search(r"\(([^)]*)\)", line).group(1) for line in log.json() if "ERROR" in line]
    assert sorted(bad) == ["data/a.tif", "data/missing.tif"], log.json()
    # Opened, repaired, closed again.
    server.post("./uploads/%s/open" % upload)
    assert server.get("./uploads/" + upload)["status"] == "OPEN"
    server.call("DELETE", "./uploads/%s/data" % upload, params={"path": "data.md5"})
    server.close(upload)
    # Another CRS than the declared one, a file that is none, and no georeference at all.
    for name, content, srs in (("crs", good, "EPSG:27700"), ("truncated", good[:len(good) // 3], "EPSG:2154"), ("text", b"hello", "EPSG:2154")):
        upload = server.upload(name, {"data/a.tif": content}, srs=srs)
        server.close(upload, good=("UNSTABLE",), bad=("CLOSED",))
        execution = server.get("./checks/executions/" + server.get("./uploads/%s/checks" % upload)["failed"][0]["_id"])
        assert execution["status"] == "FAILURE" and execution["findings"] and execution["upload"]["_id"] == upload, execution
    # A file without CRS takes the declared one.
    upload = server.upload("assigned", {"data/a.tif": raster(srs=None)})
    server.close(upload)


def side_files(server):
    style = json.dumps({"identifier": "gray", "title": "t", "legend": {"url": "https://x/l.png"}}).encode()
    static = server.call("POST", "./statics", params={"name": "n", "type": "ROK4-STYLE"}, files={"file": ("s.json", style)}).json()
    assert static["type_infos"] == {"identifier": "gray", "legend_url": "https://x/l.png"}, static
    form = server.call("POST", "./statics", data={"name": "m", "type": "ROK4-STYLE"}, files={"file": ("s.json", style)}).json()
    assert len(server.get("./statics", params={"name": "m"})) == 1
    assert server.call("GET", "./statics/%s/file" % static["_id"]).content == style
    server.call("DELETE", "./statics/" + form["_id"])
    annex = server.call("POST", "./annexes", params={"paths": "/a/b.json", "labels": ["x", "y"], "published": "False"},
                        files={"file": ("b.json", b"{}")}).json()
    assert annex["labels"] == ["x", "y"] and annex["published"] is False and annex["paths"] == ["/a/b.json"]
    server.call("POST", "./annexes", 409, params={"paths": "/a/b.json"}, files={"file": ("b.json", b"{}")})
    assert requests.get(server.root + "/annexes/tuilerie/a/b.json").status_code == 404
    assert server.call("POST", "./annexes/publication", params={"labels": "x,y"}).json() == 1
    assert requests.get(server.root + "/annexes/tuilerie/a/b.json").content == b"{}"
    record = b"""<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco">
      <gmd:fileIdentifier><gco:CharacterString>tuilerie-1</gco:CharacterString></gmd:fileIdentifier>
      <gmd:hierarchyLevel><gmd:MD_ScopeCode codeListValue="series"/></gmd:hierarchyLevel></gmd:MD_Metadata>"""
    metadata = server.call("POST", "./metadata", params={"type": "INSPIRE", "open_data": "True"}, files={"file": ("m.xml", record)}).json()
    assert (metadata["file_identifier"], metadata["level"], metadata["open_data"]) == ("tuilerie-1", "SERIES", True)
    server.call("POST", "./metadata", 409, files={"file": ("m.xml", record)})
    key = server.post("/users/me/keys", {"name": "k", "type": "HASH", "type_infos": {}})
    assert len(key["type_infos"]["hash"]) >= 32 and len(server.get("/users/me/keys")) == 1
    server.call("POST", "/users/me/keys", 400, json={"name": "k", "type": "BASIC"})
    server.call("DELETE", "/users/me/keys/" + key["_id"])
    assert server.get("/users/me/keys") == []


def command_line(server):
    run = lambda *options: subprocess.run([server.program, *options], capture_output=True, timeout=60)
    second = run("--data", server.folder + "/data", "--listen", "127.0.0.1:0")
    assert second.returncode == 1 and b"in use" in second.stderr and str(server.process.pid).encode() in second.stderr, second
    for options in (("--listen", "127.0.0.1:0"), ("--data", "x", "--listen", "here"), ("--data", "x", "--threads", "-1"), ("--what",)):
        assert run(*options).returncode == 2, options
    assert run("--data", server.folder + "/other", "--token-file", server.folder + "/none").returncode == 2
    port = server.root.rsplit(":", 1)[1]
    taken = run("--data", server.folder + "/other", "--listen", "127.0.0.1:" + port)
    assert taken.returncode == 1 and taken.stderr, taken
    assert run("--help").returncode == 0
    assert requests.get(server.root + "/api").json()["name"] == "Tuilerie"
    assert requests.get(server.root + "/healthz").status_code == 200


def whole_chain(server, file):
    """The raster recipe (docs/entrepot.md §22.1) by reference, to a tile and a map that GDAL reads."""
    before = (os.stat(file).st_mtime_ns, os.stat(file).st_size)
    upload = server.post("./uploads", {"name": "Ortho", "description": "d", "type": "RASTER", "srs": "EPSG:27700"})["_id"]
    server.call("POST", "./uploads/%s/data" % upload, params={"path": "data/ortho.tif", "reference": file}, headers={"Content-Type": "application/json"})
    assert server.get("./uploads/%s/tree" % upload)[0]["children"][0]["size"] == before[1]
    server.close(upload)
    execution = server.execute(upload, "Ortho é", {"tms": "PM", "compression": "png", "width": "16"})
    output = execution["output"]["stored_data"]["_id"]
    assert execution["status"] == "CREATED" and server.get("./stored_data/" + output)["status"] == "CREATED"
    server.post("./stored_data/%s/tags" % output, {"datasheet_name": "x"})
    server.call("POST", "./processings/executions/%s/launch" % execution["_id"])
    server.call("POST", "./processings/executions/%s/open" % execution["_id"], 404)
    done = server.wait("./processings/executions/" + execution["_id"], "status", ("SUCCESS",), ("FAILURE", "ABORTED"))
    assert done["steps"] and done["attempts"] == 1 and done["start"] and done["finish"], done
    assert server.get("./processings/executions", params={"output_stored_data": output})[0]["_id"] == execution["_id"]
    assert server.get("./processings/executions/%s/logs" % execution["_id"])
    server.call("POST", "./processings/executions/%s/launch" % execution["_id"], 409)
    data = server.get("./stored_data/" + output)
    infos = data["type_infos"]
    assert data["status"] == "GENERATED" and infos["tms"] == "PM" and infos["compression"] == "PNG" and data["size"] > 0, data
    assert data["tags"] == {"datasheet_name": "x"} and data["extent"]["type"] == "Polygon"
    server.call("DELETE", "./uploads/" + upload)
    assert (os.stat(file).st_mtime_ns, os.stat(file).st_size) == before

    levels = sorted(map(int, infos["levels"]))
    offerings = {}
    for kind in ("WMTS-TMS", "WMS-RASTER"):
        configuration = server.post("./configurations", {
            "type": kind, "name": "interne", "layer_name": "ortho", "getfeatureinfo": {"stored_data": True}, "type_infos": {
                "title": "Ortho", "abstract": "a", "keywords": ["k"],
                "used_data": [{"bottom_level": levels[-1], "top_level": str(levels[0]), "stored_data": output}]}})
        assert configuration["status"] == "UNPUBLISHED" and configuration["type_infos"]["used_data"][0]["bottom_level"] == str(levels[-1])
        offering = server.post("./configurations/%s/offerings" % configuration["_id"],
                               {"endpoint": server.endpoint(kind), "open": True, "visibility": "PRIVATE"})
        offerings[kind] = server.wait("./offerings/" + offering["_id"], "status", ("PUBLISHED",), ("UNSTABLE",))
        assert server.get("./configurations/" + configuration["_id"])["status"] == "PUBLISHED"
        assert [o["_id"] for o in server.get("./configurations/%s/offerings" % configuration["_id"])] == [offering["_id"]]
    server.call("DELETE", "./stored_data/" + output, 409)
    urls = {u["type"]: u["url"] for u in offerings["WMTS-TMS"]["urls"]}
    assert urls["TMS"] == server.root + "/tms/1.0.0/ortho" and urls["WMTS"].startswith(server.root + "/wmts?"), urls

    # GDAL sees through both services what gdalwarp makes of the file.
    wmts = gdal.Open("WMTS:%s/wmts?SERVICE=WMTS&REQUEST=GetCapabilities,layer=ortho" % server.root)
    assert wmts and wmts.RasterCount >= 3
    source = gdal.Warp("", file, format="MEM", dstSRS="EPSG:3857", resampleAlg="cubic")
    transform = source.GetGeoTransform()
    west, north = transform[0] + transform[1] * source.RasterXSize * 0.4, transform[3] + transform[5] * source.RasterYSize * 0.4
    step = transform[1] * source.RasterXSize * 0.2
    window = (west, north, west + step, north - step)
    expected = gdal.Translate("", source, format="MEM", projWin=window, width=256, height=256, resampleAlg="average")
    seen = gdal.Translate("", wmts, format="MEM", projWin=window, width=256, height=256, resampleAlg="average")
    a = numpy.stack([expected.GetRasterBand(b).ReadAsArray().astype(float) for b in (1, 2, 3)])
    b = numpy.stack([seen.GetRasterBand(b).ReadAsArray().astype(float) for b in (1, 2, 3)])
    rms = numpy.sqrt(((a - b) ** 2).mean())
    assert rms < 12, rms
    capabilities = requests.get(server.root + "/wms-r?service=WMS&request=GetCapabilities")
    assert "<Name>ortho</Name>" in capabilities.text
    # PUT of a whole configuration as it was got, then PUT offering: same ids, another version.
    offering = offerings["WMTS-TMS"]
    whole = server.get("./configurations/" + offering["configuration"]["_id"])
    whole["type_infos"]["title"] = "Autre"
    server.call("PUT", "./configurations/" + whole["_id"], json=whole)
    assert "Autre" not in requests.get(server.root + "/wmts?service=WMTS&request=GetCapabilities").text
    synced = server.call("PUT", "./offerings/" + offering["_id"], headers={"Content-Type": "application/json"}).json()
    assert synced["version"] != offering["version"] and synced["_id"] == offering["_id"]
    assert "Autre" in requests.get(server.root + "/wmts?service=WMTS&request=GetCapabilities").text
    # The catalogue is the same after a restart.
    server.stop()
    server.start()
    assert "Autre" in requests.get(server.root + "/wmts?service=WMTS&request=GetCapabilities").text
    # Private: nothing without a key, the layer with one.
    private = server.post("./configurations/%s/offerings" % whole["_id"], {"endpoint": server.endpoint("WMTS-TMS", False), "open": True})
    tile = "/private/wmts?service=WMTS&request=GetCapabilities"
    assert requests.get(server.root + tile).status_code == 401
    key = server.post("/users/me/keys", {"name": "k", "type": "HASH", "type_infos": {}})
    server.call("POST", "/users/me/keys/%s/accesses" % key["_id"], 204, json={"offerings": [private["_id"]]})
    opened = requests.get(server.root + tile + "&apikey=" + key["type_infos"]["hash"])
    assert opened.status_code == 200 and "ortho" in opened.text, opened.text[:500]
    # Cascade delete in two steps.
    for offering in (private["_id"], offerings["WMTS-TMS"]["_id"], offerings["WMS-RASTER"]["_id"]):
        server.call("DELETE", "./offerings/" + offering)
        assert server.get("./offerings/" + offering)["status"] == "UNPUBLISHED"
        server.call("DELETE", "./offerings/" + offering)
        server.call("GET", "./offerings/" + offering, 404)
    for configuration in server.get("./configurations", params={"stored_data": output}):
        server.call("DELETE", "./configurations/" + configuration["_id"])
    server.call("DELETE", "./stored_data/" + output)
    assert server.get("./stored_data") == [] and not os.path.exists(os.path.join(server.folder, "data/pyramids", output))


def big_upload(server):
    """Enough work that a processing of it can be caught in the act."""
    files = {"data/%d.tif" % i: raster(1500, seed=i, origin=(900000 + 750 * (i % 2), 6500000 - 750 * (i // 2))) for i in range(4)}
    upload = server.upload("big", files)
    server.close(upload)
    return upload


def caught(server, execution):
    """Waits until the engine has reported some of its work."""
    path = "./processings/executions/" + execution
    while True:
        state = server.get(path)
        assert state["status"] in ("WAITING", "PROGRESS"), state
        if state.get("progress", {}).get("done", 0) > 0:
            return state


def slabs(server, stored_data):
    root = os.path.join(server.folder, "data/pyramids", stored_data)
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            if name.endswith(".tif"):
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, root)] = hashlib.sha256(file.read()).hexdigest()
    return found


PARAMETERS = {"tms": "PM", "compression": "png", "width": 2, "height": 2, "parallelization": 1}


def pause_resume_abort(server):
    upload = big_upload(server)
    execution = server.execute(upload, "pyramid", PARAMETERS)
    path = "./processings/executions/" + execution["_id"]
    server.call("POST", path + "/launch")
    state = caught(server, execution["_id"])
    assert state["progress"]["total"] > 0 and {"step", "done", "total", "rate", "bytes", "elapsed_s", "eta_s"} <= set(state["progress"]), state
    server.call("POST", path + "/pause")
    paused = server.wait(path, "job_state", ("paused",), ("succeeded", "failed"))
    assert paused["status"] == "WAITING"
    server.call("DELETE", "./uploads/" + upload, 409)
    server.call("POST", path + "/resume")
    server.wait(path, "status", ("SUCCESS",), ("FAILURE", "ABORTED"))
    other = server.execute(upload, "other", PARAMETERS)
    path = "./processings/executions/" + other["_id"]
    server.call("POST", path + "/launch")
    caught(server, other["_id"])
    server.call("POST", path + "/abort")
    server.wait(path, "status", ("ABORTED",), ("FAILURE", "SUCCESS"))
    output = other["output"]["stored_data"]["_id"]
    server.wait("./stored_data/" + output, "status", ("UNSTABLE",))
    server.call("POST", path + "/resume", 409)
    server.call("DELETE", path)
    server.call("GET", path, 404)
    server.call("DELETE", "./stored_data/" + output)


def killed(server):
    upload = big_upload(server)
    undisturbed = server.execute(upload, "pyramid", PARAMETERS)
    server.call("POST", "./processings/executions/%s/launch" % undisturbed["_id"])
    server.wait("./processings/executions/" + undisturbed["_id"], "status", ("SUCCESS",), ("FAILURE",))
    execution = server.execute(upload, "pyramid", PARAMETERS)
    path = "./processings/executions/" + execution["_id"]
    server.call("POST", path + "/launch")
    for how in (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL):
        caught(server, execution["_id"])
        server.process.send_signal(how)
        server.process.wait(60)
        server.start()
    done = server.wait(path, "status", ("SUCCESS",), ("FAILURE", "ABORTED"))
    assert done["attempts"] >= 2, done
    assert server.get("./stored_data/" + execution["output"]["stored_data"]["_id"])["status"] == "GENERATED"
    expected, got = slabs(server, undisturbed["output"]["stored_data"]["_id"]), slabs(server, execution["output"]["stored_data"]["_id"])
    assert len(expected) > 10 and expected == got, (len(expected), len(got))
    # Killed while checks run: the upload still reaches its end.
    upload = server.upload("again", {"data/a.tif": raster(1500)})
    server.call("POST", "./uploads/%s/close" % upload)
    server.process.kill()
    server.process.wait(60)
    server.start()
    server.wait("./uploads/" + upload, "status", ("CLOSED",), ("UNSTABLE", "OPEN"))


def rok4_upload(server, file):
    """A pyramid goes out of one stored data and in again as an upload of type ROK4-PYRAMID."""
    upload = server.post("./uploads", {"name": "Ortho", "description": "d", "type": "RASTER", "srs": "EPSG:27700"})["_id"]
    server.call("POST", "./uploads/%s/data" % upload, params={"path": "data/ortho.tif", "reference": file})
    server.close(upload)
    execution = server.execute(upload, "first", {"tms": "PM", "compression": "jpg"})
    server.call("POST", "./processings/executions/%s/launch" % execution["_id"])
    server.wait("./processings/executions/" + execution["_id"], "status", ("SUCCESS",), ("FAILURE",))
    first = execution["output"]["stored_data"]["_id"]
    copy = server.post("./uploads", {"name": "Pyramide", "description": "d", "type": "ROK4-PYRAMID", "srs": "EPSG:3857"})["_id"]
    server.call("POST", "./uploads/%s/data" % copy, params={"path": "p", "reference": os.path.join(server.folder, "data/pyramids", first)})
    server.close(copy)
    processing = next(p["_id"] for p in server.get("./processings") if "ROK4" in p["name"])
    second = server.execute(copy, "second", {}, processing)
    server.call("POST", "./processings/executions/%s/launch" % second["_id"])
    server.wait("./processings/executions/" + second["_id"], "status", ("SUCCESS",), ("FAILURE",))
    a, b = server.get("./stored_data/" + first), server.get("./stored_data/" + second["output"]["stored_data"]["_id"])
    assert a["type_infos"] == b["type_infos"] and a["extent"] == b["extent"]
    assert slabs(server, first) == slabs(server, b["_id"])


def main(scenarios):
    name, program, *arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        # GDAL would keep fetched tiles in the working folder, and show those of an earlier server.
        gdal.SetConfigOption("GDAL_DEFAULT_WMS_CACHE_PATH", os.path.join(folder, "wmscache"))
        server = Server(program, folder)
        try:
            scenarios[name](server, *arguments)
            server.stop()
        except BaseException:
            server.process.kill()
            server.process.wait()
            print(open(os.path.join(folder, "log")).read()[-3000:], file=sys.stderr)
            raise
    print("passed", name)


if __name__ == "__main__":
    main(globals())
