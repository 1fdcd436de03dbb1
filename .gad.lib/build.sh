# shellcheck shell=bash
# Building the product and the console.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
CONSOLE=$ROOT/WebFrontend/Console

dll() { echo "$ROOT/$1/bin/Release/net10.0/GrupoGad.$(basename "$1").dll"; }

# No build server outlives the build: this script leaves nothing running behind it.
build() {
  need_dotnet
  say "building ${1#"$ROOT"/}"
  dotnet build "$1" -c Release -v q --nologo -clp:NoSummary -nodeReuse:false -p:UseSharedCompilation=false >&2 || stop "the build failed: see above"
}
build_product() { build "$ROOT/.gad.lib/product.slnf"; }

console_hash() {
  find "$CONSOLE" "$ROOT/WebFrontend/Protos" -name node_modules -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}
console_packages() {
  local want; want=$(sha256sum < "$CONSOLE/package-lock.json")
  [[ -d $CONSOLE/node_modules && $(cat "$STATE/console.packages" 2>/dev/null) == "$want" ]] && return
  say "fetching the console's packages"
  (cd "$CONSOLE" && npm ci --no-audit --no-fund --loglevel=error >&2) || stop "npm ci failed in WebFrontend/Console: see above"
  echo "$want" > "$STATE/console.packages"
}
# The console is rebuilt only when a source of it changed.
build_console() {
  local hash
  [[ -f $CONSOLE/package.json ]] || { say "warning: WebFrontend/Console is absent, so there is no page to look at"; return 0; }
  hash=$(console_hash)
  [[ -f $ROOT/WebFrontend/wwwroot/index.html && $(cat "$STATE/console.built" 2>/dev/null) == "$hash" ]] && return
  need_node
  console_packages
  say "building the console"
  (cd "$CONSOLE" && npm run --silent build >&2) || stop "the console's build failed: see above"
  # Generated sources may lie beside the written ones: the stamp is taken after the build.
  console_hash > "$STATE/console.built"
}
