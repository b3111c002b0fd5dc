#!/bin/sh
# onrealfiles.sh PROGRAM [FUNCTION...]: runs a test program on the real files below TUILERIE_TEST_DATA (by default ../shared/data beside the
# source tree). Where there are none it says so, in the words that CTest takes for a skipped test.
export TUILERIE_TEST_DATA="${TUILERIE_TEST_DATA:-$TUILERIE_SOURCE/../shared/data}"
if [ -z "$(ls "$TUILERIE_TEST_DATA" 2>/dev/null)" ]; then
  echo "ALL SKIPPED: no real files in $TUILERIE_TEST_DATA (TUILERIE_TEST_DATA names another place)"
  exit 0
fi
exec "$@"
