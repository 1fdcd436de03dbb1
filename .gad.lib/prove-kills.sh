# shellcheck shell=bash
# A hundred rounds of silos killed at every named point of the exchange between operation and efectivo, in real processes.
KILLS_WHOLE=100
prove_kills() {
  local rounds code=0 counted
  build_product
  build "$ROOT/tests/Cluster.Tests"
  test_environment
  rounds=$(reached kills)
  while (( rounds < KILLS_WHOLE && SECONDS < PROVE_LIMIT_S - 600 )); do
    run_project Cluster.Tests "$STATE/log/prove-kills.log" --filter-class "*OperationKillTests" || code=$?
    (( code == 0 )) || { tail -n 40 "$STATE/log/prove-kills.log" >&2; TOTAL="kills: kills=$rounds FAIL"; exit 1; }
    counted=$(count_in 's/^ *succeeded: ([0-9]+).*/\1/p' "$STATE/log/prove-kills.log")
    rounds=$(( rounds + counted )); reach kills $rounds
    say "$rounds kills of $KILLS_WHOLE"
  done
  conclude kills "$rounds" $KILLS_WHOLE "kills=$rounds"
}
