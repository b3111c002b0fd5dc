# LASzip, the reference codec of LAZ, which Debian 12 does not have. Static: each program carries the little it uses, and packages need no private
# library.
# Sourced by tools/setup/deps.sh, which calls build_laszip SOURCE_DIR PREFIX LOG JOBS.
LASZIP_VERSION=3.5.0
LASZIP_DEBIAN_VERSION=3.5.0-2

build_laszip() {
  local work=$1 prefix=$2 log=$3 jobs=$4
  run "$log" "LASzip $LASZIP_VERSION: fetching the source" fetch_source trixie laszip "$LASZIP_DEBIAN_VERSION" "$work" --tar-only
  mkdir -p "$work/source"
  run "$log" "LASzip: unpacking" tar -xf "$(ls "$work"/laszip_*.orig.tar.*z | head -n 1)" -C "$work/source" --strip-components=1
  run "$log" "LASzip: configuring" cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
      -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib -DLASZIP_BUILD_STATIC=ON -DCMAKE_POSITION_INDEPENDENT_CODE=ON
  run "$log" "LASzip: building" ninja -C "$work/build" -j "$jobs"
  run "$log" "LASzip: installing" ninja -C "$work/build" install
  # Chunks of any size and place, which COPC is made of, are reached through its C++ classes only (LASreadPoint, LASwritePoint), whose
  # headers its install step leaves out.
  run "$log" "LASzip: installing the headers of its classes" install -m 644 -D -t "$prefix/include/laszip" "$work"/source/src/*.hpp
}
