# shellcheck shell=bash
# Brings what is missing with the distribution's package manager, and never leaves a system service running.

root_do() { if (( EUID == 0 )); then "$@"; else sudo -n "$@"; fi; }
can_install() { command -v apt-get >/dev/null && { (( EUID == 0 )) || sudo -n true 2>/dev/null; }; }
apt_get() { root_do env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@"; }

# install_or_stop WHAT_FOR PACKAGE... : a package may be written /regex/, then the newest match is taken.
install_or_stop() {
  local purpose=$1 package names=(); shift
  can_install || stop "$purpose is missing and cannot be installed from here (needs apt-get as root or password-less sudo)." \
    "As root: apt-get install ${*//\//}; then run the same command again. Without services: ./gad up --memory; with yours: ./gad up --external."
  say "installing for $purpose ($*)"
  # The list lock has no timeout option of its own: another apt-get may be at work, so try for a while.
  for _ in {1..60}; do apt_get update >"$STATE/log/apt.log" 2>&1 && break; sleep 5; done
  for package in "$@"; do
    [[ $package != /*/ ]] || package=$(apt-cache search --names-only "${package//\//}" | cut -d' ' -f1 | sort -V | tail -n 1)
    names+=("${package:?gad: no package of this distribution matches $*}")
  done
  without_services apt_get install -y --no-install-recommends "${names[@]}" >>"$STATE/log/apt.log" 2>&1 \
    || { tail -n 15 "$STATE/log/apt.log" >&2; stop "apt-get could not install ${names[*]}: see $STATE/log/apt.log"; }
}

# Debian starts a daemon as it installs it and makes a "main" cluster: keep both from happening while "$@" runs.
without_services() {
  local policy=/usr/sbin/policy-rc.d cluster=/etc/postgresql-common/createcluster.d/gad.conf made=() result=0
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' | root_do tee "$policy" >/dev/null && root_do chmod +x "$policy"; made+=("$policy")
  fi
  if [[ ! -e $cluster ]]; then
    root_do mkdir -p "${cluster%/*}" && echo 'create_main_cluster = false' | root_do tee "$cluster" >/dev/null; made+=("$cluster")
  fi
  "$@" || result=$?
  (( ${#made[@]} == 0 )) || root_do rm -f "${made[@]}"
  return $result
}

# The newest PostgreSQL with PostGIS beside it (or the one that made our data directory); its programs' folder.
find_postgres() {
  local version=${1:-} bin share
  for bin in ${GAD_PG_BIN:-} $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) "$(pg_config --bindir 2>/dev/null || true)"; do
    [[ -x $bin/initdb && -x $bin/postgres ]] || continue
    [[ -z $version || $("$bin/postgres" --version) =~ \)\ ${version}[.\ ] ]] || continue
    share=$([[ -x $bin/pg_config ]] && "$bin/pg_config" --sharedir || echo "/usr/share/postgresql/$(basename "$(dirname "$bin")")")
    [[ -e $share/extension/postgis.control ]] && { echo "$bin"; return; }
  done
  return 1
}

need_services() {
  local fresh_redis=
  find_postgres >/dev/null || install_or_stop PostGIS '/^postgresql-[0-9]+-postgis-3$/'
  find_postgres >/dev/null || stop "PostGIS was installed but not found; set GAD_PG_BIN to the folder of its initdb"
  command -v redis-server >/dev/null || { install_or_stop Redis redis-server; fresh_redis=1; }
  # Only what this script brought in: a Redis that was here before is somebody's.
  [[ -z $fresh_redis || ! -d /run/systemd/system ]] || root_do systemctl disable --now redis-server >/dev/null 2>&1 || true
}

need_dotnet() {
  command -v dotnet >/dev/null || stop "the .NET 10 SDK is missing: install it (package dotnet-sdk-10.0, or from dot.net) and run again"
}

# The browser of the console's tests.
need_chromium() {
  export GAD_CHROMIUM
  local name
  for name in chromium chromium-browser google-chrome; do GAD_CHROMIUM=$(command -v "$name") && return; done
  install_or_stop "the browser tests" chromium
  GAD_CHROMIUM=$(command -v chromium)
}

# Node for the console's build: the machine's if new enough (vite and vitest want it), else one from npm under .gad/node.
need_node() {
  local fits='const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>22||a==22&&b>=12||a==20&&b>=19?0:1)' arch
  [[ ! -d $STATE/node ]] || PATH=$STATE/node/bin:$PATH
  node -e "$fits" 2>/dev/null && command -v npm >/dev/null && return
  command -v npm >/dev/null || install_or_stop "the console's build" npm
  arch=$(uname -m); arch=${arch/x86_64/x64}; arch=${arch/aarch64/arm64}
  say "bringing Node 22 through npm (here: $(node --version 2>/dev/null || echo none))"
  npm install --prefix "$STATE/node.new" --no-audit --no-fund --loglevel=error "node-linux-$arch@22" npm@10 >&2
  mkdir -p "$STATE/node.new/bin"
  ln -sf "../node_modules/node-linux-$arch/bin/node" ../node_modules/.bin/npm "$STATE/node.new/bin/"
  rm -rf "$STATE/node"; mv "$STATE/node.new" "$STATE/node"
  PATH=$STATE/node/bin:$PATH
  node -e "$fits" || stop "Node 22 could not be brought: install Node 22.12 or newer and run again"
}
