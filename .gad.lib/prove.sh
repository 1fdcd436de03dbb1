# shellcheck shell=bash
# ./gad prove NAME: what is longer than the suite can bear. Each proof goes on where an earlier run of it ended, and stops by itself
# after PROVE_LIMIT_S. Its last line is "NAME: key=value … PASS|FAIL|MORE"; MORE means that the same command goes on.

PROVE_LIMIT_S=2900
PROOFS=()   # each a file beside this one
for part in "$ROOT"/.gad.lib/prove-*.sh; do . "$part"; part=${part##*/prove-}; PROOFS+=("${part%.sh}"); done

cmd_prove() {
  local name=${1:-} fresh=
  [[ ${2:-} == --fresh ]] && fresh=1
  [[ " ${PROOFS[*]} " == *" $name "* && $# -le 2 && (-z ${2:-} || -n $fresh) ]] || misuse "prove takes one of: ${PROOFS[*]}; and perhaps --fresh"
  guard; open_state
  mkdir -p "$STATE/prove"
  [[ -z $fresh ]] || rm -f "$STATE/prove/$name"
  "prove_$name"
}

# reached NAME : how much of a proof earlier runs have done. It counts only for the code that it was done on.
reached() {
  local code count
  read -r code count 2>/dev/null < "$STATE/prove/$1" && [[ $code == "$(code_of_proof)" ]] && echo "$count" || echo 0
}
reach() { echo "$(code_of_proof) $2" > "$STATE/prove/$1"; }
code_of_proof() { { git -C "$ROOT" rev-parse HEAD; git -C "$ROOT" status --porcelain; git -C "$ROOT" diff HEAD; } | sha256sum | cut -d" " -f1; }

# conclude NAME DONE WHOLE WORDS : the last line; nothing that is left over is called proven.
conclude() {
  if (( $2 >= $3 )); then TOTAL="$1: $4 PASS"; else TOTAL="$1: $4 MORE"; fi
}
