
# No $(…) before signals are ignored: bash 5.2 may fail to parse it while a trap runs.
# Signals are handed on to Java, which then leaves checkpoints and ends. Slurm warns with USR1; TERM comes when the task is cancelled, requeued, or has to make room for another job.
asked=
interrupted=
child=
stop() { # SIGNAL
  asked=$1 interrupted=yes
  [ -z "$child" ] || kill -TERM "$child" 2> /dev/null
}
trap 'stop USR1' USR1
trap 'stop TERM' TERM

say() {
  printf '%(%Y-%m-%d %H:%M:%S)T task %s on %s: %s\n' -1 "$me" "${SLURMD_NODENAME:-$HOSTNAME}" "$1"
}

run() { # ARGUMENT …: runs the program; → $status, its exit code
  "${program[@]}" "$@" &
  child=$!
  [ -z "$asked" ] || kill -TERM "$child" 2> /dev/null
  local code
  status=127
  while true; do # a signal interrupts wait
    interrupted=
    wait "$child"
    code=$?
    [ "$code" = 127 ] || status=$code
    [ -n "$interrupted" ] || break
  done
  child=
}

requeue_or_end() { # after a signal: back into the queue, unless the task was cancelled, has been requeued, or its time is over, or Slurm keeps refusing
  local state refusal refused=0 pause=1
  trap '' USR1 TERM # Java has ended
  while true; do # until the controller answers
    if state=$(squeue -h -j "$me" -o %T 2> /dev/null); then
      case $state in
        RUNNING | SIGNALING)
          if refusal=$(scontrol requeue "$me" 2>&1); then
            say "checkpoints are written; it goes on when it is its turn again"
            exit 0
          fi
          refused=$((refused + 1))
          [ "$refused" -gt 1 ] || say "checkpoints are written, but Slurm does not queue it again: $refusal"
          if [ "$refused" = 5 ]; then
            say "Slurm has refused $refused times to queue it again; the same sweep goes on from the checkpoints when it is submitted again"
            exit 143
          fi
          ;;
        *)
          say "stopped with checkpoints, while its state was ${state:-unknown}"
          exit 143
          ;;
      esac
    elif [ "$pause" = 1 ]; then
      say "Slurm does not answer; it is asked again until it does"
    fi
    sleep "$pause"
    pause=$((pause < 16 ? 2 * pause : pause))
  done
}

got_on() { # GROUP FILE: whether a checkpoint of its cells is newer than the file
  local lines line cells cell
  mapfile -t lines < "$folder/groups.jsonl"
  line=${lines[$1 - 1]##*\"cells\"*[}
  line=${line%%]*}
  IFS=', ' read -ra cells <<< "${line//\"/}"
  for cell in "${cells[@]}"; do
    [ "$folder/cells/$cell/model.safetensors" -nt "$2" ] && return 0
    [ "$folder/cells/$cell/manifest.json" -nt "$2" ] && return 0
  done
  return 1
}

# Runs a group until it is done, at most once more than $retries without getting on; that is counted in a file, because a task may start anew elsewhere.
run_group() { # GROUP → 0 done, 1 a cell has failed
  local group=$1 attempts=$folder/slurm/attempts-$1 tried waited=0
  while true; do
    tried=0
    if [ -e "$attempts" ] && ! got_on "$group" "$attempts"; then read -r tried < "$attempts"; fi
    if [ "$tried" -gt "$retries" ]; then
      say "group $group has ended $tried times without a new checkpoint and is given up"
      run sweep fail "$folder" --group "$group" --reason "Slurm task $me: $reason; $log has what it said."
      rm -f "$attempts"
      return 1
    fi
    echo $((tried + 1)) > "$attempts.part" && mv -f "$attempts.part" "$attempts"

    run sweep run "$folder" --group "$group" "${arguments[@]}"
    case $status in
      0 | 1)
        rm -f "$attempts"
        return "$status"
        ;;
    esac
    if [ -n "$asked" ]; then # told to end, which is no failure
      if got_on "$group" "$attempts"; then rm -f "$attempts"; else echo "$tried" > "$attempts.part" && mv -f "$attempts.part" "$attempts"; fi
      requeue_or_end
    fi
    if [ "$status" = 75 ]; then # left to processes that work on its cells, or that have died elsewhere: their leases expire after two minutes
      rm -f "$attempts"
      waited=$((waited + 1))
      [ "$waited" -le 20 ] || { say "group $group is left to other processes"; return 1; }
      sleep 15 &
      child=$!
      wait "$child"
      child=
      [ -z "$asked" ] || requeue_or_end
      continue
    fi
    reason="the program ended with exit code $status"
    [ "$status" -le 128 ] || reason="the program was killed by signal $((status - 128))"
    say "group $group: $reason"
  done
}

[ -n "${SLURM_ARRAY_TASK_ID-}" ] || { echo "This is a task of an array: submit it with sbatch."; exit 2; }
me=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
log=logs/slurm-$me.log
reason="the program ended too often"
say "starts${SLURM_RESTART_COUNT:+, for the $((SLURM_RESTART_COUNT + 1)). time}, devices ${CUDA_VISIBLE_DEVICES:-${ROCR_VISIBLE_DEVICES:-${GPU_DEVICE_ORDINAL:-${ZE_AFFINITY_MASK:-unnamed}}}}"

failed=0
mapfile -t tasks < "$folder/slurm/tasks"
for group in ${tasks[SLURM_ARRAY_TASK_ID - 1]-}; do
  run_group "$group" || failed=1
  [ -z "$asked" ] || requeue_or_end
done
exit "$failed"
