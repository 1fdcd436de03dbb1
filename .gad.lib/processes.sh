# shellcheck shell=bash
# Starting, watching and stopping processes, each by a pid file that also holds the process's start time:
# a pid that was given to another program meanwhile is never signalled.

STARTED=()   # names, in the order this run started them

# Empty for a process that is gone or only waits to be reaped.
started_at() { sed "s/.*) //" "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }'; }
record() { echo "$2 $(started_at "$2")" > "$STATE/run/$1.pid"; }
pid_of() {   # prints the pid of NAME while it lives
  local pid start
  read -r pid start 2>/dev/null < "$STATE/run/$1.pid" || return 1
  [[ -n $start && $(started_at "$pid") == "$start" ]] && echo "$pid"
}

# launch NAME COMMAND... : in a session of its own, so that Ctrl-C reaches only this script, which then stops things in order.
launch() {
  local name=$1; shift
  setsid "$@" >>"$STATE/log/$name.log" 2>&1 </dev/null &
  record "$name" $!
  [[ " ${STARTED[*]-} " == *" $name "* ]] || STARTED+=("$name")
}

# halt NAME : asks, waits up to the limit, then kills.
halt() {
  local name=$1 pid signal=TERM limit=30 deadline
  case $name in postgres) signal=INT limit=60 ;; esac   # PostgreSQL: INT is the fast shutdown, TERM waits for its clients
  pid=$(pid_of "$name") || { rm -f "$STATE/run/$name.pid"; return 0; }
  kill -s $signal "$pid" 2>/dev/null || true
  deadline=$(( SECONDS + limit ))
  while pid_of "$name" >/dev/null && (( SECONDS < deadline )); do sleep 0.1; done
  if pid_of "$name" >/dev/null; then say "$name did not end within $limit s: killed"; kill -KILL -- "-$pid" 2>/dev/null || kill -KILL "$pid" || true; fi
  rm -f "$STATE/run/$name.pid"
}

stop_started() {
  local result=$? i
  trap '' INT TERM
  trap - EXIT
  [[ -z ${CHILD:-} ]] || kill "$CHILD" 2>/dev/null || true
  for (( i = ${#STARTED[@]} - 1; i >= 0; i-- )); do halt "${STARTED[i]}"; done
  [[ -z ${OWNS_SERVICES:-} ]] || rm -f "$STATE/run/owner.pid"
  [[ $(pid_of up) != "$$" ]] || rm -f "$STATE/run/up.pid"
  [[ -z ${TOTAL:-} ]] || echo "$TOTAL"   # the last line of `test`, after everything else has ended
  exit $result
}
guard() { trap stop_started EXIT; trap 'exit 130' INT; trap 'exit 143' TERM HUP; }

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
need_port() { ! port_taken "$1" || stop "port $1 ($2) is in use by another program: end it, or move all of ours with GAD_PORT_OFFSET=1000 ./gad …"; }

# answers PORT PATH : whether GET PATH gives 200; plain bash, since a fresh machine has no curl.
answers() {
  local status
  status=$( { exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3 && read -r -t 5 line <&3 && echo "$line"; } 2>/dev/null) || return 1
  [[ $status == *' 200 '* ]]
}

# await NAME SECONDS COMMAND... : until it succeeds; a death or the limit is told with the end of the log.
await() {
  local name=$1 limit=$2 deadline; shift 2
  deadline=$(( SECONDS + limit ))
  until "$@"; do
    pid_of "$name" >/dev/null || { tail -n 25 "$STATE/log/$name.log" >&2; stop "$name ended while starting: see above, all of it in $STATE/log/$name.log"; }
    (( SECONDS < deadline )) || { tail -n 25 "$STATE/log/$name.log" >&2; stop "$name was not ready within $limit s (waited for: $*): see $STATE/log/$name.log"; }
    sleep 0.2
  done
}
