# shellcheck shell=bash
# Ten million mutated inputs to the parsers of outside input, in rounds with a seed each, and the lines of each parser that this project alone reaches.
FUZZ_ROUND=500000 FUZZ_WHOLE=10000000
FUZZ_REACHED_INPUTS=200000 FUZZ_REACHED_MIN=90   # as many as the suite has; per cent
prove_fuzz() {
  local done_until code=0 counts=$STATE/prove/fuzz.counts reached=$STATE/prove/fuzz.reached
  build "$ROOT/tests/Fuzz.Tests"
  done_until=$(reached fuzz)
  (( done_until > 0 )) || rm -f "$counts" "$reached"
  [[ -s $reached ]] || fuzz_reached > "$reached"
  while (( done_until < FUZZ_WHOLE && SECONDS < PROVE_LIMIT_S - 300 )); do
    TEST_LIMIT_S=$(( PROVE_LIMIT_S - SECONDS )) GAD_FUZZ_SEED=$(( done_until / FUZZ_ROUND + 1 )) GAD_FUZZ_INPUTS=$FUZZ_ROUND run_project Fuzz.Tests "$STATE/log/prove-fuzz.log" || code=$?
    (( code != 124 )) || break   # the time is over: the same command goes on
    (( code == 0 )) || { tail -n 40 "$STATE/log/prove-fuzz.log" >&2; TOTAL="fuzz: inputs=$done_until seed=$(( done_until / FUZZ_ROUND + 1 )) FAIL"; exit 1; }
    fuzz_counts >> "$counts"
    done_until=$(( done_until + FUZZ_ROUND )); reach fuzz $done_until
    say "$done_until inputs of $FUZZ_WHOLE"
  done
  fuzz_table "$reached" "$counts"
  if awk -v min=$FUZZ_REACHED_MIN '$4 < min { few = 1; print $1 > "/dev/stderr" } END { exit few || NR == 0 }' "$reached"; then
    conclude fuzz "$done_until" $FUZZ_WHOLE "inputs=$done_until findings=0 reached>=$(sort -n -k4 "$reached" | awk 'NR == 1 { print $4 }')%"
  else
    rm -f "$reached"
    TOTAL="fuzz: inputs=$done_until less than $FUZZ_REACHED_MIN % of a parser's lines are reached: see above FAIL"; exit 1
  fi
}

# "parser inputs taken refused" a line, of the round that has just ended.
fuzz_counts() { sed -nE 's/^fuzz ([a-z-]+): ([0-9,.]+) inputs of seed [0-9]+, ([0-9,.]+) taken, ([0-9,.]+) refused.*/\1 \2 \3 \4/p' "$STATE/log/prove-fuzz.log" | tr -d ',.'; }

# A run under coverlet: slower, so of as many inputs as the suite has.
fuzz_reached() {
  say "lines of each parser that are reached …"
  rm -f "$STATE"/log/coverage.cobertura.*.xml
  GAD_FUZZ_SEED=1 GAD_FUZZ_INPUTS=$FUZZ_REACHED_INPUTS run_project Fuzz.Tests "$STATE/log/prove-fuzz-reached.log" \
    --coverlet --coverlet-output-format cobertura --coverlet-include '[GrupoGad.WebFrontend]*' || { tail -n 40 "$STATE/log/prove-fuzz-reached.log" >&2; stop "an input breaks a parser: see above"; }
  awk -f "$ROOT/.gad.lib/reached.awk" "$ROOT/tests/Fuzz.Tests/parsers.txt" "$STATE"/log/coverage.cobertura.*.xml
}

# fuzz_table REACHED COUNTS
fuzz_table() {
  printf '%-16s %12s %10s %12s %9s %14s\n' parser inputs taken refused findings 'lines reached' >&2
  touch "$2"
  awk 'FNR == NR { inputs[$1] += $2; taken[$1] += $3; refused[$1] += $4; next }
    { printf "%-16s %12d %10d %12d %9d %6.1f%% %3d/%d %s\n", $1, inputs[$1], taken[$1], refused[$1], 0, $4, $2, $3, ($5 == "" ? "" : "unknown: " $5 " " $6) }' "$2" "$1" >&2
}
