# SPDX-License-Identifier: GPL-3.0-or-later
"""makepmtiles.py STATE LAYER: on the embedded server whose state file that is, makes a PMTiles file of the only vector pyramid there and
publishes it under /download as LAYER. Prints its address."""
import json
import sys
import time

import requests

state, layer = sys.argv[1:]
with open(state, encoding="utf-8") as file:
    known = json.load(file)
session = requests.Session()
session.headers["Authorization"] = "Bearer " + known["token"]


def call(method, path, **arguments):
    answer = session.request(method, known["root"].rstrip("/") + "/api" + path, timeout=60, **arguments)
    assert answer.ok, (method, path, answer.status_code, answer.text)
    return answer.json() if answer.content else None


me = call("GET", "/users/me")
datastore = "/datastores/" + me["communities_member"][0]["community"]["datastore"]
pyramids = call("GET", datastore + "/stored_data", params={"type": "ROK4-PYRAMID-VECTOR"})
assert len(pyramids) == 1, pyramids
which = next(one["_id"] for one in call("GET", datastore + "/processings", params={"limit": 100})
             if "PMTiles" in one["name"] and "ROK4-PYRAMID-VECTOR" in call("GET", datastore + "/processings/" + one["_id"])["input_types"]["stored_data"])
execution = call("POST", datastore + "/processings/executions", json={
    "processing": which, "inputs": {"upload": [], "stored_data": [pyramids[0]["_id"]]},
    "output": {"stored_data": {"name": layer, "storage_tags": ["ARCHIVE"], "storage_type": "S3"}}, "parameters": {}})
path = datastore + "/processings/executions/" + execution["_id"]
call("POST", path + "/launch")
while (seen := call("GET", path)["status"]) not in ("SUCCESS", "FAILURE", "ABORTED"):
    time.sleep(0.1)
assert seen == "SUCCESS", call("GET", path + "/logs")
text = {"fr": layer}
used = [{"sub_name": "tiles", "stored_data": execution["output"]["stored_data"]["_id"]}]
made = call("POST", datastore + "/configurations", json={"type": "DOWNLOAD", "name": layer, "layer_name": layer,
                                                         "type_infos": {"title": text, "abstract": text, "used_data": used}})
endpoint = next(one["endpoint"]["_id"] for one in call("GET", datastore)["endpoints"] if one["endpoint"]["type"] == "DOWNLOAD")
offering = call("POST", datastore + "/configurations/%s/offerings" % made["_id"], json={"endpoint": endpoint, "open": True})
print(json.dumps({"status": offering["status"]}))
