# ./setup run: the main job on the bundled sample. Sourced by ./setup.

CLI=$BUILD/bin/tuilerie-cli
LAYER=commune_ortho

run_main_job() {
  local once=
  case "${1:-}" in
    "") ;;
    --once) once=1 ;;
    *) usage >&2; exit 2 ;;
  esac
  ensure_sample
  # One folder for this demonstration, so that it never mixes with what the user publishes.
  export TUILERIE_DATA=${TUILERIE_DATA:-${XDG_DATA_HOME:-$HOME/.local/share}/tuilerie/server}

  say "1/3  checking $SAMPLE/ortho"
  "$CLI" check "$SAMPLE/ortho" || die "the checks stop the publication: see the lines above."

  say "2/3  making the pyramid and publishing it on the embedded server"
  local answer=$TUILERIE_CACHE/log/publish.json
  "$CLI" publish "$SAMPLE/ortho" --layer "$LAYER" --title "Orthophoto of the sample commune" --service wmts,tms,wms-r \
      --server embedded --json >"$answer" || die "the publication failed: see the lines above." "Run the same command again: it goes on where it stopped."

  say "3/3  published"
  note "WMTS    $(url_of "$answer" wmts)"
  note "TMS     $(url_of "$answer" tms)"
  note "WMS     $(url_of "$answer" wms-r)"
  note "viewer  $(sed -n 's/.*"viewer": *"\([^"]*\)".*/\1/p' "$answer" | head -n 1)"

  if [ -n "$once" ]; then
    ask_one_tile "$(url_of "$answer" tms)"
    stop_server
    echo published
  elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    note "opening the desktop; the server ends with it"
    "$BUILD/bin/tuilerie" "$SAMPLE/ortho"
  else
    note "no display: serving until Ctrl-C"
    trap 'stop_server; exit 0' INT TERM
    while server_runs; do sleep 1; done
    die "the server has ended." "Its log: $TUILERIE_DATA/server.log"
  fi
}

# url_of FILE SERVICE: the address of one service in the answer of 'publish --json'.
url_of() {
  tr -d '\n' <"$1" | sed 's/{/\n{/g' | grep "\"service\": *\"$2\"" | sed -n 's/.*"url": *"\([^"]*\)".*/\1/p' | head -n 1
}

# ask_one_tile TMS_URL: GetTile in the middle of the layer, at its finest level.
ask_one_tile() {
  local base=${1%/} about place zoom tile file=$TUILERIE_CACHE/log/tile
  about=$(curl -fsS "$base/metadata.json" | tr -d '\n ')
  place=$(sed -n 's/.*"center":\[\([^]]*\)\].*/\1/p' <<<"$about")
  zoom=$(sed -n 's/.*"maxzoom":"\{0,1\}\([0-9]*\).*/\1/p' <<<"$about")
  [ -n "$place" ] && [ -n "$zoom" ] || die "the server does not describe the layer at $base/metadata.json"
  tile=$(awk -v place="$place" -v zoom="$zoom" 'BEGIN {
    split(place, p, ","); pi = atan2(0, -1); n = 2 ^ zoom; lat = p[2] * pi / 180
    printf "%d/%d/%d", zoom, int((p[1] + 180) / 360 * n), int((1 - log(sin(lat) / cos(lat) + 1 / cos(lat)) / pi) / 2 * n) }')
  curl -fsS -o "$file" "$base/$tile.jpeg" || die "the server does not answer for the tile $base/$tile.jpeg"
  [ "$(head -c 2 "$file" | od -An -tx1 | tr -d ' ')" = ffd8 ] || die "the answer for $base/$tile.jpeg is no JPEG image"
  note "GetTile $base/$tile.jpeg: $(wc -c <"$file") bytes"
}

server_pid() { tr -d '\n ' <"$TUILERIE_DATA/server.json" 2>/dev/null | sed -n 's/.*"pid":\([0-9]*\).*/\1/p'; }
server_runs() { local pid; pid=$(server_pid); [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; }
stop_server() {
  local pid; pid=$(server_pid)
  [ -n "$pid" ] || return 0
  kill "$pid" 2>/dev/null || return 0
  local i; for i in $(seq 100); do kill -0 "$pid" 2>/dev/null || return 0; sleep 0.1; done
  kill -9 "$pid" 2>/dev/null || true
}
