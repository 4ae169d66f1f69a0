# Sourced by the benchmarks: medians, bounds, and a daemon of their own on the model plane.
# shellcheck shell=bash

RUNS=${RUNS:-9}
bench_run=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
bench_home=$bench_run/target/dist
scratch=$(mktemp -d "${TMPDIR:-/tmp}/chaos-bench.XXXXXX") || exit 1
socket=$scratch/chaosd.sock
: > "$scratch/chaosd.toml"
daemon=
missed=0
bench_java=${JAVA_HOME:+$JAVA_HOME/bin/}java
unset CHAOS_SOCKET

cleanup() {
    [[ -z $daemon ]] || kill -KILL "$daemon" 2> /dev/null
    rm -rf "$scratch"
}
trap cleanup EXIT

bench_fail() {
    echo "bench: $1" >&2
    exit 1
}

# bench_jar: sets jar, the benchmarks that are Java programs, built where it is missing or stale.
bench_jar() {
    local root=${bench_run%/run}
    jar=$root/chaos.bench/target/chaos.bench-0.1.0.jar
    if [[ ! -e $jar || -n $(find "$root/chaos.bench/src/main" "$root/chaos.bench/pom.xml" -newer "$jar" -print -quit) ]]; then
        (cd "$root" && mvn -B -q -pl chaos.bench -am package -Dmaven.test.skip=true -Dspotless.check.skip=true \
            -Dcheckstyle.skip=true < /dev/null) >&2 || bench_fail "chaos.bench does not build"
    fi
}

median() {
    printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"
}

# figure <what> <bound> <unit> <sample ...>: one line, and whether the median keeps the bound.
figure() {
    local what=$1 bound=$2 unit=$3 middle verdict=kept
    shift 3
    middle=$(median "$@")
    if ((middle > bound)); then
        verdict=MISSED missed=1
    fi
    printf '%-44s median %5d %-3s (bound %d, %s; samples %s)\n' "$what" "$middle" "$unit" "$bound" "$verdict" "$*"
}

now_us() {
    local now=$EPOCHREALTIME
    echo "${now/[.,]/}"
}

answers() {
    [[ $(curl -s -o /dev/null -w '%{http_code}' --unix-socket "$socket" http://chaos/v1/system) == 200 ]]
}

# start_daemon: returns after its first 200.
start_daemon() {
    local end=$((SECONDS + 60))
    "$bench_home/bin/chaosd" --socket "$socket" "$scratch/chaosd.toml" > "$scratch/log" 2>&1 < /dev/null &
    daemon=$!
    until [[ -S $socket ]] && answers; do
        if ((SECONDS > end)) || ! kill -0 "$daemon" 2> /dev/null; then
            cat "$scratch/log" >&2
            bench_fail "the daemon did not start"
        fi
        # Waits without starting a process, which would take time from what is measured.
        read -r -t 0.005 <> <(:)
    done
}

stop_daemon() {
    kill -TERM "$daemon"
    wait "$daemon" || bench_fail "the daemon did not stop in order"
    daemon=
}
