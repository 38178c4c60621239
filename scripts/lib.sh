# shellcheck shell=bash
# Sourced by the scripts of this folder: where the services are, which Java runs them, and how
# to ask them. Starts nothing; that is processes.sh.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
DATA_DIR=${DATA_DIR:-$ROOT/.rolegate}
[[ $DATA_DIR == /* ]] || DATA_DIR=$PWD/$DATA_DIR
export DATA_DIR
RUN=$DATA_DIR/run # what scripts/up leaves about running processes

# name, module, prefix of its own variables, default port
SERVICES='token-service token-service TOKEN_SERVICE 8100
hr hr-mcp-server HR 8001
project project-mcp-server PROJECT 8002
crm crm-mcp-server CRM 8003'
# Those that scripts/up starts with --examples only. A server of yours: one line more.
EXAMPLES='weather-time examples/weather-time-mcp-server WEATHER_TIME 8004'
ALL=$SERVICES$'\n'$EXAMPLES

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage() { # prints the header comment of the script
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" >&2
  exit 1
}

own() { # PREFIX NAME DEFAULT: a setting that each service has for itself, such as HR_PORT
  local variable=$1_$2
  printf %s "${!variable:-$3}"
}

# Sets TOKEN_SERVICE_PUBLIC_URL, HR_PUBLIC_URL, …: the caller's, else what scripts/up noted, else the default.
load_addresses() {
  local prefix port noted
  if [[ -n ${ISSUER:-} ]]; then
    TOKEN_SERVICE_PUBLIC_URL=${TOKEN_SERVICE_PUBLIC_URL:-$ISSUER}
  fi
  while read -r _ _ prefix port; do
    noted=$([[ -n $(own "$prefix" PORT '') ]] || sed -n "s/^$prefix=//p" "$RUN/addresses" 2>/dev/null) || true
    printf -v "${prefix}_PUBLIC_URL" %s \
      "$(own "$prefix" PUBLIC_URL "${noted:-http${TLS_CERT_FILE:+s}://localhost:$(own "$prefix" PORT "$port")}")"
  done <<<"$ALL"
}

policy_file() { # the caller's, else the one with which scripts/up started what runs
  local noted
  noted=$(sed -n 's/^POLICY_FILE=//p' "$RUN/addresses" 2>/dev/null) || true
  echo "${POLICY_FILE:-${noted:-$ROOT/access-policy.yaml}}"
}

management_url() { # of the token service: what scripts/up noted, unless a port is said here
  local noted
  noted=$(sed -n 's/^TOKEN_SERVICE_MANAGEMENT=//p' "$RUN/addresses" 2>/dev/null) || true
  if [[ -z $noted || -n ${TOKEN_SERVICE_PORT:-}${TOKEN_SERVICE_MANAGEMENT_PORT:-} ]]; then
    noted=http://127.0.0.1:${TOKEN_SERVICE_MANAGEMENT_PORT:-$((${TOKEN_SERVICE_PORT:-8100} + 1000))}
  fi
  echo "$noted"
}

mcp_url() { # NAME: the canonical URI of a server
  local name prefix
  while read -r name _ prefix _; do
    if [[ $name == "$1" && $name != token-service ]]; then
      echo "$(own "$prefix" PUBLIC_URL '')/mcp"
      return
    fi
  done <<<"$ALL"
  die "no server is called '$1'; give one of: $(sed '1d; s/ .*//' <<<"$ALL" | xargs)"
}

approvals_url() { # NAME: where people approve a server's changes, as the server itself finds it
  local name prefix port scheme=http
  case ${MANAGEMENT_BIND:-127.0.0.1} in
    localhost | 127.* | ::1) ;;
    *) scheme=http${TLS_CERT_FILE:+s} ;;
  esac
  while read -r name _ prefix port; do
    if [[ $name == "$1" ]]; then
      own "$prefix" APPROVALS_URL "$scheme://localhost:$(own "$prefix" MANAGEMENT_PORT $(($(own "$prefix" PORT "$port") + 1000)))/approvals"
    fi
  done <<<"$ALL"
}

find_jdk() { # prints the home of a JDK 25, also where the default java is an older one
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* \
    {"$HOME",}/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [[ -x $home/bin/javac ]] && grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then
      echo "$home"
      return
    fi
  done
  die 'no JDK 25 found; install one (for example Temurin 25), or set JAVA_HOME to it'
}

maven() { # GOAL-OR-OPTION...: at the top, on a JDK 25
  command -v mvn >/dev/null || die 'Maven is needed to build; install 3.8 or newer'
  # Maven's own libraries use what newer JDKs warn of.
  (cd "$ROOT" && JAVA_HOME=$(find_jdk) MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" mvn -B "$@")
}

is_stale() { # MODULE UPSTREAM-MODULE...: whether a source is newer than all that was built from it
  local jar module newest=$ROOT/$1/target/app.jar sources=("$ROOT/pom.xml")
  for jar in "$newest" "$ROOT/$1"/target/lib/*-SNAPSHOT.jar; do
    [[ -e $jar ]] || return 0
    [[ $newest -nt $jar ]] || newest=$jar
  done
  for module in "$@"; do
    sources+=("$ROOT/$module"/{pom.xml,src/main})
  done
  [[ -n $(find "${sources[@]}" -type f -newer "$newest") ]]
}

# A proxy is not asked for this machine. Who is trusted is what the servers trust, too.
ask() {
  curl -sS --noproxy localhost,127.0.0.1,::1 ${TRUSTED_CA_FILE:+--cacert "$TRUSTED_CA_FILE"} \
    ${CLIENT_CERT_FILE:+--cert "$CLIENT_CERT_FILE"} ${CLIENT_KEY_FILE:+--key "$CLIENT_KEY_FILE"} "$@"
}

# The string that follows a piece of JSON, its escapes undone; empty when there is none.
json_string() { # PATTERN < JSON
  printf %b "$(sed -nE 's/.*'"$1"'"(([^"\\]|\\.)*)".*/\1/p' | head -n 1 | sed 's/\\"/"/g')"
}

# The sentence of a refusal, of OAuth or of JSON-RPC.
refusal() { # JSON
  local sentence
  sentence=$(json_string '"error_description":' <<<"$1")
  printf %s "${sentence:-$(json_string '"message":' <<<"$1")}"
}

indented() { # JSON on one line < to people's form
  awk 'function line() { printf "\n%*s", 2 * depth, "" }
    {
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        if (c == "\"" && !escaped) quoted = !quoted
        escaped = quoted && c == "\\" && !escaped
        if (quoted || c !~ /[][{},:]/) printf "%s", c
        else if (c == ",") { printf ","; line() }
        else if (c == ":") printf ": "
        else if (c ~ /[]}]/) { depth--; line(); printf "%s", c }
        else if (substr($0, i + 1, 1) ~ /[]}]/) { printf "%s", substr($0, i, 2); i++ }
        else { printf "%s", c; depth++; line() }
      }
      printf "\n"
    }'
}
