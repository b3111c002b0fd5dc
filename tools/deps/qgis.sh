# QGIS core 3.40 LTR on Qt 6. Debian's own QGIS packages are all built on Qt 5, which a Qt 6 program can't link.
# Only the library, the one provider outside it that we use (wms: WMTS, WMS, tiles) and the files it reads at run time are built: no GUI, no
# Python, no server. Libraries find one another relative to themselves, so that a package can put them elsewhere.
# Sourced by tools/setup/deps.sh, which calls build_qgis SOURCE_DIR PREFIX LOG JOBS.
QGIS_VERSION=3.40.6
QGIS_DEBIAN_VERSION=3.40.6+dfsg-1

build_qgis() {
  local work=$1 prefix=$2 log=$3 jobs=$4
  local recipe; recipe=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  if [ ! -f "$work/source/.unpacked" ]; then
    rm -rf "$work/source"
    run "$log" "QGIS $QGIS_VERSION: fetching the source (150 MB)" fetch_source trixie qgis "$QGIS_DEBIAN_VERSION" "$work"
    run "$log" "QGIS: unpacking" dpkg-source -x "$work/qgis_$QGIS_DEBIAN_VERSION.dsc" "$work/source"
    # Qt 6.4 has no QSqlQuery::boundValueNames(); the one use of it writes a debug line.
    sed -i 's/query->boundValueNames()/QStringList()/' "$work/source/src/core/auth/qgsauthconfigurationstoragedb.cpp"
    touch "$work/source/.unpacked"
  fi
  run "$log" "QGIS: configuring" cmake -S "$work/source" -B "$work/build" -G Ninja \
      -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_FLAGS_RELEASE="-O2 -DNDEBUG" -DCMAKE_INSTALL_PREFIX="$prefix" \
      -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_PROJECT_INCLUDE="$recipe/qgis-unity.cmake" \
      -DCMAKE_SHARED_LINKER_FLAGS=-fuse-ld=mold -DCMAKE_MODULE_LINKER_FLAGS=-fuse-ld=mold \
      -DCMAKE_BUILD_WITH_INSTALL_RPATH=ON '-DCMAKE_INSTALL_RPATH=$ORIGIN:$ORIGIN/../..' \
      -DQGIS_LIB_SUBDIR=lib -DQGIS_PLUGIN_SUBDIR=lib/qgis/plugins -DQGIS_DATA_SUBDIR=share/qgis -DQGIS_INCLUDE_SUBDIR=include/qgis \
      -DBUILD_WITH_QT6=ON -DWITH_DESKTOP=OFF -DWITH_GUI=OFF -DWITH_3D=OFF -DWITH_BINDINGS=OFF -DWITH_ANALYSIS=OFF \
      -DWITH_QGIS_PROCESS=OFF -DWITH_SERVER=OFF -DWITH_AUTH=OFF -DWITH_PDAL=OFF -DWITH_EPT=ON -DWITH_COPC=ON \
      -DWITH_POSTGRESQL=OFF -DWITH_SPATIALITE=ON -DWITH_GRASS7=OFF -DWITH_GRASS8=OFF -DENABLE_TESTS=OFF \
      -DWITH_QTWEBKIT=OFF -DWITH_QTWEBENGINE=OFF -DWITH_DRACO=OFF -DUSE_OPENCL=OFF -DWITH_CUSTOM_WIDGETS=OFF -DWITH_QUICK=OFF \
      -DWITH_QTSERIALPORT=OFF -DWITH_INTERNAL_NLOHMANN_JSON=OFF \
      -DQCA_INCLUDE_DIR="$prefix/include/Qca-qt6/QtCrypto" -DQCA_LIBRARY="$prefix/lib/libqca-qt6.so"
  run "$log" "QGIS: building the library and its WMS provider (about 20 min on 2 cores)" \
      ninja -C "$work/build" -j "$jobs" qgis_core provider_wms
  run "$log" "QGIS: installing" install_qgis "$work" "$prefix"
}

# 'ninja install' would first build translations, icons and documents that nobody here needs.
install_qgis() {
  set -e
  local work=$1 prefix=$2
  cmake -DCMAKE_INSTALL_PREFIX="$prefix" -P "$work/build/src/core/cmake_install.cmake"
  mkdir -p "$prefix/lib/qgis/plugins" "$prefix/share/qgis/resources"
  cp "$(find "$work/build" -name libprovider_wms.so | head -n 1)" "$prefix/lib/qgis/plugins/"
  cp -r "$work/source/resources/." "$prefix/share/qgis/resources/"
  # QGIS looks for its CRS database under this name.
  cp "$work/source/resources/srs6.db" "$prefix/share/qgis/resources/srs.db"
  mkdir -p "$prefix/share/qgis/svg"
  cp -r "$work/source/images/svg/." "$prefix/share/qgis/svg/"
}
