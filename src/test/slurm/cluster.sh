# A Slurm cluster of two nodes with two GPUs each, all on this machine and all in one folder: sourced by bash scripts, which need 'set -eu' and a folder $work.
#
#   start_cluster          installs what is missing where that is possible, starts munged, slurmctld and two slurmds; exit code 3 and one line where they cannot run
#   stop_cluster           ends all of them, and every process of a job; nothing remains but the packages
#   start_controller, stop_controller
#   start_node NAME, kill_node NAME
#                          the latter as if somebody pulled the plug: slurmd and all that it has started are killed with -9
#
# The GPUs are device nodes that lead to /dev/null. Slurm's commands find the cluster by SLURM_CONF.

cannot() { # REASON
  printf 'The Slurm tests were not run: %s\n' "$1" >&2
  exit 3
}

has() { command -v "$1" > /dev/null; }

install_slurm() {
  local missing= pair
  for pair in slurmctld:slurmctld slurmd:slurmd sbatch:slurm-client munged:munge; do
    has "${pair%:*}" || missing="$missing ${pair#*:}"
  done
  [ -n "$missing" ] || return 0
  has apt-get || cannot "there is no${missing} here, and no apt-get to install it"
  printf 'Installing%s …\n' "$missing"
  { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends $missing; } > "$work/apt.log" 2>&1 ||
    cannot "apt-get could not install$missing ($(grep -m 1 '^E: ' "$work/apt.log" || tail -n 1 "$work/apt.log"))"
}

free_port() { # → $port, one that nothing listens on
  while true; do
    port=$((20000 + RANDOM % 12000))
    case " ${ports:-} " in *" $port "*) continue ;; esac
    (exec 5<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
  done
  ports="${ports:-} $port"
}

# cred_expire is how long a requeued job waits; less than 5 seconds would count as 120.
write_configuration() {
  local ctld node1 node2 host
  host=$(hostname -s)
  free_port && ctld=$port
  free_port && node1=$port
  free_port && node2=$port
  cat > "$cluster/slurm.conf" << CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$ctld
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmctldLogFile=$cluster/slurmctld.log
SlurmdPidFile=$cluster/slurmd-%n.pid
SlurmdLogFile=$cluster/slurmd-%n.log
SlurmdSpoolDir=$cluster/spool-%n
StateSaveLocation=$cluster/state
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$cluster/munge/socket,cred_expire=5
CredType=cred/munge
SwitchType=switch/none
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=1,sched_min_interval=100000
GresTypes=gpu
SlurmdParameters=config_overrides
JobRequeue=1
ReturnToService=2
KillWait=10
CompleteWait=0
InactiveLimit=0
MinJobAge=300
MaxArraySize=1001
SlurmctldTimeout=30
SlurmdTimeout=30
SlurmctldDebug=info
SlurmdDebug=info
NodeName=node1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$node1 CPUs=2 RealMemory=4000 Gres=gpu:2
NodeName=node2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$node2 CPUs=2 RealMemory=4000 Gres=gpu:2
PartitionName=gpus Nodes=node1,node2 Default=YES MaxTime=60 OverSubscribe=NO State=UP
CONF
  local name number
  : > "$cluster/gres.conf"
  for name in node1 node2; do
    for number in 0 1; do
      mknod "$cluster/$name-gpu$number" c 1 3 2> "$work/mknod.log" || cannot "mknod makes no device nodes here ($(cat "$work/mknod.log"))"
      printf 'NodeName=%s Name=gpu File=%s\n' "$name" "$cluster/$name-gpu$number" >> "$cluster/gres.conf"
    done
  done
}

# Waits until a command holds; fails after so many seconds.
await() { # SECONDS WHAT COMMAND …
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ $SECONDS -lt $end ] || { printf 'Waited in vain until %s.\n' "$what" >&2; return 1; }
    sleep 0.1
  done
}

start_controller() {
  slurmctld -D -f "$SLURM_CONF" > "$cluster/slurmctld.out" 2>&1 &
  controller=$!
  await 20 'the controller answers' controller_answers
}

controller_answers() {
  kill -0 "$controller" 2> /dev/null && scontrol ping 2> /dev/null | grep -q ' is UP'
}

# With SIGTERM it saves its state first; killed with -9 it forgets the last seconds, such as that a node was drained.
stop_controller() {
  kill "$controller"
  wait "$controller" 2> /dev/null || true
  controller=
}

nodes_are_idle() {
  [ "$(sinfo -h -N -o '%N %T' 2> /dev/null | sort)" = $'node1 idle\nnode2 idle' ]
}

start_cluster() {
  case $OSTYPE in linux*) ;; *) cannot 'they need Linux' ;; esac
  [ "$(id -u)" = 0 ] || cannot 'only root can start two nodes and make their devices'
  cluster=$work/cluster controller= daemons=
  chmod 755 "$work" # munged's socket is for all
  mkdir -p "$cluster/state" "$cluster/spool-node1" "$cluster/spool-node2" "$cluster/munge"
  install_slurm
  write_configuration
  export SLURM_CONF=$cluster/slurm.conf

  (umask 077 && head -c 1024 /dev/urandom > "$cluster/munge/key")
  munged --foreground --force --key-file="$cluster/munge/key" --socket="$cluster/munge/socket" --pid-file="$cluster/munge/pid" \
    --log-file="$cluster/munge/log" --seed-file="$cluster/munge/seed" > "$cluster/munge/out" 2>&1 &
  daemons=$!
  await 10 'munged answers' munge_answers || cannot "munged does not start ($(tail -n 1 "$cluster/munge/out" "$cluster/munge/log" | tr '\n' ' '))"
  start_controller || cannot "slurmctld does not start ($(tail -n 1 "$cluster/slurmctld.log"))"
  local name
  for name in node1 node2; do start_node "$name"; done
  await 20 'both nodes are idle' nodes_are_idle || cannot "slurmd does not start ($(tail -q -n 1 "$cluster"/slurmd-*.log | tr '\n' ' '))"
}

start_node() { # NAME
  slurmd -D -N "$1" -f "$SLURM_CONF" >> "$cluster/slurmd-$1.out" 2>&1 &
  printf '%s\n' $! > "$cluster/$1.process"
  daemons="$daemons $!"
}

kill_node() { # NAME
  local process parent victims
  victims=$(cat "$cluster/$1.process")
  kill -9 "$victims" # first, or it would report the end of its jobs
  wait "$victims" 2> /dev/null || true
  for process in /proc/[0-9]*; do
    process=${process#/proc/}
    tr '\0' '\n' 2> /dev/null < "/proc/$process/environ" | grep -qxF "SLURM_CONF=$SLURM_CONF" || continue
    tr '\0' '\n' 2> /dev/null < "/proc/$process/environ" | grep -qx "SLURMD_NODENAME=$1" || continue
    parent=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$process/status" 2> /dev/null)
    case $(cat "/proc/${parent:-none}/comm" 2> /dev/null) in slurmstepd) victims="$parent $victims" ;; esac
    victims="$victims $process"
  done
  kill -9 $victims 2> /dev/null || true
}

munge_answers() {
  munge --socket="$cluster/munge/socket" -n > /dev/null 2>&1
}

stop_cluster() {
  [ -n "${cluster-}" ] || return 0
  if [ -n "$controller" ] && controller_answers; then
    scancel --state=PENDING --user=root 2> /dev/null || true
    scancel --user=root --signal=KILL --full 2> /dev/null || true
    scancel --user=root 2> /dev/null || true
    await 30 'all jobs have ended' no_jobs || true
  fi
  local process
  for process in $controller $(printf '%s\n' $daemons | tac); do kill "$process" 2> /dev/null || true; done
  for process in $controller $daemons; do
    await 10 "process $process ends" ended "$process" || kill -9 "$process" 2> /dev/null || true
    wait "$process" 2> /dev/null || true
  done
  # what belonged to jobs and has not heard of its end
  for process in /proc/[0-9]*; do
    process=${process#/proc/}
    [ "$process" = $$ ] || ! tr '\0' '\n' 2> /dev/null < "/proc/$process/environ" | grep -qxF "SLURM_CONF=$SLURM_CONF" || kill -9 "$process" 2> /dev/null || true
  done
  cluster=
}

ended() { ! kill -0 "$1" 2> /dev/null; }

no_jobs() { [ -z "$(squeue -h 2> /dev/null)" ]; }
