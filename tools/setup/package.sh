# ./setup package: the Debian packages, into build/packages. Sourced by ./setup.

# make_packages FOLDER: builds the programs as packages want them (the same objects as release, other paths), then the packages. The same
# commit gives the same bytes: what carries a time carries the commit's.
make_packages() {
  local into=$1 tree=$TUILERIE_ROOT/build/package
  export SOURCE_DATE_EPOCH
  SOURCE_DATE_EPOCH=$(git -C "$TUILERIE_ROOT" log -1 --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=$(date -r "$TUILERIE_ROOT/CHANGELOG.md" +%s)
  build_project "$tree" package all
  local log=$TUILERIE_CACHE/log/packages-made.log
  : >"$log"
  rm -rf "$into"
  mkdir -p "$into"
  run "$log" "making the packages" cpack --config "$tree/CPackConfig.cmake" -B "$into"
  rm -rf "$into/_CPack_Packages"
  note "$(cd "$into" && ls -- *.deb | paste -sd' ')"
}
