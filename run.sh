#!/usr/bin/env bash
# Starts tornado-vae, and builds it first when its sources have changed.
#
#   ./run.sh COMMAND [ARGUMENT…]             run a command; ./run.sh --help lists them
#   ./run.sh test [MAVEN ARGUMENT…]          run all tests
#   ./run.sh jshell [JSHELL ARGUMENT…]       the JDK's shell with the program as a library
#   ./run.sh --show-command COMMAND …        print the java command line instead of running it
#
#   JAVA_HOME                 the JDK to use, if it is 25 or later and the SDK was built for it; otherwise one is looked for
#   TORNADO_VAE_JAVA_OPTS     further flags for the JVM, separated by blanks, such as -Xmx8g
#   TORNADOVM_HOME            the TornadoVM SDK, or nothing to do without; unless it is set, SDKMAN's current one
#   MVNW_REPOURL              where Maven is fetched from if there is none; else the mirror in ~/.m2/settings.xml, or Maven Central
#
# Every build lies in a folder of its own, .build/<name>/, and .build/current says which one is valid and from which
# sources it was made. A running program keeps its folder until it ends.
set -u
unset CDPATH
: "${HOME:=/}"

stop() { # EXIT_CODE SENTENCE
  printf 'tornado-vae: %s\n' "$2" >&2
  exit "$1"
}

has() { command -v "$1" > /dev/null; }

follow_links() { # PATH → $followed, the file at the end of a chain of symbolic links
  followed=$1
  local link
  while [ -L "$followed" ]; do
    link=$(readlink "$followed")
    case $link in
      /*) followed=$link ;;
      *) followed=$(dirname "$followed")/$link ;;
    esac
  done
}

# ---- the JDK ---------------------------------------------------------------------------------------------------------

jdk_version() { # JDK → $version, its major number, or nothing where there is no whole JDK
  version=
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  local line
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=} line=${line#\"}
        version=${line%%[!0-9]*}
        ;;
    esac
  done < "$1/release"
}

find_jdk() { # → $jdk: one for which the SDK was built, else the user's choice, else the oldest that will do, because incubator modules come and go
  local candidate version own=2 best= seen= on_path=
  if has javac; then
    follow_links "$(command -v javac)"
    on_path=${followed%/bin/*}
  fi
  jdk=
  for candidate in "${JAVA_HOME:-}" "$on_path" \
      /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* /opt/java/* /usr/local/*jdk* \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home {,"$HOME"}/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    jdk_version "$candidate"
    if [ -n "$version" ]; then
      if [ "$version" -lt 25 ]; then seen="${seen:-, only JDK $version in $candidate}"
      elif [ "$version" = "$sdk_jdk" ]; then jdk=$candidate && return
      elif [ -z "$best" ] || [ "$version" -lt "$best" ]; then
        jdk=$candidate best=$version
        [ "$own" -gt 0 ] && best=0 # nothing is better than what the user chose
      fi
    fi
    own=$((own - 1))
  done
  [ -n "$jdk" ] || stop 3 "No JDK 25 or later was found$seen: install one (for instance from https://adoptium.net) and, if it lies in an unusual place, set JAVA_HOME to it."
}

# ---- the TornadoVM SDK -----------------------------------------------------------------------------------------------

find_sdk() { # → $sdk, its folder, and $sdk_jdk, the JDK that it was built for, or $sdk_oldest, the oldest it runs on; or nothing and $no_tornadovm, why
  local folder=${TORNADOVM_HOME-$HOME/.sdkman/candidates/tornadovm/current} lacks= line
  sdk= sdk_jdk= sdk_oldest= no_tornadovm=
  if [ -z "$folder" ]; then
    no_tornadovm='TORNADOVM_HOME is set to nothing.'
    return
  fi
  [ -r "$folder/tornado-argfile.template" ] || [ -r "$folder/tornado-argfile" ] || lacks=tornado-argfile.template
  [ -d "$folder/share/java/tornado" ] || lacks=share/java/tornado
  [ -r "$folder/etc/tornado.backend" ] || lacks=etc/tornado.backend
  if [ -n "$lacks" ]; then
    [ -z "${TORNADOVM_HOME-}" ] ||
      stop 3 "TORNADOVM_HOME is $folder, which is not a whole TornadoVM SDK because it has no $lacks: set it to the folder of an SDK, or to nothing to do without."
    no_tornadovm="There is no TornadoVM SDK in $folder, where SDKMAN puts it, and TORNADOVM_HOME names no other."
    return
  fi
  sdk=$(cd "$folder" && pwd -P) # without links, which may soon lead to another SDK
  while IFS= read -r line; do
    case $line in
      version=*jdk*[0-9]plus*) line=${line##*jdk} line=${line#-} sdk_oldest=${line%%[!0-9]*} ;; # such as 6.0.0-jdk22plus-cuda
      version=*jdk*) line=${line##*jdk} line=${line#-} sdk_jdk=${line%%[!0-9]*} ;;
    esac
  done 2> /dev/null < "$sdk/etc/tornado.release"
}

choose_tornadovm() { # → $tornadovm, the SDK where the JDK can run it, or nothing; Maven and Java find its folder in their environment
  jdk_version "$jdk"
  tornadovm=$sdk
  if [ -n "$sdk_jdk" ] && [ "$sdk_jdk" != "$version" ]; then
    no_tornadovm="The TornadoVM SDK in $sdk was built for JDK $sdk_jdk, but JDK $version is used here."
    tornadovm=
  elif [ -n "$sdk_oldest" ] && [ "$version" -lt "$sdk_oldest" ]; then
    no_tornadovm="The TornadoVM SDK in $sdk was built for JDK $sdk_oldest or later, but JDK $version is used here."
    tornadovm=
  fi
  if [ -n "$tornadovm" ]; then export TORNADOVM_HOME=$tornadovm; else unset TORNADOVM_HOME; fi
}

describe_files() { # FILE …: names, sizes and times, which must not depend on the caller's time zone
  local format='-c%y %s %n'
  case $OSTYPE in darwin* | *bsd*) format='-f%Fm %z %N' ;; esac
  TZ=UTC0 find -L "$@" -type f -exec stat -L "$format" {} + | LC_ALL=C sort
}

describe_tornadovm() { # all that a build depends on in the SDK
  printf '%s\n' "$tornadovm"
  [ -z "$tornadovm" ] || (cd "$tornadovm" && describe_files etc share/java ./tornado-argfile*)
}

# The JVM flags that the SDK brings along, with its folder put in: what 'tornado --generate-argfile' does, but that writes into
# the SDK. Modules
# whose native access it forgets, as that of the CUDA driver in 5.2.0, are allowed it: otherwise the JVM warns at every start.
write_argfile() { # FILE
  local mark='${TORNADOVM_HOME}' template=$tornadovm/tornado-argfile.template folder=${tornadovm//\\/\\\\} line word words previous= modules= allowed=
  [ -r "$template" ] || template=$tornadovm/tornado-argfile
  folder=${folder//\"/\\\"}
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '#'*) continue ;; esac
    read -ra words <<< "$line"
    for word in ${words[@]+"${words[@]}"}; do
      word=${word#.:} # its module path begins with the folder of the caller, where a jar of an unusual name would stop the JVM
      while [[ $word == *"$mark"* ]]; do word=${word%%"$mark"*}$folder${word#*"$mark"}; done
      printf '"%s"\n' "$word"
      case $word in --enable-native-access=*) allowed=$allowed,${word#*=}, ;; esac
      case ${word#--add-modules=} in "$word") [ "$previous" != --add-modules ] || modules=$word ;; *) modules=${word#*=} ;; esac
      previous=$word
    done
  done < "$template" > "$1"
  for word in ${modules//,/ }; do
    case $word in
      tornado.runtime | tornado.annotation | tornado.drivers.common) ;;
      tornado.*) case $allowed in *",$word,"*) ;; *) printf '"--enable-native-access=%s"\n' "$word" >> "$1" ;; esac ;;
    esac
  done
}

may_use_tornadovm() { # COMMAND ARGUMENT …: its flags make the JVM start later, by some 0.2 s
  local argument previous= command=
  [ -n "$tornadovm" ] || return 1
  for argument; do
    case "$previous $argument" in *' --help' | *' -h' | '--engine '[cC][pP][uU] | *' --engine='[cC][pP][uU]) return 1 ;; esac
    case $argument in -*) ;; *) command=${command:-$argument} ;; esac
    previous=$argument
  done
  case $command in '' | data | help | completion) return 1 ;; esac
}

# ---- the build -------------------------------------------------------------------------------------------------------

maven_version=3.9.11
# of its -bin.tar.gz, as Maven Central has it
maven_sha512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978

find_repository() { # → $repository, from which Maven Central's files come
  local settings= mirror of
  repository=${MVNW_REPOURL:-}
  [ -n "$repository" ] || ! [ -r "$HOME/.m2/settings.xml" ] || settings=$(cat "$HOME/.m2/settings.xml")
  while [[ $settings == *'<!--'*'-->'* ]]; do
    mirror=${settings#*'<!--'}
    settings=${settings%%'<!--'*}${mirror#*'-->'}
  done
  while [ -z "$repository" ] && [[ $settings == *'<mirror>'*'</mirror>'* ]]; do
    settings=${settings#*'<mirror>'}
    mirror=${settings%%'</mirror>'*}
    of=${mirror#*'<mirrorOf>'} of=${of%%'</mirrorOf>'*}
    case ,${of//[[:space:]]/}, in
      *',!central,'*) ;;
      *',central,'* | *',*,'* | *',external:*,'*)
        repository=${mirror#*'<url>'}
        repository=${repository%%'</url>'*} repository=${repository//[[:space:]]/}
        ;;
    esac
  done
  repository=${repository:-https://repo.maven.apache.org/maven2}
  repository=${repository%/}
}

sha512() { # FILE: prints its sum; fails where nothing can compute it
  local sum
  if has sha512sum; then sum=$(sha512sum < "$1"); elif has shasum; then sum=$(shasum -a 512 < "$1"); else return 1; fi
  printf '%s' "${sum%%[!0-9a-f]*}"
}

# Maven lies in .build/ then, for this project alone.
fetch_maven() { # → $program
  local name=apache-maven-$maven_version folder=$root/.build url part sum
  local install="install it (for instance with 'apt-get install maven' or 'brew install maven')"
  local mirror="set MVNW_REPOURL to a mirror of Maven Central"
  program=$folder/$name/bin/mvn
  [ ! -x "$program" ] || return 0
  { has curl || has wget; } && has tar && { has sha512sum || has shasum; } ||
    stop 3 "Apache Maven is needed for building and was not found, nor what fetches it (curl or wget, tar, sha512sum or shasum): \
$install."
  find_repository
  url=$repository/org/apache/maven/apache-maven/$maven_version/$name-bin.tar.gz
  part=$folder/maven-$$-$RANDOM
  mkdir -p "$part" 2> /dev/null || stop 1 "Cannot write to $folder, where the program is built: make it writable."
  printf 'tornado-vae: fetching Apache Maven, which is needed for building and was not found, from %s …\n' "$url" >&2
  if has curl; then curl -fsSL --retry 2 -o "$part/archive" "$url"; else wget -q -O "$part/archive" "$url"; fi || {
    rm -rf "$part"
    stop 3 "Apache Maven could not be fetched from $url: $install, or $mirror."
  }
  sum=$(sha512 "$part/archive")
  if [ "$sum" != "$maven_sha512" ]; then
    rm -rf "$part"
    stop 1 "What came from $url is not Apache Maven $maven_version, as its SHA-512 begins with ${sum:0:12}, not with \
${maven_sha512:0:12}: $install, or $mirror."
  fi
  tar -xzf "$part/archive" -C "$part" && { mv "$part/$name" "$folder/$name" 2> /dev/null || [ -x "$program" ]; } || {
    rm -rf "$part"
    stop 1 "Cannot unpack Apache Maven in $folder: look whether the disk has room."
  }
  rm -rf "$part"
}

prepare_maven() { # → ${maven[@]}, ready to run
  local program candidate
  program=
  for candidate in mvn ${MAVEN_HOME:+"$MAVEN_HOME/bin/mvn"} "$HOME"/.sdkman/candidates/maven/current/bin/mvn /opt/*maven*/bin/mvn; do
    [ -n "$program" ] || ! has "$candidate" || program=$candidate
  done
  [ -n "$program" ] || fetch_maven
  # Maven's own libraries make a recent JDK print warnings that are not ours to mend.
  maven=(env "JAVA_HOME=$jdk" "MAVEN_OPTS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
    "$program" -B -C -f "$root/pom.xml") # -C refuses what was downloaded damaged, or without a checksum
}

take_lock() { # NAME: waits for it; it is held until this process, or the program it becomes, ends or closes descriptor 8
  mkdir -p "$root/.build" 2> /dev/null && [ -w "$root/.build" ] ||
    stop 1 "Cannot write to $root/.build, where the program is built: make it writable."
  if has flock; then
    exec 8> "$root/.build/$1.lock"
    flock 8
    return
  fi
  # A symbolic link comes into being together with its content, the holder's process number.
  local link=$root/.build/$1.holder holder
  until ln -s $$ "$link" 2> /dev/null; do
    holder=$(readlink "$link") && ! kill -0 "$holder" 2> /dev/null && rm -f "$link"
    sleep 0.2
  done
  trap 'rm -f "'"$link"'"' EXIT
}

release_lock() {
  if has flock; then exec 8>&-; else rm -f "$root/.build/$1.holder"; trap - EXIT; fi
}

read_sources() { # → $sources, a fingerprint of all that a build depends on: the sources, the JDK and the SDK
  sources=$(
    cd "$root" && {
      printf '%s\n' "$root" "$jdk"
      cat "$jdk/release"
      describe_tornadovm
      describe_files pom.xml run.sh src/main ${tornadovm:+src/tornado tornado-config} ${peers:+src/peers}
      [ ! -d experiments/bench/machine-code ] || describe_files experiments/bench/machine-code # a resource of the build
    } | cksum
  )
}

find_build() { # → $build, its folder, $collector and ${flags[@]} for the JVM; fails where none was made from these sources
  local made_from flag
  flags=()
  [ -r "$current" ] || return 1
  {
    IFS= read -r made_from
    IFS= read -r build
    IFS= read -r collector
    while IFS= read -r flag; do flags+=("$flag"); done
  } < "$current"
  build=$root/.build/$build
  [ "$made_from" = "$sources" ] && [ -f "$build/tornado-vae.jar" ]
}

property() { # NAME: its value in pom.xml, on one line there
  sed -n "s:.*<$1>\\(.*\\)</$1>.*:\\1:p" "$root/pom.xml"
}

make_build() {
  local log=$root/.build/build.log
  prepare_maven
  [ -t 2 ] && printf 'tornado-vae: building, which takes some seconds …\n' >&2
  build=$root/.build/build-$$-$RANDOM
  mkdir "$build" && : > "$build/in-use" || exit 1
  if ! "${maven[@]}" -q package ${peers:+-Ppeers} -Dmaven.test.skip=true -Dcheckstyle.skip -Dbuild.folder="$build" > "$log" 2>&1 8>&-; then
    rm -rf "$build"
    [ -n "$peers" ] && grep -q 'Could not resolve.*org\.bytedeco' "$log" &&
      stop 1 "PyTorch could not be fetched from Maven Central, some 290 MB: look whether it can be reached from here and the disk has room; all that Maven said is in $log."
    grep '^\[ERROR\]' "$log" | grep -vE 'Help [0-9]|full stack trace|Re-run Maven|For more information|^\[ERROR\] *$|COMPILATION ERROR' |
      awk '!seen[$0]++' | head -n 20 >&2
    stop 1 "The build failed; all that Maven said is in $log."
  fi

  # The flags stand in pom.xml, where tests take them from as well.
  local wanted
  wanted=$(property jvm.flags)
  collector=$(property jvm.collector)
  "$jdk/bin/java" --list-modules 8>&- | grep -q '^jdk\.incubator\.vector' || wanted=${wanted/--add-modules jdk.incubator.vector/}
  read -ra flags <<< "$wanted -XX:MaxRAMPercentage=70"
  case $OSTYPE in linux*) ;; *) flags=(-XX:+IgnoreUnrecognizedVMOptions "${flags[@]}") ;; esac # large pages are Linux's alone

  # A rehearsal fills the cache of loaded classes. The program runs without it too, only slower to start.
  "$jdk/bin/java" "$collector" "${flags[@]}" -XX:AOTCacheOutput="$build/tornado-vae.aot" -jar "$build/tornado-vae.jar" --help >> "$log" 2>&1 8>&- ||
    rm -f "$build/tornado-vae.aot"

  rehearse_training > /dev/null 2>&1 8>&- &

  [ -z "$tornadovm" ] || {
    write_argfile "$build/tornado-argfile"
    printf '%s\n' $(property tornado.flags) >> "$build/tornado-argfile"
  }

  printf '%s\n' "$sources" "${build##*/}" "$collector" "${flags[@]}" > "$current.new" && mv -f "$current.new" "$current"
  remove_old_builds
}

# Training starts at speed where the JIT finds how its methods behaved in an earlier one: profiles are in the cache (JEP 515). It takes
# some ten seconds, for which nobody waits; without it the program runs too. Other commands do without, as its size would make them start later.
rehearse_training() {
  if has flock; then
    exec 9< "$build/in-use"
    flock -s 9
  fi
  nice -n 19 "$jdk/bin/java" "$collector" "${flags[@]}" -XX:AOTCacheOutput="$build/rehearsal.aot" -jar "$build/tornado-vae.jar" \
    train --dataset digits --epochs 1 --no-atlas --engine cpu --out "$build/rehearsal" &&
    mv -f "$build/rehearsal.aot" "$build/training.aot"
  rm -rf "$build/rehearsal" "$build/rehearsal.aot"
}

remove_old_builds() { # those that are not current and that no program runs from: it would hold the lock; without flock, those of last week
  local old
  for old in "$root"/.build/build-*/; do
    old=${old%/}
    grep -qxF "${old##*/}" "$root"/.build/current "$root"/.build/current-peers && continue
    if has flock; then (flock -xn 9 && rm -rf "$old") 9< "$old/in-use"
    else find "$old" -maxdepth 0 -mtime +7 -exec rm -rf {} +
    fi
  done 2> /dev/null
}

# ---- the command -----------------------------------------------------------------------------------------------------

follow_links "${BASH_SOURCE[0]}"
root=$(cd "$(dirname "$followed")" && pwd -P) || exit 1
show=
if [ "${1-}" = --show-command ]; then
  show=yes
  shift
fi
# In the C locale, the usual one in containers, Java could not read arguments beyond ASCII.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) { export LC_ALL=C.UTF-8; } 2> /dev/null ;; esac
# A build of its own has PyTorch, for the one command that measures beside it.
peers= current=$root/.build/current
case " $* " in
  *' --help '* | *' -h '*) ;;
  ' bench peers '*)
    case $(uname -sm) in 'Linux x86_64') ;; *) stop 3 "bench peers needs Linux on x86-64, for which Maven Central has PyTorch; here is $(uname -sm)." ;; esac
    peers=yes current=$current-peers TORNADOVM_HOME=
    ;;
esac
find_sdk
find_jdk
choose_tornadovm

if [ "${1-}" = test ] && [ -z "$show" ] && [ "${2-}" != --help ] && [ "${2-}" != -h ]; then
  prepare_maven
  has flock && take_lock test
  if [ -n "$tornadovm" ]; then
    sum=$(describe_tornadovm | cksum)
    folder=$root/target/tornado-${sum%% *} # one for each SDK
    mkdir -p "$folder" && write_argfile "$folder/tornado-argfile" || exit 1
    exec "${maven[@]}" test -Dbuild.folder="$folder" -Dtornado.argfile="$folder/tornado-argfile" "${@:2}"
  fi
  "${maven[@]}" test "${@:2}"
  stop $? "The tests of the TornadoVM engine were not run. $no_tornadovm"
fi

open_files=$(ulimit -n)
[ "$open_files" = unlimited ] || [ "$open_files" -ge 128 ] ||
  stop 2 "Only $open_files files may be open at once here, but Java needs 128 or more: raise the limit, for instance with 'ulimit -n 1024'."

read_sources
if ! find_build; then
  take_lock build
  find_build || make_build # unless another run.sh has just built it
  release_lock build
fi
if has flock; then
  exec 9< "$build/in-use"
  flock -s 9
fi

# The sources are those of the build, so their commit is the program's.
commit=
if [ -e "$root/.git" ] && has git; then
  commit=$(git -C "$root" rev-parse --short=12 HEAD 2> /dev/null)
  [ -z "$(git -C "$root" status --porcelain -- pom.xml src/main src/tornado 2> /dev/null)" ] || commit="$commit with changes"
fi

command=("$jdk/bin/java")
if may_use_tornadovm "$@"; then
  command+=("@$build/tornado-argfile" "${flags[@]}") # the SDK's flags name a collector, and there can be one only
else
  command+=("$collector" "${flags[@]}")
  cache=$build/tornado-vae.aot
  case " $* " in
    *' --help '* | *' -h '*) ;;
    *' train '* | *' sweep '* | *' ablate '* | *' reproduce '* | *' bench '*) [ -f "$build/training.aot" ] && cache=$build/training.aot ;;
  esac
  [ -f "$cache" ] && command+=(-XX:AOTCache="$cache" '-Xlog:aot*=off' '-Xlog:cds*=off') # says nothing where it does not fit
fi
if [ -n "$peers" ]; then
  command+=(--enable-native-access=ALL-UNNAMED "-Dorg.bytedeco.javacpp.cachedir=$root/.build/javacpp")
  for library in /usr/lib/*/libtcmalloc_minimal.so.4 /usr/lib64/libtcmalloc_minimal.so.4; do # the fastest allocator for PyTorch
    [ -r "$library" ] && command=(env "LD_PRELOAD=$library" "${command[@]}") && break
  done
fi
read -ra further <<< "${TORNADO_VAE_JAVA_OPTS:-}"
command+=(${further[@]+"${further[@]}"})
[ -n "$commit" ] && command+=("-Dtornadovae.commit=$commit")
command+=("-Dtornadovae.project=$root")
[ -n "$sdk" ] && command+=("-Dtornadovae.tornadovm=$sdk")
jar=(-jar "$build/tornado-vae.jar" "$@")

if [ "${1-}" = jshell ] && [ "${2-}" != --help ] && [ "${2-}" != -h ]; then
  # -R hands a flag to the JVM in which snippets run
  command=("$jdk/bin/jshell" --class-path "$build/tornado-vae.jar" "${flags[@]/#/-R}" ${further[@]+"${further[@]/#/-R}"})
  jar=("${@:2}")
  [ -n "$show" ] || exec "${command[@]}" ${jar[@]+"${jar[@]}"}
fi

if [ -n "$show" ]; then
  printf -v line '%q ' "${command[@]}" ${jar[@]+"${jar[@]}"}
  printf '%s\n' "${line% }"
  exit
fi

# The JVM announces incubator modules on stderr at every start and has no switch for it. What it says before the program begins goes through a
# filter; the program itself writes to the real stderr, descriptor 3.
[ -t 2 ] && command+=(-Dtornadovae.terminal=true)
exec 3>&2
exec "${command[@]}" -Dtornadovae.stderr=3 "${jar[@]}" \
  2> >(exec grep --line-buffered -v '^WARNING: Using incubator modules: jdk\.incubator\.' >&3 9>&-)
