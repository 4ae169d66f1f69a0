# Sourced by chaosd and chaos: finds the Java runtime and the class-data archives. Costs no process where it can.
# shellcheck shell=bash

chaos_fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

# Sets java (the program) and java_version (as in the file "release" of the runtime).
chaos_find_java() {
    local program=${JAVA_HOME:+$JAVA_HOME/bin/java} line home
    if [[ -z $program ]]; then
        program=$(type -P java) || chaos_fail "no Java here; install openjdk-17-jre-headless, or set JAVA_HOME"
    fi
    [[ -x $program ]] || chaos_fail "JAVA_HOME=$JAVA_HOME has no bin/java; correct it, or install openjdk-17-jre-headless"
    java=$program java_version=
    home=$program
    [[ -L $home ]] && home=$(readlink -f "$home")
    home=${home%/bin/java}
    if [[ -r $home/release ]]; then
        while IFS= read -r line; do
            [[ $line == JAVA_VERSION=* ]] && java_version=${line//[!0-9A-Za-z.+-]/} java_version=${java_version#JAVAVERSION}
        done < "$home/release"
    fi
    if [[ -z $java_version ]]; then
        java_version=$("$java" -version 2>&1 | sed -n '1s/.*"\(.*\)".*/\1/p')
    fi
    local major=${java_version%%[!0-9]*}
    ((${major:-0} >= 17)) \
        || chaos_fail "$java is Java ${java_version:-of an unknown version}; CHAOS needs 17 or later (openjdk-17-jre-headless)"
}

# Sets class_path to every jar of lib/$1; a class path of jars only is what an archive can be made of.
chaos_class_path() {
    local jars=("$chaos_home/lib/$1"/*.jar)
    [[ -e ${jars[0]} ]] || chaos_fail "$chaos_home/lib/$1 is empty; build or install again"
    local IFS=:
    class_path="${jars[*]}"
}
