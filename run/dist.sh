# Sourced by the scripts of this folder: the distribution of this work tree, built when it is missing or stale.
# shellcheck shell=bash

chaos_run=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
chaos_root=${chaos_run%/*}
chaos_home=$chaos_run/target/dist

# Whether something that goes into the distribution is newer than the start of the build that made it.
chaos_stale() {
    local began newer
    read -r began 2> /dev/null < "$chaos_home/stamp" || return 0
    newer=$(find "$chaos_root"/*/src/main "$chaos_root"/*/pom.xml "$chaos_root"/*/bnd.bnd "$chaos_root"/pom.xml \
        "$chaos_run"/*.bndrun "$chaos_run/distribution.xml" "$chaos_run/bin" \
        -newermt "$began" -print -quit 2> /dev/null)
    [[ -n $newer || $began != 2*Z ]]
}

chaos_say() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
}

chaos_need() {
    type -P "$1" > /dev/null && return
    chaos_say "building needs $1, which is not here; on Debian: apt-get install maven openjdk-17-jdk-headless"
    exit 1
}

chaos_build() {
    chaos_need mvn
    if [[ -z ${JAVA_HOME:-} ]]; then
        chaos_need javac
    elif [[ ! -x $JAVA_HOME/bin/javac ]]; then
        chaos_say "building needs javac, but JAVA_HOME=$JAVA_HOME has no bin/javac; correct it, or leave it unset"
        exit 1
    fi
    mkdir -p "$chaos_run/target"
    # Two starts at once: one builds, the other waits for it and finds everything there.
    exec 9> "$chaos_run/target/build.lock"
    flock 9
    if chaos_stale; then
        chaos_say "building the distribution, which takes a minute ..."
        if ! (cd "$chaos_root" && mvn -B -q -pl run -am package -Dmaven.test.skip=true -Dspotless.check.skip=true \
            -Dcheckstyle.skip=true < /dev/null) > "$chaos_run/target/build.log" 2>&1; then
            tail -n 40 "$chaos_run/target/build.log" >&2
            chaos_say "the build failed; all of its output is in $chaos_run/target/build.log"
            exit 1
        fi
    fi
    exec 9>&-
}

chaos_dist() {
    ! chaos_stale || chaos_build
}
