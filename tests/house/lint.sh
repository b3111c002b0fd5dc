#!/usr/bin/env bash
# lint.sh format|spelling|shell|tidy BUILD [FOLDER...]: what can be said of the sources; prints each breach, exits 1 on any.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
sources() { find core ui app tests -name '*.cpp' -o -name '*.h'; }
case "$1" in
  format)   sources | xargs -P 2 -n 60 clang-format-14 --dry-run -Werror ;;
  spelling) codespell ;;
  shell)
    # What sourced files set is used by those that source them.
    find setup .ci tools web/build.sh packaging tests -type f \( -name '*.sh' -o -path .ci/run -o -name setup -o -path '*/server/p*' \) \
      -exec shellcheck --shell=bash --severity=warning --exclude=SC2034 {} + ;;
  tidy)     shift; exec python3 tests/house/tidy.py "$@" ;;
  *) echo "usage: lint.sh format|spelling|shell|tidy BUILD [FOLDER...]" >&2; exit 2 ;;
esac
