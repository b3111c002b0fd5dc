#!/usr/bin/env bash
# install.sh PACKAGES SAMPLE MIRROR CACHE: puts the packages into a clean Debian 12 root, as a user of apt would; publishes with them, upgrades,
# removes and purges. Needs root, debootstrap and the mirror; 77 where they are not there (ctest's "skipped"). The clean root is kept in CACHE
# as an archive; everything else lies in a temporary folder that is taken away.
set -euo pipefail
packages=$(cd "$1" && pwd); sample=$(cd "$2" && pwd); mirror=$3 cache=$4
skip() { echo "SKIPPED: $1"; exit 77; }
[ "$(id -u)" = 0 ] || skip "a clean root needs root"
command -v debootstrap >/dev/null || skip "debootstrap is not installed"

work=$(mktemp -d "${TMPDIR:-/tmp}/tuilerie-install.XXXXXX")
root=$work/root
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  # What was left running inside, and nothing of the same name outside.
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/root" 2>/dev/null)" = "$root" ]; then kill "${process#/proc/}" 2>/dev/null || true; fi
  done
  sleep 1
  umount "$root/proc" 2>/dev/null || true
  umount "$root/dev" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
fail() { echo "FAILED: $*" >&2; exit 1; }
step() { echo "== $*"; }
in_root() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive HOME=/root chroot "$root" "$@"; }
as_user() { in_root su technician -c "QT_QPA_PLATFORM=offscreen $*"; }

step "a clean Debian 12"
archive=$cache/bookworm-$(dpkg --print-architecture).tar
if [ ! -f "$archive" ]; then
  mkdir -p "$cache"
  debootstrap --variant=minbase bookworm "$root" "$mirror" >"$work/debootstrap.log" 2>&1 || { tail -n 20 "$work/debootstrap.log"; skip "debootstrap found no Debian 12 at $mirror"; }
  tar -C "$root" -cf "$archive.new" . && mv "$archive.new" "$archive"
else
  mkdir -p "$root" && tar -C "$root" -xpf "$archive"
fi
mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" || skip "this sandbox lets nobody mount /proc"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
cp -r /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod +x "$root/usr/sbin/policy-rc.d"
in_root useradd -m technician
mkdir -p "$root/packages" "$root/older" "$root/sample"
cp "$packages"/*.deb "$root/packages/"
cp -r "$sample/." "$root/sample/"

step "an older version: the same packages under a lower number"
for deb in "$packages"/*.deb; do
  dpkg-deb -R "$deb" "$work/tree"
  sed -i -e 's/^Version: .*/Version: 0.0.1-1/' -e 's/(= [^)]*)/(= 0.0.1-1)/g' "$work/tree/DEBIAN/control"
  dpkg-deb --root-owner-group -Znone -b "$work/tree" "$root/older/$(basename "$deb")" >/dev/null
  rm -rf "$work/tree"
done
in_root apt-get update -q >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; skip "apt cannot read its lists inside"; }
install_in_root() { in_root sh -c "apt-get install -q -y --no-install-recommends $1/*.deb" >"$work/apt.log" 2>&1 || { tail -n 30 "$work/apt.log"; fail "apt cannot install $1"; }; }
install_in_root /older
in_root getent passwd tuilerie >/dev/null || fail "the user tuilerie was not made"
[ "$(in_root stat -c '%U %a' /var/lib/tuilerie)" = "tuilerie 750" ] || fail "/var/lib/tuilerie is not the server's own"
echo "# changed by the administrator" >>"$root/etc/default/tuilerie-server"

step "the upgrade keeps what the administrator changed"
install_in_root /packages
[ "$(in_root dpkg-query -W -f '${Version}' tuilerie)" != 0.0.1-1 ] || fail "nothing was upgraded"
grep -q "changed by the administrator" "$root/etc/default/tuilerie-server" || fail "the upgrade overwrote a conffile"
for program in tuilerie tuilerie-cli tuilerie-server /usr/lib/tuilerie/tuilerie-renderer; do
  in_root sh -c "ldd \$(command -v $program)" | grep "not found" && fail "$program misses a library"
done
in_root test -s /usr/share/man/man1/tuilerie-cli.1.gz || fail "no manual page"

step "publishing a raster and a styled vector map, as a user"
as_user "tuilerie-cli check /sample/ortho" || fail "check"
as_user "tuilerie-cli publish /sample/ortho --layer ortho --service wmts,tms,wms-r --server embedded --json" >"$work/ortho.json" || fail "publish a raster"
gpkg=$(cd "$root/sample" && find . -name '*.gpkg' | head -n 1)
as_user "tuilerie-cli publish /sample/$gpkg --layer commune --service tms,wms-v --server embedded --json" >"$work/commune.json" || fail "publish vectors"
url_of() { python3 -c 'import json, sys; print(next(o["url"] for o in json.load(open(sys.argv[1]))["offerings"] if o["service"] == sys.argv[2]))' "$1" "$2"; }
wms=$(url_of "$work/ortho.json" wms-r); wmsv=$(url_of "$work/commune.json" wms-v); base=${wms%%/wms-r*}
# Into files: a grep that has seen enough would break the pipe.
curl -fsS "$base/wmts/1.0.0/WMTSCapabilities.xml" -o "$work/wmts.xml" && grep -q '>ortho<' "$work/wmts.xml" || fail "the layer is not in the capabilities"
curl -fsS "$base/" -o "$work/viewer.html" && grep -qi '<html' "$work/viewer.html" || fail "no viewer page"
curl -fsS "$base/viewer/main.js" -o "$work/main.js" && [ -s "$work/main.js" ] || fail "no script of the viewer page"
map() { # ADDRESS LAYER: the middle of the layer as a picture, by its own bounding box
  curl -fsS "$1?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetCapabilities" >"$work/capabilities.xml"
  python3 - "$work/capabilities.xml" "$2" <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
layer = text[text.index(f"<Name>{sys.argv[2]}</Name>"):]
west, east, south, north = (float(re.search(rf"<{name}>([-0-9.]+)<", layer)[1])
                            for name in ("westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude"))
print(f"CRS=CRS:84&BBOX={west},{south},{east},{north}")
PYTHON
}
for pair in "$wms ortho" "$wmsv commune"; do
  read -r address layer <<<"$pair"; address=${address%%\?*}
  curl -fsS "$address?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=$layer&STYLES=&$(map "$address" "$layer")&WIDTH=256&HEIGHT=256&FORMAT=image/png" -o "$work/$layer.png" || fail "no map of $layer"
  python3 - "$work/$layer.png" <<'PYTHON' || fail "the map of $layer is empty"
import sys, zlib, struct
data = open(sys.argv[1], "rb").read()
assert data[:8] == b"\x89PNG\r\n\x1a\n"
at, body = 8, b""
while at < len(data):
    size, kind = struct.unpack(">I4s", data[at:at + 8])
    body += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
    at += size + 12
sys.exit(0 if len(set(zlib.decompress(body))) > 8 else 1)
PYTHON
done
as_user "tuilerie-cli server stop" >/dev/null 2>&1 || true

step "the desktop opens its window"
set +e
as_user "timeout 15 tuilerie /sample/ortho" >"$work/desktop.log" 2>&1
[ $? = 124 ] || { cat "$work/desktop.log"; fail "the desktop ended by itself"; }
set -e

step "the server as the service would start it"
grep -q '^ExecStart=/usr/bin/tuilerie-server ' "$root/usr/lib/systemd/system/tuilerie-server.service" || fail "the unit names another program"
in_root su tuilerie -s /bin/sh -c "XDG_CACHE_HOME=/var/cache/tuilerie exec tuilerie-server --data /var/lib/tuilerie --listen 127.0.0.1:18471" >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 50); do curl -fsS http://127.0.0.1:18471/healthz >/dev/null 2>&1 && break; sleep 0.2; done
curl -fsS http://127.0.0.1:18471/healthz >/dev/null || { cat "$work/server.log"; fail "the server does not answer"; }
kill "$server"; wait "$server" 2>/dev/null || true; server=

step "removing and purging"
in_root apt-get remove -q -y tuilerie tuilerie-cli tuilerie-server tuilerie-qgis-core >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail "remove"; }
[ ! -e "$root/usr/bin/tuilerie-cli" ] && [ ! -e "$root/usr/lib/tuilerie" ] || fail "something is left in /usr"
[ -e "$root/etc/default/tuilerie-server" ] || fail "remove took the administrator's settings"
# apt knows no package any more that left no settings behind.
in_root dpkg --purge tuilerie tuilerie-cli tuilerie-server tuilerie-qgis-core >"$work/apt.log" 2>&1 || { tail "$work/apt.log"; fail "purge"; }
[ ! -e "$root/etc/default/tuilerie-server" ] || fail "purge left the settings"
left=$(cd "$root" && find usr etc -path '*tuilerie*' -not -path '*/doc-base*' -not -name '*shadow*' -print)
[ -z "$left" ] || fail "purge left ${left//$'\n'/ }"
echo "installed, upgraded, published, removed"
