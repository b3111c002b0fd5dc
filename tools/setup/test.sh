# ./setup test: the test suite, after the shapes without UI and without renderer have been configured and built.
# Sourced by ./setup.

run_tests() {
  ensure_sample
  export TUILERIE_SAMPLE=$SAMPLE
  export TUILERIE_TEST_DATA=${TUILERIE_TEST_DATA:-$TUILERIE_ROOT/../shared/data}
  [ -d "$TUILERIE_TEST_DATA" ] || note "no real files in $TUILERIE_TEST_DATA: the tests that need them skip aloud (TUILERIE_TEST_DATA names another place)"
  build_shapes
  say "running the tests"
  local cpus; cpus=$(nproc)
  ctest --test-dir "$BUILD" --output-on-failure --parallel "$cpus" "$@"
}

# One more build tree, quick to compile, is first the server and command line without QGIS, then everything without a screen.
build_shapes() {
  local dir=$TUILERIE_ROOT/build/shapes quick=(-DCMAKE_BUILD_TYPE=Debug "-DCMAKE_CXX_FLAGS_DEBUG=-O0" -DTUILERIE_TESTS=OFF)
  build_project "$dir" norender all "${quick[@]}" -DTUILERIE_RENDER=OFF
  ! ldd "$dir/bin/tuilerie-server" | grep -Eq 'qgis|Qt6Widgets|Qt6Gui' || die "tuilerie-server links QGIS or a screen: see ARCHITECTURE.md, 'Arrows'."
  build_project "$dir" noui all "${quick[@]}" -DTUILERIE_RENDER=ON -DTUILERIE_UI=OFF
  ! ldd "$dir/bin/tuilerie-cli" | grep -Eq 'Qt6Widgets' || die "tuilerie-cli links Widgets: see ARCHITECTURE.md, 'Arrows'."
}
