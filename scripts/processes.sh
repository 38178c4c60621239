# shellcheck shell=bash
# Sourced by scripts/up and scripts/down: the life of a service's process. $RUN/NAME.pid holds the
# process id and when it started; only the two together name a process, as ids are used again.

started_at() { # PID
  local stat
  if [[ -r /proc/$1/stat ]]; then
    read -r stat <"/proc/$1/stat"
    # shellcheck disable=SC2086 # words are wanted
    set -- ${stat##*) }
    echo "${20}"
  else
    LC_ALL=C ps -o lstart= -p "$1" 2>/dev/null || true
  fi
}

is_running() { # NAME: whether the very process that was noted lives
  local pid start
  [[ -r $RUN/$1.pid ]] && read -r pid start <"$RUN/$1.pid" && [[ -n $start && $(started_at "$pid") == "$start" ]]
}

running() { # names of those that are
  local name
  while read -r name _; do
    ! is_running "$name" || echo "$name"
  done <<<"$ALL"
}

start() { # NAME MODULE PREFIX PORT: with the caller's settings, except those that are its own
  local pid
  (
    PORT=$(own "$3" PORT "$4")
    BIND=$(own "$3" BIND 127.0.0.1)
    MANAGEMENT_PORT=$(own "$3" MANAGEMENT_PORT '')
    PUBLIC_URL=$(own "$3" PUBLIC_URL '')
    APPROVALS_URL=$(own "$3" APPROVALS_URL '')
    export PORT BIND MANAGEMENT_PORT PUBLIC_URL APPROVALS_URL
    if [[ $1 != token-service ]]; then
      # What signs, and what client secrets are hashed with, is no server's business.
      unset TOKEN_KEY SECRET_HASH_KEY SECRET_HASH_KEY_FILE SECRET_HASH_KEY_OLD SECRET_HASH_KEY_OLD_FILE
      unset KEY_ENCRYPTION_KEY KEY_ENCRYPTION_KEY_FILE KEY_ENCRYPTION_KEY_OLD KEY_ENCRYPTION_KEY_OLD_FILE
      [[ ${TOKEN_ALGORITHM:-RS256} == HS256 ]] || unset TOKEN_KEY_FILE
    fi
    # Nor is what the caller's side knows.
    unset CLIENT_SECRET CLIENT_SECRET_FILE CHAT_API_KEY CHAT_API_KEY_FILE OPENAI_API_KEY ANTHROPIC_API_KEY GEMINI_API_KEY
    [[ $1 == weather-time ]] || unset OPENWEATHERMAP_API_KEY OPENWEATHERMAP_API_KEY_FILE
    exec nohup "$JDK/bin/java" -Xmx96m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError \
      --enable-native-access=ALL-UNNAMED -jar "$ROOT/$2/target/app.jar"
  ) </dev/null >"$RUN/$1.log" 2>&1 &
  pid=$!
  disown # nor does this shell report its end
  echo "$pid $(started_at "$pid")" >"$RUN/$1.pid"
}

await() { # NAME PREFIX PORT: until it is ready
  local address tries
  address=$(own "$2" BIND 127.0.0.1)
  case $address in
    0.0.0.0 | ::) address=127.0.0.1 ;;
    *:*) address="[$address]" ;;
  esac
  for ((tries = 300; tries > 0; tries--)); do
    # Whether it is ready, not who it is: the process is ours.
    [[ $(curl -sk -m 2 -o /dev/null -w '%{http_code}' --noproxy '*' -H 'Host: localhost' \
      "http${TLS_CERT_FILE:+s}://$address:$(own "$2" PORT "$3")/health/ready") != 200 ]] || return 0
    is_running "$1" || break
    sleep 0.2
  done
  tail -n 20 "$RUN/$1.log" >&2
  die "$1 did not become ready; the lines above are the end of $RUN/$1.log"
}

stop_services() { # all at once, then waits until they have ended
  local name pid tries
  for name in $(running); do
    read -r pid _ <"$RUN/$name.pid"
    kill "$pid" 2>/dev/null || true
  done
  for ((tries = 200; tries > 0; tries--)); do
    [[ -n $(running) ]] || break
    sleep 0.1
  done
  [[ -z $(running) ]] || die "these do not stop: $(running | xargs)"
  rm -f "$RUN"/*.pid "$RUN/addresses"
}
