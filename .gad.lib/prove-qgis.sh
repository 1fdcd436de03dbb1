# shellcheck shell=bash
# QGIS's own provider of OGC API - Features, headless, against /ogc of a real gateway: collections, pages, a box and a time.
prove_qgis() {
  local code=0 log=$STATE/log/prove-qgis.log
  /usr/bin/python3 -c 'import qgis.core' 2>/dev/null || install_or_stop "QGIS's provider" python3-qgis
  build "$ROOT/tests/WebFrontend.Tests"
  run_project WebFrontend.Tests "$log" --explicit only --filter-class "*QgisTests" || code=$?
  if (( code != 0 || $(count_in 's/^ *succeeded: ([0-9]+).*/\1/p' "$log") != 1 )); then tail -n 40 "$log" >&2; TOTAL="qgis: FAIL"; exit 1; fi
  conclude qgis 1 1 "version=$(/usr/bin/python3 -c 'from qgis.core import Qgis; print(Qgis.QGIS_VERSION.split("-")[0])' 2>/dev/null)"
}
