# shellcheck shell=bash
# The private PostGIS and Redis of this checkout: own data, own ports, loopback only, never a system service.

# PostgreSQL refuses to run as root, so root starts both as the unprivileged user of the distribution's package.
as_service() {
  if (( EUID == 0 )); then (cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi
}
service_command=()
(( EUID )) || service_command=(env -C / setpriv --reuid=postgres --regid=postgres --init-groups)

psql_do() { PGPASSFILE=$STATE/pgpass "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$(recall PG_PORT)" -U gad "$@"; }
redis_answers() { [[ $(redis_do ping 2>/dev/null) == PONG ]]; }
redis_do() { REDISCLI_AUTH=$(recall REDIS_PASSWORD) redis-cli -p "$(recall REDIS_PORT)" "$@"; }
postgis_string() { echo "Host=127.0.0.1;Port=$(recall PG_PORT);Database=$1;Username=gad;Passfile=$STATE/pgpass"; }
redis_string() { echo "127.0.0.1:$(recall REDIS_PORT),password=$(recall REDIS_PASSWORD),defaultDatabase=$1"; }

# Where the data lies: .gad/services, or a folder the service user can reach when the checkout is private (under /root, say).
choose_place() {
  local place
  place=$(recall DATA)
  [[ -z $place || ! -d $place ]] || { PLACE=$place; return 0; }
  if as_service test -x "$STATE" && [[ $STATE != *[[:space:]]* ]]; then
    PLACE=$STATE/services; mkdir -p -m 0700 "$PLACE"
  else
    PLACE=$(mktemp -d /var/tmp/gad-XXXXXXXX)
    say "user postgres cannot reach $STATE: PostGIS and Redis keep their data in $PLACE"
  fi
  (( EUID )) || chown postgres: "$PLACE"
  remember DATA "$PLACE"
}

# choose_port KEY FIRST : the remembered port unless another program took it meanwhile. Checkouts start from different ports.
choose_port() {
  local port
  port=$(recall "$1")
  [[ -n $port ]] || port=$(( $2 + 0x$(printf %s "$ROOT" | sha256sum | cut -c1-4) % 400 ))
  while port_taken "$port"; do port=$(( port + 1 )); done
  remember "$1" "$port"
}

make_cluster() {
  local password
  [[ ! -s $PLACE/postgres/PG_VERSION ]] || return 0
  password=$(random_hex 24)
  (umask 077; echo "127.0.0.1:*:*:gad:$password" > "$STATE/pgpass")
  # Made aside and renamed, so that an interrupted initdb is never taken for a database. The password comes on standard input: no argument, no file.
  as_service rm -rf "$PLACE/postgres.new"
  echo "$password" | as_service bash -c 'exec "$0/initdb" -D "$1" -U gad -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --pwfile=<(cat)' \
    "$PG_BIN" "$PLACE/postgres.new" >>"$STATE/log/postgres.log" 2>&1 || { tail -n 15 "$STATE/log/postgres.log" >&2; stop "initdb failed"; }
  as_service mv "$PLACE/postgres.new" "$PLACE/postgres"
}

# A server that was killed leaves its lock file. PostgreSQL removes it by itself unless the dead process was never reaped
# (containers whose first process does not reap). It is stale for certain once no process works in the data directory.
data_in_use() {
  local cwd
  for cwd in /proc/[0-9]*/cwd; do [[ ! $cwd -ef $PLACE/postgres ]] || return 0; done 2>/dev/null
  return 1
}
drop_stale_lock() {
  local lock=$PLACE/postgres/postmaster.pid deadline=$(( SECONDS + 15 ))
  as_service test -e "$lock" || return 0
  while data_in_use; do
    (( SECONDS < deadline )) || return 0   # somebody else's server: let PostgreSQL say so
    sleep 0.2
  done
  as_service rm -f "$lock"
}

# The settings of k8s/postgis/small.conf as arguments: one file says what PostgreSQL is run with, here and elsewhere. The file's
# own place may be closed to the service user. Without its library pg_stat_statements is left out: the product says that it is missing.
read_settings() {
  local name value
  settings=()
  while IFS='=' read -r name value; do
    name=${name// /}; value=${value# }; value=${value#\'}; value=${value%\'}
    [[ $name != shared_preload_libraries || -e $("$PG_BIN/pg_config" --pkglibdir 2>/dev/null || echo "${PG_BIN%/bin}/lib")/$value.so ]] || continue
    settings+=(-c "$name=$value")
  done < <(grep -E '^[a-z_]+ *= *' "$ROOT/k8s/postgis/small.conf")
}

POSTGRES_SETTINGS=()   # beside those of the file
launch_postgres() {
  local settings
  drop_stale_lock
  read_settings
  launch postgres "${service_command[@]}" "$PG_BIN/postgres" -D "$PLACE/postgres" \
    -c listen_addresses=127.0.0.1 -c port="$(recall PG_PORT)" -c unix_socket_directories= \
    "${settings[@]}" ${POSTGRES_SETTINGS[@]+"${POSTGRES_SETTINGS[@]}"}
}
start_postgres() {
  choose_port PG_PORT 5433
  launch_postgres
  # After a crash the server first replays its log: that may take a while.
  await postgres 300 "$PG_BIN/pg_isready" -q -h 127.0.0.1 -p "$(recall PG_PORT)"
}

# gad is the product's database, gad_test the tests' and benches'.
make_databases() {
  local name
  for name in gad gad_test; do
    [[ $(psql_do -d postgres -At -c "select 1 from pg_database where datname = '$name'") == 1 ]] || psql_do -d postgres -c "create database $name"
    psql_do -d "$name" -c 'set client_min_messages = warning' -c 'create extension if not exists postgis'
    psql_do -d "$name" -c 'set client_min_messages = warning' -c 'create extension if not exists pg_stat_statements' 2>/dev/null || true
  done
}

launch_redis() { launch redis "${service_command[@]}" "$(command -v redis-server)" "$PLACE/redis/redis.conf"; }
start_redis() {
  [[ -n $(recall REDIS_PASSWORD) ]] || remember REDIS_PASSWORD "$(random_hex 24)"
  choose_port REDIS_PORT 6380
  as_service mkdir -p "$PLACE/redis"
  as_service bash -c 'umask 077; cat > "$0/redis/redis.conf"' "$PLACE" <<CONF
bind 127.0.0.1
port $(recall REDIS_PORT)
requirepass $(recall REDIS_PASSWORD)
dir $PLACE/redis
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
CONF
  launch_redis
  await redis 60 redis_answers
}

# Starts what does not run yet. What an earlier run left behind is taken over when that run is dead,
# and left alone when it lives or when `./gad services` asked to keep it.
start_services() {
  local keep=${1:-}
  need_services
  choose_place
  PG_BIN=$(find_postgres "$(as_service cat "$PLACE/postgres/PG_VERSION" 2>/dev/null || true)") \
    || stop "the data in $PLACE/postgres needs PostgreSQL $(as_service cat "$PLACE/postgres/PG_VERSION") with PostGIS: install it, or remove .gad (the data is lost)"
  if [[ -n $keep ]]; then touch "$STATE/run/keep"
  elif [[ ! -e $STATE/run/keep ]] && ! pid_of owner >/dev/null; then OWNS_SERVICES=1; record owner $$; fi
  make_cluster
  if pid_of postgres >/dev/null; then adopt postgres; else start_postgres; fi
  make_databases
  if pid_of redis >/dev/null; then adopt redis; else start_redis; fi
  [[ -n ${OWNS_SERVICES:-} ]] || STARTED=()   # somebody else's to stop
}
adopt() { [[ -z ${OWNS_SERVICES:-} ]] || STARTED+=("$1"); }
