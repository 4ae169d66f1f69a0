# Sourced by chaosd and chaos: finds the Java runtime, and the class-data archive that makes the start fast.
# Costs no process where it can do without: a command should answer before one looks up.
# shellcheck shell=bash

# The daemon runs for long and has the whole compiler; a command is over before the second tier would help.
# No performance counters: they are a file in /tmp a process, and 10 ms.
# The second tier compiles what ran sixteen times as often as it would by itself: while the daemon starts it takes
# processors from what it compiles; what is hot reaches these counts a moment later.
# Only the locales that the base has: the web server asks for all of them when it starts, and nothing here speaks them.
declare -A chaos_options=(
    [daemon]="-XX:+UseSerialGC -Xms24m -Xmx256m -Xss512k -XX:-UsePerfData -XX:Tier4InvocationThreshold=80000
        -XX:Tier4MinInvocationThreshold=9600 -XX:Tier4CompileThreshold=240000 -XX:Tier4BackEdgeThreshold=640000
        -Djava.locale.providers=SPI"
    [client]="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -XX:-UsePerfData"
)

chaos_fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

# Sets java (the program) and java_version (as the runtime's file "release" has it).
chaos_find_java() {
    local home line
    if [[ -n ${JAVA_HOME:-} ]]; then
        java=$JAVA_HOME/bin/java
        [[ -x $java ]] || chaos_fail "JAVA_HOME=$JAVA_HOME has no bin/java; correct it, or leave it unset"
    else
        java=$(type -P java) || chaos_fail "no java here; on Debian: apt-get install openjdk-17-jre-headless"
    fi
    home=$java java_version=
    [[ ! -L $home ]] || home=$(readlink -f "$home")
    home=${home%/bin/java}
    if [[ -r $home/release ]]; then
        while IFS= read -r line; do
            [[ $line != JAVA_VERSION=* ]] || java_version=${line#*=}
        done < "$home/release"
    else
        java_version=$("$java" -version 2>&1 | sed -n '1s/[^"]*//p')
    fi
    java_version=${java_version#\"} java_version=${java_version%%\"*}
    local major=${java_version%%[!0-9]*}
    # JNA is what calls the kernel; later runtimes remark on that unless it is asked for.
    ((${major:-0} < 22)) || chaos_options[daemon]+=" --enable-native-access=ALL-UNNAMED"
    ((${major:-0} < 23)) || chaos_options[daemon]+=" --sun-misc-unsafe-memory-access=allow"
    ((${major:-0} >= 17)) \
        || chaos_fail "$java is Java ${java_version:-?}; CHAOS needs 17 or later (Debian: openjdk-17-jre-headless)"
}

# Sets class_path to every jar of lib/$1: an archive can be made of jars only.
chaos_class_path() {
    local jars=("$chaos_home/lib/$1"/*.jar) IFS=:
    [[ -e ${jars[0]} ]] || chaos_fail "$chaos_home/lib/$1 is empty; build or install again"
    class_path="${jars[*]}"
}

# Sets archives to the folder, and archive_key to what an archive is good for: this build on this runtime.
chaos_archive_place() {
    local stamp
    read -r stamp < "$chaos_home/stamp" || chaos_fail "$chaos_home has no stamp; build or install again"
    archive_key=$java_version-${stamp//[!0-9]/}
    archives=$chaos_home/archives
    [[ -w $chaos_home ]] || archives=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/chaos
}

# chaos_start daemon|client MAIN ARGUMENTS... : becomes the program.
chaos_start() {
    local which=$1 main=$2 archive
    shift 2
    chaos_find_java
    chaos_class_path "$which"
    chaos_archive_place
    archive=$archives/$which-$archive_key.jsa
    # What a guest of the rig makes is gone afterwards.
    if [[ ! -e $archive && -z ${CHAOS_NO_ARCHIVE:-} && ${CHAOS_RIG:-} != guest ]]; then
        "$BASH" "$chaos_home/bin/make-archives" "$archives" "$archive_key"
    fi
    # Without an archive, or with one that no longer fits, the start is slower and otherwise the same: -Xlog:disable
    # keeps the virtual machine from remarking on it.
    # shellcheck disable=SC2086
    exec "$java" ${chaos_options[$which]} -XX:SharedArchiveFile="$archive" -Xlog:disable \
        -Dchaos.home="$chaos_home" -cp "$class_path" "$main" "$@"
}
