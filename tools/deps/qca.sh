# QCA for Qt 6, which QGIS core links and Debian 12 has for Qt 5 only.
# Sourced by tools/setup/deps.sh, which calls build_qca SOURCE_DIR PREFIX LOG JOBS.
QCA_VERSION=2.3.10

build_qca() {
  local work=$1 prefix=$2 log=$3 jobs=$4
  run "$log" "QCA $QCA_VERSION: fetching the source" \
      fetch_source trixie qca2 "$(qca_debian_version)" "$work" --tar-only
  mkdir -p "$work/source"
  run "$log" "QCA: unpacking" tar -xf "$(ls "$work"/qca2_*.orig.tar.*z | head -n 1)" -C "$work/source" --strip-components=1
  run "$log" "QCA: configuring" cmake -S "$work/source" -B "$work/build" -G Ninja \
      -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib '-DCMAKE_INSTALL_RPATH=$ORIGIN:$ORIGIN/../..' \
      -DQCA_INSTALL_IN_QT_PREFIX=OFF -DBUILD_WITH_QT6=ON -DBUILD_TESTS=OFF -DBUILD_TOOLS=OFF -DBUILD_PLUGINS=ossl
  run "$log" "QCA: building" ninja -C "$work/build" -j "$jobs"
  run "$log" "QCA: installing" ninja -C "$work/build" install
}

qca_debian_version() { echo 2.3.10-1; }
