# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scripts of clisynctest.cpp stand on: a server of their own, the command line, edits by other programs.

Their arguments are CASE CLI SERVER FOLDER; they print what is wrong and end with 1, or say nothing.
"""
import json
import math
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
case, cli, program, folder = sys.argv[1:5]
os.chdir(folder)
token = "token-of-the-working-copies"
os.environ["TUILERIE_OUTBOX"] = os.path.abspath("outbox/outbox.db")
with open("token", "w", encoding="ascii") as file:
    file.write(token)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server of its own on loopback, which can be killed and started again on the same data."""

    def __init__(self):
        self.port = free_port()
        self.process = None
        self.start()

    def start(self):
        self.process = subprocess.Popen([program, "--data", "data", "--listen", f"127.0.0.1:{self.port}", "--token-file", "token"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz").read()
                return
            except OSError:
                assert self.process.poll() is None, "the server ended"
                time.sleep(0.02)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait()


def run(*words, port=None, expect=0):
    """Runs the command line; gives its document."""
    where = [] if port is None else ["--server", f"http://127.0.0.1:{port}/api", "--token-file", "token"]
    done = subprocess.run([cli, *words, *where, "--json"], capture_output=True, text=True, check=False)
    if expect is not None:
        assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    document = json.loads(done.stdout) if done.stdout.strip() else None
    return (done.returncode, document) if expect is None else document


def api(path, port):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api{path}", headers={"Authorization": "Bearer " + token})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def make_input(path, count=30, step=100):
    system = osr.SpatialReference()
    system.ImportFromEPSG(2154)
    data = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = data.CreateLayer("parcelles", system, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("nom"))
    layer.CreateField(ogr.FieldDefn("code"))
    for i in range(1, count + 1):
        feature = ogr.Feature(layer.GetLayerDefn())
        x, y = 700000 + i % 10 * step, 6600000 + i // 10 * step
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({x} {y},{x + 80} {y},{x + 80} {y + 80},{x} {y + 80},{x} {y}))"))
        feature.SetField(0, f"p{i}")
        layer.CreateFeature(feature)


def edit(path, sql):
    """By GDAL, as ogrinfo and QGIS do it."""
    data = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_UPDATE)
    for statement in sql.split(";"):
        result = data.ExecuteSQL(statement)
        if result is not None:
            data.ReleaseResultSet(result)


def ask(path, sql):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def versions(server):
    """The states of the layer's data, as the server tells."""
    store = api("/users/me", server.port)["communities_member"][0]["community"]["datastore"]
    found = api(f"/datastores/{store}/stored_data?type=VECTOR-DB&limit=100", server.port)
    return api(f"/datastores/{store}/stored_data/{found[0]['_id']}/versions", server.port), store


def published(server, layer="parc", path="in.gpkg", options=()):
    if not os.path.exists(path):
        make_input(path)
    return run("publish", path, "--layer", layer, "--service", "tms", *options, port=server.port)


def copies(server, *names):
    for name in names:
        run("sync", "clone", "parc", name, port=server.port)


def tile(server, layer="parc"):
    """All tiles of the bottom level around the data, as one."""
    catalogue = json.load(urllib.request.urlopen(f"http://127.0.0.1:{server.port}/tms/1.0.0/{layer}/metadata.json"))
    west, south, east, north = catalogue["bounds"]
    zoom = catalogue["maxzoom"]
    count = 2 ** zoom
    columns = [int((x + 180) / 360 * count) for x in (west, east)]
    rows = [int((1 - math.asinh(math.tan(math.radians(y))) / math.pi) / 2 * count) for y in (north, south)]
    body = b""
    for column in range(columns[0], columns[1] + 1):
        for row in range(rows[0], rows[1] + 1):
            try:
                body += urllib.request.urlopen(f"http://127.0.0.1:{server.port}/tms/1.0.0/{layer}/{zoom}/{column}/{row}.pbf").read()
            except urllib.error.HTTPError:
                pass
    return body


class CuttingProxy(threading.Thread):
    """Hands bytes on between client and server until so many have gone in one direction; then it cuts, once."""

    def __init__(self, target, direction, limit):
        super().__init__(daemon=True)
        self.target, self.direction, self.limit, self.is_cut = target, direction, limit, False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def run(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.target))
            for source, sink, direction in ((client, server, "up"), (server, client, "down")):
                threading.Thread(target=self.hand, args=(source, sink, direction), daemon=True).start()

    def hand(self, source, sink, direction):
        try:
            while True:
                part = source.recv(65536)
                if not part:
                    break
                if direction == self.direction and not self.is_cut:
                    if len(part) >= self.limit:
                        self.is_cut = True
                        sink.sendall(part[:self.limit])
                        break
                    self.limit -= len(part)
                sink.sendall(part)
        except OSError:
            pass
        # The other direction's thread waits in recv(), which a close() does not end.
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def run_case(cases):
    server = Server()
    try:
        cases[case](server)
    finally:
        if server.process.poll() is None:
            server.stop()
