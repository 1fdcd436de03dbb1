# shellcheck shell=bash
# ./gad test: every test project and the console's own tests, counted together.

PASSED=0 FAILED=0 SKIPPED=0
TEST_LIMIT_S=1800   # for one project: a hanging test must not take the whole of CI's time
AGAIN_MAX=20        # more failures than this are no matter of chance, and none is run again
TO_REPEAT=()        # "PROJECT NAME" of each test that failed
FLAKY=()

test_environment() {
  # Several installations of real processes at once, each with the pools of a whole one.
  POSTGRES_SETTINGS=(-c max_connections=300)
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

# run_project PROJECT LOG OPTION... : one run of a test project, with its report beside the log.
run_project() {
  local name=$1 log=$2; shift 2
  rm -f "${log%.log}.xml"
  in_child timeout --kill-after=10 $TEST_LIMIT_S dotnet "$(dll "tests/$name")" --no-ansi --progress off --results-directory "$STATE/log" \
    --report-xunit-xml --report-xunit-xml-filename "$(basename "${log%.log}").xml" "$@" > "$log" 2>&1
}

# failed_in REPORT : Class.Method of each test that failed, one line a test (so one a row of a theory).
failed_in() {
  [[ -f $1 ]] || return 0
  grep -o '<test [^>]*result="Fail"[^>]*>' "$1" | sed -E 's/.* type="([^"]*)".*/\1 &/; s/^([^ ]*) .* method="([^"]*)".*/\1.\2/'
}

test_project() {
  local name=$1 filter=$2 code=0 log=$STATE/log/test-$1.log test
  say "$name …"
  run_project "$name" "$log" ${filter:+--filter-method "*$filter*"} || code=$?
  (( code == 0 || code == 8 )) || cat "$log"
  tally "$name" "$(count_in 's/^ *succeeded: ([0-9]+).*/\1/p' "$log")" "$(count_in 's/^ *failed: ([0-9]+).*/\1/p' "$log")" \
    "$(count_in 's/^ *skipped: ([0-9]+).*/\1/p' "$log")" $code "$filter"
  while read -r test; do TO_REPEAT+=("$name $test"); done < <(failed_in "${log%.log}.xml")
}

# What failed runs once more, alone. A test that then passes is told as FLAKY and counts as passed: its cause is an open fault.
repeat_failed() {
  local entry name test
  (( ${#TO_REPEAT[@]} > 0 )) || return 0
  (( ${#TO_REPEAT[@]} <= AGAIN_MAX )) || { say "${#TO_REPEAT[@]} tests failed: none of them is run again"; return 0; }
  while read -r entry; do
    name=${entry%% *} test=${entry#* }
    say "once more, alone: $test"
    if "repeat_$([[ $name == console ]] && echo console || echo project)" "$name" "$test"; then
      FLAKY+=("$test")
      for failure in "${TO_REPEAT[@]}"; do [[ $failure != "$entry" ]] || { PASSED=$(( PASSED + 1 )) FAILED=$(( FAILED - 1 )); }; done
    fi
  done < <(printf '%s\n' "${TO_REPEAT[@]}" | sort -u)
}
repeat_project() {
  local log=$STATE/log/again-$1.log
  run_project "$1" "$log" --filter-method "$2" < /dev/null && (( $(count_in 's/^ *succeeded: ([0-9]+).*/\1/p' "$log") > 0 ))
}
repeat_console() {
  local log=$STATE/log/again-console.log
  run_console "$log" -t "^$(sed 's/[][\.*^$()+?{}|]/\\&/g' <<< "$2")\$" < /dev/null && (( $(passed_in_console "$log") > 0 ))
}

# run_console LOG OPTION... : the console's own tests, with their report beside the log.
run_console() {
  local log=$1; shift
  rm -f "${log%.log}.xml"
  NO_COLOR=1 CI=1 in_child timeout --kill-after=10 $TEST_LIMIT_S npm --prefix "$CONSOLE" test -- \
    --reporter=default --reporter=junit --outputFile.junit="${log%.log}.xml" "$@" > "$log" 2>&1
}
# The console's runner counts like "Tests  2 failed | 40 passed | 1 skipped (43)".
passed_in_console() { count_in 's/^ *Tests .*[^0-9]([0-9]+) passed.*/\1/p' "$1"; }

test_console() {
  local filter=$1 code=0 log=$STATE/log/test-console.log test
  say "the console's own tests …"
  need_node; console_packages
  run_console "$log" ${filter:+-t "$filter" --passWithNoTests} || code=$?
  (( code == 0 )) || cat "$log"
  tally console "$(passed_in_console "$log")" "$(count_in 's/^ *Tests .*[^0-9]([0-9]+) failed.*/\1/p' "$log")" \
    "$(count_in 's/^ *Tests .*[^0-9]([0-9]+) skipped.*/\1/p' "$log")" $code "$filter"
  while read -r test; do TO_REPEAT+=("console $test"); done < <(failed_in_console "${log%.log}.xml")
}
# A case whose element holds a failure; the runner joins the names of its groups with " > ", the filter wants a space.
failed_in_console() {
  [[ -f $1 ]] || return 0
  { tr -d '\n' < "$1"; echo; } | sed 's/<testcase /\n&/g' | sed -nE '/<(failure|error)/s/^<testcase [^>]* ?name="([^"]*)".*/\1/p' \
    | sed 's/ &gt; / /g; s/&apos;/'"'"'/g; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
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
  repeat_failed
  (( PASSED + FAILED > 0 )) || { say "no test matches $filter"; FAILED=1; }
  # Told after everything has stopped, so that the count stays the last line.
  TOTAL="$(printf 'FLAKY %s\n' ${FLAKY[@]+"${FLAKY[@]}"} | grep -v '^FLAKY $' || true)"
  TOTAL+="${TOTAL:+$'\n'}$PASSED passed, $FAILED failed"; (( SKIPPED == 0 )) || TOTAL+=", $SKIPPED skipped"
  exit $(( FAILED > 0 ))
}
