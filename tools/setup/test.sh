# ./setup test: the test suite, after the shapes without UI and without renderer have been configured and built.
# Sourced by ./setup.

# run_tests [--all] [CTEST_OPTION...]: the rooms that parse what others wrote are tested under sanitizers, too; --all runs all of
# core/ under them, looks for pauses of the window over millions of features, and installs the packages in a clean Debian 12.
run_tests() {
  local all=
  if [ "${1:-}" = --all ]; then all=1; shift; fi
  ensure_sample
  export TUILERIE_SAMPLE=$SAMPLE
  export TUILERIE_TEST_DATA=${TUILERIE_TEST_DATA:-$TUILERIE_ROOT/../shared/data}
  [ -d "$TUILERIE_TEST_DATA" ] || note "no real files in $TUILERIE_TEST_DATA: the tests read those that the build wrote, and NAME.real is skipped (TUILERIE_TEST_DATA names another place)"
  build_shapes
  if [ -z "$all" ]; then
    run_sanitized parsertests -L parser -LE real
  else
    run_sanitized all -LE 'slow|e2e|house'
    . tools/setup/package.sh
    test_packages
  fi
  times_taken
  say "running the tests"
  local cpus; cpus=$(nproc)
  [ -n "$all" ] || set -- -LE freeze "$@"
  ctest --test-dir "$BUILD" --output-on-failure --parallel "$cpus" "$@"
}

# One more build tree is first the server and command line without QGIS, then everything without a screen. Its compilations are those of
# the whole house, which ccache knows by now.
build_shapes() {
  local dir=$TUILERIE_ROOT/build/shapes
  build_project "$dir" norender all -DTUILERIE_TESTS=OFF -DTUILERIE_RENDER=OFF
  ! ldd "$dir/bin/tuilerie-server" | grep -Eq 'qgis|Qt6Widgets|Qt6Gui' || die "tuilerie-server links QGIS or a screen: see ARCHITECTURE.md, 'Arrows'."
  build_project "$dir" noui all -DTUILERIE_TESTS=OFF -DTUILERIE_RENDER=ON -DTUILERIE_UI=OFF
  ! ldd "$dir/bin/tuilerie-cli" | grep -Eq 'Qt6Widgets' || die "tuilerie-cli links Widgets: see ARCHITECTURE.md, 'Arrows'."
}

# run_sanitized TARGET CTEST_OPTION...: tests of core/ once more, compiled by another compiler, with every access and every arithmetic step
# watched. GDAL and Qt keep memory to the end of a program, so leaks are not looked for; LASzip asks for absurd amounts where a header is
# damaged, and takes the refusal.
run_sanitized() {
  local dir=$TUILERIE_ROOT/build/asan target=$1; shift
  build_project "$dir" asan "$target"
  export ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
  ASAN_SYMBOLIZER_PATH=$(command -v llvm-symbolizer-14) run "$TUILERIE_CACHE/log/asan.log" "running tests of core/ under the sanitizers" \
    ctest --test-dir "$dir" --output-on-failure --parallel "$(nproc)" "$@"
}
