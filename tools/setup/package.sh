# ./setup package: the Debian packages, into build/packages. Sourced by ./setup.

# make_packages FOLDER [TREE]: builds the programs as packages want them (the same objects as release, other paths) in TREE, then the packages.
# The same commit gives the same bytes: what carries a time carries the commit's.
make_packages() {
  local into=$1 tree=${2:-$TUILERIE_ROOT/build/package}
  export SOURCE_DATE_EPOCH
  SOURCE_DATE_EPOCH=$(git -C "$TUILERIE_ROOT" log -1 --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=$(date -r "$TUILERIE_ROOT/CHANGELOG.md" +%s)
  build_project "$tree" package all
  local log=$TUILERIE_CACHE/log/packages-made.log
  : >"$log"
  rm -rf "$into"
  mkdir -p "$into"
  run "$log" "making the packages" cpack --config "$tree/CPackConfig.cmake" -B "$into"
  rm -rf "$into/_CPack_Packages"
  local made=("$into"/*.deb)
  note "${made[*]##*/}"
}

# test_packages: made twice with the same bytes, without errors for lintian, and installed in a clean Debian 12 where that can be had.
test_packages() {
  local log=$TUILERIE_CACHE/log/packages-test.log status=0 deb
  : >"$log"
  make_packages "$BUILD_PACKAGES"
  make_packages "$BUILD_PACKAGES-again" "$TUILERIE_ROOT/build/package-again"
  for deb in "$BUILD_PACKAGES"/*.deb; do
    cmp "$deb" "$BUILD_PACKAGES-again/${deb##*/}" || die "two builds of ${deb##*/} differ."
  done
  rm -rf "$BUILD_PACKAGES-again" "$TUILERIE_ROOT/build/package-again"
  run "$log" "reading the packages with lintian" lintian --fail-on error --tag-display-limit 0 --allow-root "$BUILD_PACKAGES"/*.deb
  say "installing the packages in a clean Debian 12  (log: $log)"
  tests/packaging/install.sh "$BUILD_PACKAGES" "$SAMPLE" "$(debian_mirror)" "$TUILERIE_CACHE/debian" >>"$log" 2>&1 || status=$?
  case $status in
    0)  note "installed, upgraded, published, removed" ;;
    77) note "$(grep SKIPPED "$log" | tail -n 1)" ;;
    *)  tail -n 30 "$log" >&2; die "the packages do not work in a clean Debian 12." "The whole output is in $log." ;;
  esac
}
