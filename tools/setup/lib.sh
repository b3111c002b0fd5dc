# Shared by ./setup and the recipes in tools/deps: saying what happens, running
# long commands with their output in a log, and stopping with a sentence that
# says what to do.  Sourced, never run.

say()  { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die()  { printf '\n\033[1;31mStopped:\033[0m %s\n' "$1" >&2
         shift; for line in "$@"; do printf '    %s\n' "$line" >&2; done; exit 1; }

# run LOG WHAT COMMAND...: runs COMMAND with its output in LOG; every 30 s says
# that it still runs and its last line; on failure shows the log's end and stops.
run() {
  local log=$1 what=$2; shift 2
  mkdir -p "$(dirname "$log")"
  say "$what  (log: $log)"
  local begin=$SECONDS last=$SECONDS
  ( "$@" ) >>"$log" 2>&1 &
  local pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.3
    if (( SECONDS - last >= 30 )); then
      last=$SECONDS
      note "$((SECONDS - begin)) s  $(tail -c 300 "$log" | tr '\r' '\n' | tail -n 1 | cut -c 1-110)"
    fi
  done
  if ! wait "$pid"; then
    tail -n 25 "$log" >&2
    if [ "$(free_mib "$log")" -lt 50 ]; then
      die "the disk is full while: $what." "Free some space, then run the same command again: it goes on where it stopped."
    fi
    die "failed: $what." "The whole output is in $log." "After mending the cause, run the same command again: it goes on where it stopped."
  fi
  note "done in $((SECONDS - begin)) s"
  TIMES+=("$(printf '%5d s  %s' "$((SECONDS - begin))" "$what")")
}

# times_taken: where the time went, when there was any to speak of.
TIMES=()
times_taken() {
  (( SECONDS >= 60 )) || return 0
  say "where the time went (${SECONDS} s)"
  local line
  for line in "${TIMES[@]}"; do note "$line"; done
}

# free_mib PATH: free space of the file system that holds PATH (or its first existing parent).
free_mib() {
  local path=$1
  while [ ! -e "$path" ]; do path=$(dirname "$path"); done
  df -Pm "$path" | awk 'NR==2 {print $4}'
}

# need_space PATH MIB WHAT
need_space() {
  local free; free=$(free_mib "$1")
  [ "$free" -ge "$2" ] || die "$3 needs $2 MiB in $1, and $free MiB are free." "Free some space, or set XDG_CACHE_HOME to a folder on a larger disk, then run the same command again."
}

# as_root COMMAND...: for the package manager only.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "installing packages needs root, and sudo is not here." "Run once as root: $*"; fi
}

# debian_mirror: the mirror of the machine's own lists: the most used line that is no security archive.
debian_mirror() { apt-cache policy | awk '$1 ~ /^[0-9]+$/ && $2 ~ /^https?:/ && $3 ~ /^bookworm\/main/ && $2 !~ /security/ {print $2; exit}'; }

# fetch_source SUITE PACKAGE VERSION DIR [--tar-only]: a Debian source package of another suite, from the mirror that
# this machine already uses, without touching the system's package lists.
fetch_source() {
  local suite=$1 package=$2 version=$3 dir=$4 only=${5:---download-only}
  local state=$dir/apt mirror
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || { echo "no Debian mirror in the output of 'apt-cache policy'; run 'apt-get update' first" >&2; return 1; }
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  printf 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$suite" >"$state/sources.list"
  local options=(-o "Dir::Etc::SourceList=$state/sources.list" -o Dir::Etc::SourceParts=/dev/null
                 -o "Dir::State::Lists=$state/lists" -o "Dir::Cache=$state/cache" -o APT::Sandbox::User=root -o Acquire::Retries=3)
  local try
  for try in 1 2 3; do
    if apt-get "${options[@]}" update &&
       ( cd "$dir" && apt-get "${options[@]}" source "$only" "$package=$version" ); then return 0; fi
    echo "try $try to fetch the source of $package $version failed" >&2
    sleep 3
  done
  echo "the source package $package $version of $suite could not be fetched from $mirror: check the network, then run the same command again" >&2
  return 1
}
