# shellcheck shell=bash
# ./gad test: every test project and the console's own tests, counted together.

PASSED=0 FAILED=0 SKIPPED=0
TEST_LIMIT_S=1200   # for one project: a hanging test must not take the whole of CI's time

test_environment() {
  start_services
  export GAD_TEST_POSTGIS GAD_TEST_REDIS GAD_SIGNING_KEY_FILE=$STATE/signing.key
  GAD_TEST_POSTGIS=$(postgis_string gad_test); GAD_TEST_REDIS=$(redis_string 1)
  psql_do -d postgres -c 'drop database if exists gad_test with (force)'
  make_databases
  redis_do -n 1 flushdb >/dev/null
}

# tally NAME PASSED FAILED SKIPPED CODE FILTER : what a runner counted; one that crashed or ran nothing has failed once.
tally() {
  local name=$1 passed=$2 failed=$3 skipped=$4 code=$5 filter=$6
  if (( passed + failed == 0 )); then
    if [[ -z $filter || ($code != 0 && $code != 8) ]]; then failed=1; say "$name: ran no test (code $code), counted as failed"; fi   # 8: no test matched
  elif (( code != 0 && failed == 0 )); then
    failed=1; say "$name: its runner ended with code $code, counted as failed"
  fi
  PASSED=$(( PASSED + passed )) FAILED=$(( FAILED + failed )) SKIPPED=$(( SKIPPED + skipped ))
  say "$name: $passed passed, $failed failed${skipped:+, $skipped skipped}"
}

count_in() { sed -nE "s/\x1b\[[0-9;]*m//g; $1" "$2" | tail -n 1 | grep . || echo 0; }

test_project() {
  local name=$1 filter=$2 code=0 log=$STATE/log/test-$1.log
  say "$name …"
  in_child timeout --kill-after=10 $TEST_LIMIT_S dotnet "$(dll "tests/$name")" --no-ansi --progress off ${filter:+--filter-method "*$filter*"} > "$log" 2>&1 || code=$?
  (( code == 0 || code == 8 )) || cat "$log"
  tally "$name" "$(count_in 's/^ *succeeded: ([0-9]+).*/\1/p' "$log")" "$(count_in 's/^ *failed: ([0-9]+).*/\1/p' "$log")" \
    "$(count_in 's/^ *skipped: ([0-9]+).*/\1/p' "$log")" $code "$filter"
}

# The console's runner counts like "Tests  2 failed | 40 passed | 1 skipped (43)".
test_console() {
  local filter=$1 code=0 log=$STATE/log/test-console.log
  say "the console's own tests …"
  need_node; console_packages
  NO_COLOR=1 CI=1 in_child timeout --kill-after=10 $TEST_LIMIT_S npm --prefix "$CONSOLE" test ${filter:+-- -t "$filter" --passWithNoTests} > "$log" 2>&1 || code=$?
  (( code == 0 )) || cat "$log"
  tally console "$(count_in 's/^ *Tests .*[^0-9]([0-9]+) passed.*/\1/p' "$log")" "$(count_in 's/^ *Tests .*[^0-9]([0-9]+) failed.*/\1/p' "$log")" \
    "$(count_in 's/^ *Tests .*[^0-9]([0-9]+) skipped.*/\1/p' "$log")" $code "$filter"
}

cmd_test() {
  local filter=${1:-} project
  (( $# <= 1 )) || misuse "test takes one filter"
  guard; open_state
  need_dotnet
  [[ ! -f tests/Console.Tests/Console.Tests.csproj ]] || need_chromium
  build_console
  build "$ROOT/GrupoGad.Orleans.sln"
  test_environment
  # Optional for the product, so also here: without them the tests of roads are skipped, and counted so.
  (need_roads) || say "pgRouting could not be installed: the tests of roads are skipped"
  for project in tests/*.Tests/*.csproj; do test_project "$(basename "$project" .csproj)" "$filter"; done
  [[ ! -f $CONSOLE/package.json ]] || test_console "$filter"
  (( PASSED + FAILED > 0 )) || { say "no test matches $filter"; FAILED=1; }
  # Stopped before the last line, so that it stays the last one.
  TOTAL="$PASSED passed, $FAILED failed"; (( SKIPPED == 0 )) || TOTAL+=", $SKIPPED skipped"
  exit $(( FAILED > 0 ))
}
