# Packages, dependencies, configuring and building the project. Sourced by ./setup.

BUILD=$TUILERIE_ROOT/build/release BUILD_PACKAGES=$TUILERIE_ROOT/build/packages

check_system() {
  local id version
  id=$(. /etc/os-release 2>/dev/null && echo "${ID:-}"); version=$(. /etc/os-release 2>/dev/null && echo "${VERSION_ID:-}")
  [ "$id $version" = "debian 12" ] || note "made for Debian 12; this is ${id:-unknown} ${version:-}: package names may differ"
  command -v apt-get >/dev/null || die "apt-get is not here: ./setup installs packages on Debian 12 only."
}

# prepare [programs|test|package]: packages and dependencies, then what is asked for: the programs alone, everything with the tests, or nothing yet.
prepare() {
  local what=${1:-programs}
  check_system
  mkdir -p "$TUILERIE_CACHE/log" || die "cannot write in $TUILERIE_CACHE." "Set XDG_CACHE_HOME to a folder of yours."
  local lists=(tools/setup/packages.txt)
  [ "$what" != test ] || lists+=(tools/setup/packages-test.txt)
  install_packages "${lists[@]}"
  ensure_qgis
  ensure_laszip
  ensure_web
  case $what in
    programs) build_project "$BUILD" release programs ;;
    test)     build_project "$BUILD" release all ;;
  esac
}

# build_project DIR PRESET TARGET [CMAKE_OPTION...]: configures when the options changed (ninja sees changed CMake files itself), then builds.
build_project() {
  local dir=$1 preset=$2 target=$3; shift 3
  local options=("-DQGIS_PREFIX=$QGIS_PREFIX" "-DLASZIP_PREFIX=$LASZIP_PREFIX" "-DTUILERIE_WEB_BUNDLE=$WEB_BUNDLE" "$@")
  [ -z "${CI:-}" ] || options+=(-DTUILERIE_WERROR=ON)
  local log wanted="$preset ${options[*]}"
  log=$TUILERIE_CACHE/log/build-$(basename "$dir").log
  if [ ! -f "$dir/build.ninja" ] || [ "$(cat "$dir/.options" 2>/dev/null)" != "$wanted" ]; then
    : >"$log"
    run "$log" "configuring ($(basename "$dir"))" cmake --preset "$preset" -B "$dir" "${options[@]}"
    printf '%s' "$wanted" >"$dir/.options"
  fi
  if ! ninja -C "$dir" -n "$target" 2>/dev/null | grep -q 'no work to do'; then
    need_space "$dir" 1500 "building the project"
    run "$log" "building ($(basename "$dir"))" ninja -C "$dir" -j "$(project_jobs)" "$target"
  fi
}

# A file that includes QGIS needs up to 1 GB to compile.
project_jobs() {
  local cpus mem; cpus=$(nproc); mem=$(awk '/MemAvailable/ {print int($2 / 1024 / 1000)}' /proc/meminfo)
  [ "$mem" -lt "$cpus" ] && cpus=$mem; [ "$cpus" -lt 1 ] && cpus=1; echo "$cpus"
}

# ensure_sample: the invented commune, made once into the cache by the generator; sets SAMPLE.
ensure_sample() {
  local program=$BUILD/bin/tuilerie-sample
  SAMPLE=$TUILERIE_CACHE/sample-$(sha256sum "$program" | cut -c 1-12)
  [ ! -f "$SAMPLE/.complete" ] || return 0
  need_space "$TUILERIE_CACHE" 500 "making the sample"
  run "$TUILERIE_CACHE/log/sample.log" "making the sample commune" "$program" --output "$SAMPLE"
  touch "$SAMPLE/.complete"
}
