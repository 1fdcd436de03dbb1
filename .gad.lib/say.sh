# shellcheck shell=bash
# Words for the person at the terminal, and the few values a checkout remembers between runs.

say() { printf 'gad: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

# Random lower-case hex, $1 bytes of it.
random_hex() { od -An -tx1 -N"$1" /dev/urandom | tr -d ' \n'; }

# .gad/env keeps KEY=VALUE lines: ports chosen once, where the data lies, the Redis password.
recall() { [[ ! -f $STATE/env ]] || sed -n "s/^$1=//p" "$STATE/env"; }
remember() {
  local kept
  kept=$(grep -v "^$1=" "$STATE/env" 2>/dev/null || true)
  (umask 077; printf '%s\n' ${kept:+"$kept"} "$1=$2" > "$STATE/env.new")
  mv "$STATE/env.new" "$STATE/env"
}

# .gad belongs to whoever made it: root's and an ordinary user's runs do not mix in one checkout.
open_state() {
  mkdir -p "$STATE/run" "$STATE/log"
  [[ -O $STATE ]] || stop "$STATE belongs to $(stat -c %U "$STATE"): run as that user, or remove it (the data in it is lost)"
  [[ -s $STATE/signing.key ]] || (umask 077; random_hex 32 > "$STATE/signing.key")
}
