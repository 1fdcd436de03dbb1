# shellcheck shell=bash
# ./gad up: the whole product in the foreground, watched.

# port KIND N : the port of the N-th process (from 0). The HTTP-like ones are a hundred apart, so that eight of each never collide.
port() {
  case $1 in
    silo) echo $(( 11111 + OFFSET + $2 )) ;;
    cluster) echo $(( 30000 + OFFSET + $2 )) ;;
    osmand) echo $(( 5055 + OFFSET + $2 )) ;;
    http) echo $(( 8080 + OFFSET + 100 * $2 )) ;;
    grpc) echo $(( 8082 + OFFSET + 100 * $2 )) ;;
    silo-admin) echo $(( 8090 + OFFSET + 100 * $2 )) ;;
    gateway-admin) echo $(( 8091 + OFFSET + 100 * $2 )) ;;
  esac
}
need_ports() {   # need_ports SILOS GATEWAYS
  local i kind
  for (( i = 0; i < $1; i++ )); do for kind in silo cluster silo-admin; do need_port "$(port $kind $i)" $kind; done; done
  for (( i = 0; i < $2; i++ )); do for kind in http grpc osmand gateway-admin; do need_port "$(port $kind $i)" $kind; done; done
}
start_silo() {
  launch "silo-$1" env -C "$ROOT/Silo" Gad__Cluster__SiloPort="$(port silo "$1")" Gad__Cluster__GatewayPort="$(port cluster "$1")" \
    Gad__Admin__Port="$(port silo-admin "$1")" Gad__Journal__SpillDirectory="$STATE/spill" dotnet "$(dll Silo)"
}
start_gateway() {
  launch "gateway-$1" env -C "$ROOT/WebFrontend" Gad__Http__Port="$(port http "$1")" Gad__Grpc__Port="$(port grpc "$1")" \
    Gad__Osmand__Port="$(port osmand "$1")" Gad__Admin__Port="$(port gateway-admin "$1")" Gad__Cluster__GatewayPort="$(port cluster 0)" dotnet "$(dll WebFrontend)"
}
start_replay() { launch replay "${REPLAY[@]}"; }

count_of() { [[ ${2:-} =~ ^[1-8]$ ]] || misuse "$1 takes a number from 1 to 8"; echo "$2"; }

cmd_up() {
  local silos=1 gateways=1 mode=private demo= file= speed=1 i
  while (( $# )); do
    case $1 in
      --silos) silos=$(count_of "$@"); shift ;;
      --gateways) gateways=$(count_of "$@"); shift ;;
      --demo) demo=1 ;;
      --replay) file=$(trace_file "${2:-}"); shift ;;
      --speed) speed=$(speed_of "${2:-}"); shift ;;
      --external | --memory) [[ $mode == private ]] || misuse "--external and --memory exclude each other"; mode=${1#--} ;;
      *) misuse "up does not know: $1" ;;
    esac
    shift
  done
  [[ -z $demo || -z $file ]] || misuse "--demo and --replay exclude each other"
  [[ $mode != memory || $silos == 1 ]] || misuse "--memory has one silo: several need Redis to find each other"
  [[ $mode != external || (-n ${ConnectionStrings__PostGis:-} && -n ${ConnectionStrings__Redis:-}) ]] \
    || stop "--external needs ConnectionStrings__PostGis and ConnectionStrings__Redis in the environment"
  [[ -z $demo ]] || file=$(trace_file "$ROOT/tests/data/warsaw_excerpt.csv.gz")

  open_state
  ! pid_of up >/dev/null || stop "already running here (process $(pid_of up)): ./gad down ends it"
  guard
  record up $$
  end_leftovers
  need_ports "$silos" "$gateways"
  build_console
  build_product
  product_environment "$mode" "$demo"
  share_connections "$silos"
  for (( i = 0; i < silos; i++ )); do
    start_silo $i; await "silo-$i" 180 answers "$(port silo-admin $i)" /health/ready
  done
  for (( i = 0; i < gateways; i++ )); do
    start_gateway $i; await "gateway-$i" 90 answers "$(port gateway-admin $i)" /health/ready
  done
  [[ -z $file ]] || { replay_command "$file" "$speed" ${demo:+--loop}; start_replay; say "playing $(basename "$file") at speed $speed"; }
  echo "READY http://127.0.0.1:$(( 8080 + OFFSET ))"
  watch_over "$demo"
}

product_environment() {
  case $1 in
    private)
      start_services
      export ConnectionStrings__PostGis ConnectionStrings__Redis Gad__Mode=Durable
      ConnectionStrings__PostGis=$(postgis_string gad); ConnectionStrings__Redis=$(redis_string 0) ;;
    external) export ConnectionStrings__PostGis ConnectionStrings__Redis Gad__Mode=Durable ;;
    memory) say "MEMORY MODE: NOTHING IS KEPT. Every efectivo and position is gone when this ends."; export Gad__Mode=Memory ;;
  esac
  export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Development} Gad__Identity__SigningKeyFile=$STATE/signing.key
  [[ -z $2 ]] || export Gad__Console__LayersDirectory=${Gad__Console__LayersDirectory:-$ROOT/tests/data/layers}
}

# PostgreSQL takes 100 connections. Two silos fit with their own settings; more of them share what two would use.
share_connections() {
  local each=$(( 84 / $1 ))
  (( $1 > 2 )) || return 0
  local states=$(( each - 12 - each / 4 ))
  export Gad__PostGis__JournalPoolMax=4 Gad__PostGis__LedgerPoolMax=3 Gad__PostGis__AnalyticsPoolMax=2 Gad__PostGis__ReminderPoolMax=1 Gad__PostGis__StateWritePoolMax=2
  export Gad__PostGis__ReadPoolMax=$(( each / 4 < 2 ? 2 : each / 4 )) Gad__PostGis__StatePoolMax=$(( states < 1 ? 1 : states ))
}

# Silos and gateways of an `up` that was killed would hold our ports and another state of the code.
end_leftovers() {
  local name
  for name in $(ls "$STATE/run" | sed -nE 's/^((silo|gateway)-[0-9]+|replay)\.pid$/\1/p' | sort); do halt "$name"; done
}

# Every part is watched alone: two that die in the same moment are both seen. A part that ended is started again after a pause that doubles while
# the part keeps dying and begins anew once it lived for a minute; only a part that refuses its configuration ends everything.
RESTART_PAUSE_MAX_S=30
LIVED_S=60

watch_over() {
  local demo=$1 name
  declare -A since=() pause=() due=()   # each by part: when it was started, its next pause in s, when it is to be started again
  for name in "${STARTED[@]}"; do since[$name]=$SECONDS pause[$name]=1; done
  while :; do
    sleep 0.5
    for name in "${STARTED[@]}"; do
      if [[ -n ${due[$name]:-} ]]; then start_again "$name"
      elif ! lives "$name"; then note_end "$name"; fi
    done
  done
}

# lives NAME : the process of its pid file runs. No program is started for it: this is asked twice a second.
lives() {
  local pid start line
  read -r pid start 2>/dev/null < "$STATE/run/$1.pid" && read -r line 2>/dev/null < "/proc/$pid/stat" || return 1
  line=${line##*) }
  [[ $line != Z* ]] && set -- $line && [[ ${20} == "$start" ]]
}

note_end() {
  local name=$1 pid code=0 lived=$(( SECONDS - since[$1] ))
  read -r pid _ < "$STATE/run/$name.pid" || true
  wait "${pid:-0}" 2>/dev/null || code=$?   # the shell keeps the code of a child that ended; 127: not a child of ours
  if [[ $name == replay ]]; then
    say "the replay ended (code $code): $(tail -n 1 "$STATE/log/replay.log")"
    [[ -n $demo ]] || { due[$name]=never; return 0; }
  else
    say "$name ended (code $code) after $lived s; its log is $STATE/log/$name.log"
    # 78: it refuses its configuration, and starting it again cannot help.
    (( code != 78 )) || { tail -n 25 "$STATE/log/$name.log" >&2; stop "$name refuses its configuration: giving up"; }
  fi
  (( lived < LIVED_S )) || pause[$name]=1
  due[$name]=$(( SECONDS + pause[$name] ))
  say "$name is started again in ${pause[$name]} s"
  pause[$name]=$(( pause[$name] * 2 > RESTART_PAUSE_MAX_S ? RESTART_PAUSE_MAX_S : pause[$name] * 2 ))
}

start_again() {
  local name=$1
  [[ ${due[$name]} != never ]] && (( SECONDS >= due[$name] )) || return 0
  # The children of a killed PostgreSQL may outlive it for a moment, and nothing else may be waited for meanwhile.
  [[ $name != postgres ]] || ! data_in_use || return 0
  unset "due[$name]"
  since[$name]=$SECONDS
  case $name in
    *-*) "start_${name%-*}" "${name#*-}" ;;
    postgres | redis) "launch_$name" ;;
    *) "start_$name" ;;
  esac
  say "$name was started again"
}
