# shellcheck shell=bash
# ./gad roads: a road graph for travel times, from an OpenStreetMap extract. Optional: without one they are straight lines.

# Extract files come as .osm (XML); .osm.pbf and .osm.bz2 are turned into that by osmium-tool.
need_roads() {
  local version=${PG_BIN%/bin}; version=${version##*/}
  [[ -e $("$PG_BIN/pg_config" --sharedir 2>/dev/null || echo "/usr/share/postgresql/$version")/extension/pgrouting.control ]] \
    || install_or_stop "travel times by road" "postgresql-$version-pgrouting"
  command -v osm2pgrouting >/dev/null || install_or_stop "the import of roads" osm2pgrouting
}

# load_roads FILE.osm DATABASE : into a schema of its own first; the graph in use is replaced in one transaction at the end, or not at all.
load_roads() {
  local code=0 log=$STATE/log/roads.log
  psql_do -d "$2" -c 'set client_min_messages = warning' -c 'create extension if not exists pgrouting' \
    -c 'drop schema if exists osm_import cascade' -c 'create schema osm_import'
  PGPASSFILE=$STATE/pgpass osm2pgrouting -f "$1" -c "$ROOT/.gad.lib/roads.xml" --schema osm_import --clean \
    -h 127.0.0.1 -p "$(recall PG_PORT)" -U gad -d "$2" >"$log" 2>&1 || code=1
  (( code )) || ROADS=$(psql_do -d "$2" -At -c "select gad_adopt_roads('osm_import')" 2>>"$log") || code=1
  psql_do -d "$2" -c 'set client_min_messages = warning' -c 'drop schema if exists osm_import cascade'
  (( code == 0 )) || { tail -n 4 "$log" >&2; stop "the roads could not be loaded and are as they were before: see $log"; }
  psql_do -d "$2" -c 'analyze road_nodes' -c 'analyze road_edges'
}

cmd_roads() {
  local file
  (( $# == 1 )) || misuse "roads takes one OpenStreetMap extract"
  file=$(trace_file "$1")
  guard; open_state
  start_services
  need_roads
  [[ $(psql_do -d gad -At -c "select to_regclass('road_edges') is not null") == t ]] || stop "the database has no tables yet: ./gad up makes them; then run this again"
  if [[ $file != *.osm ]]; then
    command -v osmium >/dev/null || install_or_stop "extracts other than .osm" osmium-tool
    osmium tags-filter -O -o "$STATE/roads.osm" "$file" w/highway >&2 || stop "osmium cannot read $file"
    file=$STATE/roads.osm
  fi
  load_roads "$file" gad
  say "$ROADS roads; a running silo takes them up within a minute"
}
