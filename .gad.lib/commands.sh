# shellcheck shell=bash
# The smaller commands: bench, replay, token, archive.

trace_file() {
  [[ -n $1 ]] || misuse "a trace file is needed"
  local path; path=$(cd "$CALLER" && realpath -m -- "$1")
  [[ -f $path ]] || stop "there is no file $path"
  echo "$path"
}
speed_of() { [[ $1 =~ ^([0-9]+(\.[0-9]+)?|max)$ ]] || misuse "--speed takes a number or max"; echo "$1"; }

# replay_command FILE SPEED [OPTION...] sets REPLAY, the generator's command line.
replay_command() {
  local file=$1 speed=$2; shift 2
  export GAD_URL=${GAD_URL:-http://127.0.0.1:$(( 8080 + OFFSET ))} GAD_SIGNING_KEY_FILE=${GAD_SIGNING_KEY_FILE:-$STATE/signing.key}
  REPLAY=(dotnet "$(dll tests/LoadGenerator)" replay "$file" --speed "$speed" "$@")
}

cmd_replay() {
  local file= speed=1 options=()
  while (( $# )); do
    case $1 in
      --speed) speed=$(speed_of "${2:-}"); shift ;;
      --times) [[ ${2:-} =~ ^(now|original)$ ]] || misuse "--times takes now or original"; options+=("$1" "$2"); shift ;;
      --prefix) [[ ${2:-} =~ ^[A-Z0-9_-]{1,20}$ ]] || misuse "--prefix takes 1 to 20 of A-Z 0-9 _ -"; options+=("$1" "$2"); shift ;;
      --url) [[ ${2:-} =~ ^https?:// ]] || misuse "--url takes an http address"; export GAD_URL=$2; shift ;;
      -*) misuse "replay does not know: $1" ;;
      *) [[ -z $file ]] || misuse "replay takes one file"; file=$(trace_file "$1") ;;
    esac
    shift
  done
  file=${file:-$(trace_file "")}
  open_state
  [[ -f $(dll tests/LoadGenerator) && -z $(find tests/LoadGenerator WebFrontend/Protos -name obj -prune -o -name bin -prune -o -newer "$(dll tests/LoadGenerator)" -type f -print -quit) ]] \
    || build "$ROOT/tests/LoadGenerator"
  replay_command "$file" "$speed" "${options[@]}"
  exec "${REPLAY[@]}"
}

cmd_bench() {
  local name=${1:-} code=0; shift || true
  [[ $name =~ ^[a-z][a-z-]*$ && ${1:---quick} == --quick && $# -le 1 ]] || misuse "bench takes a name (or all) and perhaps --quick"
  guard; open_state
  build_product   # a bench starts silos and gateways as processes of their own
  build "$ROOT/tests/Benchmarks"
  test_environment
  in_child dotnet "$(dll tests/Benchmarks)" "$name" "$@" || code=$?
  exit $code
}

# in_child COMMAND... : runs it so that a signal to this script ends it at once, and its whole group with it.
in_child() {
  local code=0
  "$@" & CHILD=$!
  wait "$CHILD" || code=$?
  CHILD=
  return $code
}

base64url() { base64 -w0 | tr '+/' '-_' | tr -d '='; }
bytes_of() { printf "$(sed 's/../\\x&/g' <<< "$1")"; }
# HMAC-SHA256 of standard input by its definition (RFC 2104), so that the key is never on a command line, where `ps` shows it.
hmac_hex() {
  local key=$1 i byte inner= outer= digest
  for (( i = 0; i < 64; i++ )); do
    byte=$(( 0x${key:2*i:2} + 0 )); printf -v inner '%s\\x%02x' "$inner" $(( byte ^ 0x36 )); printf -v outer '%s\\x%02x' "$outer" $(( byte ^ 0x5c ))
  done
  digest=$({ printf "$inner"; cat; } | sha256sum | cut -d' ' -f1)
  { printf "$outer"; bytes_of "$digest"; } | sha256sum | cut -d' ' -f1
}

cmd_token() {
  local role= efectivo= now body claim=
  while (( $# )); do
    case $1 in
      --role) role=${2:-}; shift ;;
      --efectivo) efectivo=${2:-}; [[ $efectivo =~ ^[A-Z0-9_-]{3,50}$ ]] || misuse "--efectivo takes a code: 3 to 50 of A-Z 0-9 _ -"; shift ;;
      *) misuse "token does not know: $1" ;;
    esac
    shift || misuse "token: an option lacks its value"
  done
  [[ $role =~ ^(Efectivo|Operator|Supervisor|Administrator|Auditor|Integrator)$ ]] || misuse "--role is one of Efectivo, Operator, Supervisor, Administrator, Auditor, Integrator"
  [[ $role != Efectivo || -n $efectivo ]] || misuse "--role Efectivo needs --efectivo ID"
  open_state
  now=$(date +%s)
  [[ -z $efectivo ]] || claim=",\"efectivo\":\"$efectivo\""
  body=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf '{"iss":"gad-dev","aud":"gad","sub":"%s","role":"%s"%s,"iat":%d,"nbf":%d,"exp":%d}' \
    "${efectivo:-dev-${role,,}}" "$role" "$claim" "$now" "$now" $(( now + 12 * 3600 )) | base64url)
  echo "$body.$(bytes_of "$(printf %s "$body" | hmac_hex "$(cat "$STATE/signing.key")")" | base64url)"
}

# Beside a running `up`, or on the database that ConnectionStrings__PostGis names.
cmd_archive() {
  [[ -n ${Gad__Archive__Directory:-} ]] || stop "Gad__Archive__Directory is not set"
  [[ -n ${ConnectionStrings__PostGis:-} || -n $(recall PG_PORT) ]] || stop "nothing was started here yet: ./gad up, or ./gad services"
  [[ -f $(dll Silo) ]] || build "$ROOT/Silo"
  export ConnectionStrings__PostGis=${ConnectionStrings__PostGis:-$(postgis_string gad)}
  exec dotnet "$(dll Silo)" archive "$@"
}
