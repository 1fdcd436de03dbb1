# shellcheck shell=bash
# Ten million mutated inputs to the parsers of outside input, in rounds with a seed each.
FUZZ_ROUND=500000 FUZZ_WHOLE=10000000
prove_fuzz() {
  local done_until code=0
  build "$ROOT/tests/Fuzz.Tests"
  done_until=$(reached fuzz)
  while (( done_until < FUZZ_WHOLE && SECONDS < PROVE_LIMIT_S - 300 )); do
    TEST_LIMIT_S=$(( PROVE_LIMIT_S - SECONDS )) GAD_FUZZ_SEED=$(( done_until / FUZZ_ROUND + 1 )) GAD_FUZZ_INPUTS=$FUZZ_ROUND run_project Fuzz.Tests "$STATE/log/prove-fuzz.log" || code=$?
    (( code != 124 )) || break   # the time is over: the same command goes on
    (( code == 0 )) || { tail -n 40 "$STATE/log/prove-fuzz.log" >&2; TOTAL="fuzz: inputs=$done_until seed=$(( done_until / FUZZ_ROUND + 1 )) FAIL"; exit 1; }
    done_until=$(( done_until + FUZZ_ROUND )); reach fuzz $done_until
    say "$done_until inputs of $FUZZ_WHOLE"
  done
  conclude fuzz "$done_until" $FUZZ_WHOLE "inputs=$done_until"
}
