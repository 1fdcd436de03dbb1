# shellcheck shell=bash
# A hundred silos killed, at the named points of the exchange between operation and efectivo in turn, in real processes.
KILLS_WHOLE=100
prove_kills() {
  local kills code=0 counted
  build_product
  build "$ROOT/tests/Cluster.Tests"
  test_environment
  kills=$(reached kills)
  while (( kills < KILLS_WHOLE && SECONDS < PROVE_LIMIT_S - 600 )); do
    TEST_LIMIT_S=$(( PROVE_LIMIT_S - SECONDS )) run_project Cluster.Tests "$STATE/log/prove-kills.log" --filter-class "*OperationKillTests" || code=$?
    (( code != 124 )) || break   # the time is over: the same command goes on
    (( code == 0 )) || { tail -n 40 "$STATE/log/prove-kills.log" >&2; TOTAL="kills: kills=$kills FAIL"; exit 1; }
    counted=$(count_in 's/^ *succeeded: ([0-9]+).*/\1/p' "$STATE/log/prove-kills.log")
    kills=$(( kills + counted )); reach kills $kills
    say "$kills kills of $KILLS_WHOLE"
  done
  conclude kills "$kills" $KILLS_WHOLE "kills=$kills"
}
