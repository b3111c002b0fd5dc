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
  # GPS times: a symbol that switches to another of the four sequences makes the reader call itself. A damaged or hostile file holds as many of
  # them as it likes (a symbol costs 0.0056 bits: 700 bytes are a million calls), and the stack overflows, in the formats 1, 3, 4 and 5
  # (lasreaditemcompressed_v2.cpp) and in the layers of 6 to 10 (_v3.cpp, _v4.cpp). A loop does the same; what good files give is unchanged.
  # To be offered upstream: github.com/LASzip/LASzip, found in 3.5.0.
  run "$log" "LASzip: GPS times in a loop" loop_gps_times "$work/source/src"
  run "$log" "LASzip: configuring" cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
      -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib -DLASZIP_BUILD_STATIC=ON -DCMAKE_POSITION_INDEPENDENT_CODE=ON
  run "$log" "LASzip: building" ninja -C "$work/build" -j "$jobs"
  run "$log" "LASzip: installing" ninja -C "$work/build" install
  # Chunks of any size and place, which COPC is made of, are reached through its C++ classes only (LASreadPoint, LASwritePoint), whose
  # headers its install step leaves out.
  run "$log" "LASzip: installing the headers of its classes" install -m 644 -D -t "$prefix/include/laszip" "$work"/source/src/*.hpp
}

# loop_gps_times FOLDER: see above.
loop_gps_times() {
  local begin='s/^  I32 multi;/&\n  BOOL again;\n  do\n  {\n  again = FALSE;/'
  sed -i -e "/GPSTIME11_v2::read(/,/^}/{$begin;s/^      read(item, context);/      again = TRUE;/;s/^  \*((I64\*)item)/  }\n  while (again);\n&/}" \
      "$1/lasreaditemcompressed_v2.cpp" || return 1
  local version
  for version in 3 4; do
    sed -i -e "/POINT14_v$version::read_gps_time()\$/,/^}/{$begin;s/^      read_gps_time();/      again = TRUE;/;s/^}/  }\n  while (again);\n}/}" \
        "$1/lasreaditemcompressed_v$version.cpp" || return 1
  done
  # Nothing else may have been what the lines were thought to be.
  [ "$(cat "$1"/lasreaditemcompressed_v[234].cpp | grep -c "^      again = TRUE;")" = 6 ]
}
