# SPDX-License-Identifier: GPL-3.0-or-later
"""More scenarios of entrepotapitest: what other clients rely on, and what is ours beyond the protocol. Used like entrepotapi.py."""

import json
import os
import subprocess

import numpy
import requests
from osgeo import gdal

from entrepotapi import RASTER, main, raster


def python_sdk(server):
    """The requests of the platform's Python tools, in their spelling."""
    server.stop()
    account = [server.program, "--data", server.folder + "/data", "--add-account", "lea@x.fr"]
    assert subprocess.run(account, input="s3cret & é\n".encode()).returncode == 0
    server.start()
    form = {"grant_type": "password", "username": "lea@x.fr", "password": "s3cret & é", "client_id": "gpf-warehouse"}
    token = requests.post(server.root + "/realms/geoplateforme/protocol/openid-connect/token", data=form).json()["access_token"]
    me = requests.get(server.root + "/api/users/me", headers={"Authorization": "Bearer " + token, "content-type": "application/json"}).json()
    # Workflows make names of layers from it.
    assert me["last_name"] == "lea" and me["email"] == "lea@x.fr", me
    # The processing by its name of before and of now; no other.
    for name in ("Calcul de pyramide raster", "Calcul ou mise à jour de pyramide raster"):
        found = server.get("./processings", params={"name": name, "page": 1, "limit": 10})
        assert [each["_id"] for each in found] == [RASTER], found
    assert server.get("./processings", params={"name": "Calcul"}) == []


def own_grid(server):
    levels = [{"id": "L%d" % i, "cellSize": 8 / 2 ** i, "tileWidth": 256, "tileHeight": 256, "pointOfOrigin": [890000, 6510000],
               "matrixWidth": 8 * 2 ** i, "matrixHeight": 8 * 2 ** i, "scaleDenominator": 8 / 2 ** i / 0.00028, "cornerOfOrigin": "topLeft"}
              for i in range(5)]
    grid = {"id": "mine", "title": "Mine", "crs": "EPSG:2154", "orderedAxes": ["X", "Y"], "tileMatrices": levels}
    path = os.path.join(server.folder, "mine.json")
    with open(path, "w") as file:
        json.dump(grid, file)
    assert "tile-matrix-set-by-reference" in requests.get(server.root + "/api").json()["extensions"]
    upload = server.upload("grid", {"a.tif": raster()})
    server.close(upload)
    body = lambda name, **parameters: {"processing": RASTER, "inputs": {"upload": [upload]}, "output": {"stored_data": {"name": name}},
                                       "parameters": parameters}
    refuse = lambda status, **parameters: server.call("POST", "./processings/executions", status, json=body("no", **parameters))
    refuse(400, tms="mine.json")
    refuse(404, tms=os.path.join(server.folder, "other.json"))
    refuse(400, tms=path, bottom="17")
    refuse(400, tms="nothing")
    # Named like its grid: both files must find a place.
    execution = server.post("./processings/executions", body("mine", tms=path, bottom="L4"))
    os.unlink(path)
    server.call("POST", "./processings/executions/%s/launch" % execution["_id"])
    server.wait("./processings/executions/" + execution["_id"], "status", ("SUCCESS",), ("FAILURE", "ABORTED"))
    data = server.get("./stored_data/" + execution["output"]["stored_data"]["_id"])
    assert data["type_infos"]["tms"] == "mine" and data["type_infos"]["levels"][-1] == "L4", data
    configuration = server.post("./configurations", {
        "type": "WMTS-TMS", "name": "c", "layer_name": "own", "type_infos": {"title": "t", "abstract": "a", "used_data": [
            {"stored_data": data["_id"], "top_level": "L0", "bottom_level": "L4"}]}})
    server.post("./configurations/%s/offerings" % configuration["_id"], {"endpoint": server.endpoint("WMTS-TMS"), "open": True})
    # GDAL reads the grid in the capabilities: its coordinates are those of the file.
    layer = gdal.Open("WMTS:%s/wmts?SERVICE=WMTS&REQUEST=GetCapabilities,layer=own" % server.root)
    west, cell, _, north, _, _ = layer.GetGeoTransform()
    assert abs(cell - 0.5) < 1e-9, cell
    gdal.FileFromMemBuffer("/vsimem/source.tif", raster())
    source = gdal.Open("/vsimem/source.tif")
    x, y = round((900000 - west) / cell), round((north - 6500000) / cell)
    served = layer.ReadAsArray(x + 40, y + 40, 500, 500)[:3].astype(int)
    wanted = source.ReadAsArray(40, 40, 500, 500).astype(int)
    assert numpy.abs(served - wanted).mean() < 8, numpy.abs(served - wanted).mean()
    # The same name for another grid would make the two one.
    grid["tileMatrices"][0]["matrixWidth"] = 4
    with open(path, "w") as file:
        json.dump(grid, file)
    refuse(409, tms=path)


def own_permissions(server):
    upload = server.upload("p", {"a.tif": raster(300)})
    server.close(upload)
    execution = server.execute(upload, "p", {"tms": "PM", "bottom": "14"})
    server.call("POST", "./processings/executions/%s/launch" % execution["_id"])
    server.wait("./processings/executions/" + execution["_id"], "status", ("SUCCESS",), ("FAILURE", "ABORTED"))
    configuration = server.post("./configurations", {
        "type": "WMTS-TMS", "name": "c", "layer_name": "p", "type_infos": {"title": "t", "abstract": "a", "used_data": [
            {"stored_data": execution["output"]["stored_data"]["_id"], "top_level": "0", "bottom_level": "14"}]}})
    offering = server.post("./configurations/%s/offerings" % configuration["_id"], {"endpoint": server.endpoint("WMTS-TMS", False), "open": False})
    me = server.get("/users/me")
    body = {"licence": "l", "offerings": [offering["_id"]]}
    given = server.post("./permissions", {**body, "type": "ACCOUNT", "users": [me["_id"], "11111111-2222-4333-8444-555555555555"]})
    given += server.post("./permissions", {**body, "type": "COMMUNITY", "communities": [me["communities_member"][0]["community"]["_id"]]})
    assert len(given) == 3 and len(server.get("./permissions")) == 3
    # The one for somebody else is not the caller's.
    ids = lambda answer: sorted(each["_id"] for each in answer)
    assert ids(server.get("/users/me/permissions")) == ids([given[0], given[2]])
    second = server.call("GET", "/users/me/permissions", params={"page": 2, "limit": 1})
    assert len(second.json()) == 1 and second.headers["Content-Range"].endswith("2-2/2"), second.headers


def stop_when_idle(server):
    assert "stop-when-idle" in requests.get(server.root + "/api").json()["extensions"]
    assert requests.post(server.root + "/api/stop", json={"when": "idle"}).status_code == 401
    server.call("POST", "/stop", 400, json={"when": "soon"})
    server.call("POST", "/stop", 400, json={})
    server.call("POST", "/stop", 400, json={"when": "idle", "quiet_s": -1})
    upload = server.upload("idle", {"a.tif": raster(2000)})
    server.close(upload)
    execution = server.execute(upload, "idle", {"tms": "PM", "compression": "png", "bottom": "19", "parallelization": 1})
    where = "./processings/executions/" + execution["_id"]
    server.call("POST", where + "/launch")
    server.call("POST", "/stop", 204, json={"when": "idle"})
    server.call("POST", "/stop", 204, json={"when": "never"})
    server.call("POST", "/stop", 204, json={"when": "idle", "quiet_s": 1})
    # It serves until the job has ended, then it ends by itself, and the pyramid is whole.
    assert server.get(where)["status"] in ("WAITING", "PROGRESS")
    assert server.process.wait(240) == 0
    server.start()
    assert server.get(where)["status"] == "SUCCESS"
    # With the option: nothing to do, so it ends.
    server.stop()
    ended = subprocess.run([server.program, "--data", os.path.join(server.folder, "data"), "--listen", "127.0.0.1:0", "--stop-when-idle", "0"],
                           stdout=subprocess.PIPE, timeout=60)
    assert ended.returncode == 0 and ended.stdout.startswith(b"Listening on "), ended
    server.start()


if __name__ == "__main__":
    main(globals())
