# Dependencies that Debian 12 lacks, built once into the XDG cache. Sourced by ./setup after lib.sh.
# Each one has a recipe in tools/deps; its folder in the cache is named after a hash of that recipe, so a changed recipe
# builds anew and an unchanged one is found again from any checkout.

TUILERIE_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/tuilerie

recipe_hash() { cat "$@" | sha256sum | cut -c 1-12; }

# jobs that this machine can take: a unity file of QGIS needs up to 1.7 GB to compile.
dep_jobs() {
  local cpus mem; cpus=$(nproc)
  mem=$(awk '/MemAvailable/ {print int($2 / 1024 / 1700)}' /proc/meminfo)
  local jobs=$((cpus + 1)); [ "$mem" -lt "$jobs" ] && jobs=$mem
  [ "$jobs" -lt 1 ] && jobs=1; echo "$jobs"
}

# build_dep NAME FUNCTION RECIPE...: prints nothing; leaves DEP_PREFIX set.
# The stamp is written last: a folder without it was interrupted, and the build goes on in it.
build_dep() {
  local name=$1 function=$2; shift 2
  local key; key=$name-$(recipe_hash "$@")
  DEP_PREFIX=$TUILERIE_CACHE/deps/$key
  [ -f "$DEP_PREFIX/.complete" ] && return 0
  local work=$TUILERIE_CACHE/build/$key log=$TUILERIE_CACHE/log/$key.log
  mkdir -p "$work" "$DEP_PREFIX" "$(dirname "$log")"
  exec 9>"$TUILERIE_CACHE/build/$key.lock"
  flock -n 9 || { say "another setup is building $name; waiting for it"; flock 9; }
  if [ ! -f "$DEP_PREFIX/.complete" ]; then
    "$function" "$work" "$DEP_PREFIX" "$log" "$(dep_jobs)"
    touch "$DEP_PREFIX/.complete"
    rm -rf "$work"
  fi
  exec 9>&-
}

# A QGIS >= 3.40 built on Qt 6 that the system has already is used instead of ours.
find_system_qgis() {
  local header lib
  for header in /usr/include/qgis/qgsconfig.h /usr/local/include/qgis/qgsconfig.h; do
    [ -f "$header" ] || continue
    local version; version=$(sed -n 's/^#define _QGIS_VERSION_INT \([0-9]*\).*/\1/p;s/^#define VERSION_INT \([0-9]*\).*/\1/p' "$header" | head -n 1)
    [ "${version:-0}" -ge 34000 ] || continue
    lib=$(ls "${header%/include/qgis/qgsconfig.h}"/lib/libqgis_core.so "${header%/include/qgis/qgsconfig.h}"/lib/*/libqgis_core.so 2>/dev/null | head -n 1)
    [ -n "$lib" ] && ldd "$lib" | grep -q libQt6Core && { echo "${header%/include/qgis/qgsconfig.h}"; return 0; }
  done
  return 1
}

# ensure_qgis: sets QGIS_PREFIX.
ensure_qgis() {
  local recipes=$TUILERIE_ROOT/tools/deps
  if QGIS_PREFIX=$(find_system_qgis); then note "using the QGIS in $QGIS_PREFIX"; return 0; fi
  # shellcheck source=/dev/null
  . "$recipes/qca.sh"; . "$recipes/qgis.sh"
  local key; key=qgis-$(recipe_hash "$recipes/qca.sh" "$recipes/qgis.sh" "$recipes/qgis-unity.cmake")
  [ -f "$TUILERIE_CACHE/deps/$key/.complete" ] || need_space "$TUILERIE_CACHE" 4000 "building QGIS core"
  build_dep qgis build_qca_and_qgis "$recipes/qca.sh" "$recipes/qgis.sh" "$recipes/qgis-unity.cmake"
  QGIS_PREFIX=$DEP_PREFIX
}

build_qca_and_qgis() {
  mkdir -p "$1/qca" "$1/qgis"
  [ -f "$2/.qca" ] || build_qca "$1/qca" "$2" "$3" "$4"
  touch "$2/.qca"
  build_qgis "$1/qgis" "$2" "$3" "$4"
}

# ensure_laszip: sets LASZIP_PREFIX.
ensure_laszip() {
  local recipe=$TUILERIE_ROOT/tools/deps/laszip.sh
  # shellcheck source=/dev/null
  . "$recipe"
  build_dep laszip build_laszip "$recipe"
  LASZIP_PREFIX=$DEP_PREFIX
}

# ensure_web: the viewer page with its libraries, bundled once; sets WEB_BUNDLE.
ensure_web() {
  local web=$TUILERIE_ROOT/web
  command -v npm >/dev/null || as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends npm >&2
  local files; mapfile -t files < <(find "$web" -type f -not -path '*/node_modules/*' | LC_ALL=C sort)
  build_dep web build_web "${files[@]}"
  WEB_BUNDLE=$DEP_PREFIX/bundle
}

build_web() {
  local work=$1 prefix=$2 log=$3
  rm -rf "$work/web"; cp -r "$TUILERIE_ROOT/web" "$work/web"
  run "$log" "viewer page: installing its libraries with npm and bundling them" bash "$work/web/build.sh" "$prefix/bundle"
}

# install_packages LIST...: those of the lists that are missing, by name.
install_packages() {
  local wanted missing=() name status
  mapfile -t wanted < <(sed 's/#.*//; s/[[:space:]]//g; /^$/d' "$@")
  local installed; installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2 == "installed" {print $1}')
  for name in "${wanted[@]}"; do
    grep -qx -- "$name" <<<"$installed" || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  need_space /var 2500 "installing ${#missing[@]} packages"
  local log=$TUILERIE_CACHE/log/packages.log
  run "$log" "reading the package lists" as_root apt-get update
  run "$log" "installing ${#missing[@]} packages: ${missing[*]:0:6} ..." \
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o Acquire::Retries=3 "${missing[@]}"
}
