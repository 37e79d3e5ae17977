package tornadovae.engine.cpu;

/**
 * How threads share a schedule. As many replicas as there are threads, or a multiple, run free: a thread takes a replica and does all its steps alone, without waiting for
 * anybody. What is left over is done by all threads together, level by level, over (replica × task).
 */
final class Execution {

    private final Schedule schedule;
    private final int replicas;
    private final int free;
    private final Scratch[] scratch;
    private final Stage[] together;

    Execution(Schedule schedule, int replicas, int threads) {
        this.schedule = schedule;
        this.replicas = replicas;
        free = replicas / threads * threads;
        scratch = new Scratch[threads];
        for (int t = 0; t < threads; t++) scratch[t] = new Scratch();
        together = schedule.levels().stream().map(level -> new LevelStage(level, free, replicas, scratch)).toArray(Stage[]::new);
    }

    void run(Team team, int times) {
        if (free > 0) team.run(new Stage[] {new FreeStage(schedule, free, times, scratch)}, 1);
        if (free < replicas) team.run(together, times);
    }

    /** One level for the replicas from {@code first} on; a task is (replica, task of the level). */
    private record LevelStage(Schedule.Level level, int first, int replicas, Scratch[] scratch, int tasksEach) implements Stage {

        LevelStage(Schedule.Level level, int first, int replicas, Scratch[] scratch) {
            this(level, first, replicas, scratch, level.tasks());
        }

        @Override
        public int tasks() {
            return (replicas - first) * tasksEach;
        }

        @Override
        public void run(int task, int thread) {
            level.run(first + task / tasksEach, task % tasksEach, scratch[thread]);
        }
    }

    /** All steps of one replica as one task. */
    private record FreeStage(Schedule schedule, int tasks, int times, Scratch[] scratch) implements Stage {

        @Override
        public void run(int replica, int thread) {
            for (int step = 0; step < times; step++)
                for (int l = 0; l < schedule.levels().size(); l++) {
                    Schedule.Level level = schedule.levels().get(l);
                    for (int task = 0, tasks = level.tasks(); task < tasks; task++) level.run(replica, task, scratch[thread]);
                }
        }
    }
}
