package tornadovae.engine.cpu;

import java.util.List;

/**
 * How threads share a schedule. As many replicas as there are threads, or a multiple, run free: a thread takes a replica and does
 * all its steps alone, without waiting for anybody. What is left over is done by all threads together, level by level, over
 * (replica × task).
 */
final class Execution {

    private final List<Levels.Level> levels;
    private final int replicas;
    private final int free;
    private final Scratch[] scratch;
    private final Team.Stage[] together;

    Execution(Levels schedule, int replicas, int threads) {
        levels = schedule.levels();
        this.replicas = replicas;
        free = replicas / threads * threads;
        scratch = new Scratch[threads];
        int floats = levels.stream().flatMap(level -> level.chains().stream()).flatMap(List::stream).mapToInt(Work::scratchFloats)
                .max().orElse(0);
        for (int t = 0; t < threads; t++) scratch[t] = new Scratch(floats);
        together = levels.stream().map(this::stage).toArray(Team.Stage[]::new);
    }

    void run(Team team, int times) {
        if (free > 0) team.run(free, (replica, thread) -> allSteps(replica, times, scratch[thread]));
        if (free < replicas) team.run(together, times);
    }

    private Team.Stage stage(Levels.Level level) {
        int tasks = level.tasks();
        return new Team.Stage((replicas - free) * tasks,
                (task, thread) -> level.run(free + task / tasks, task % tasks, scratch[thread]));
    }

    private void allSteps(int replica, int times, Scratch scratch) {
        for (int step = 0; step < times; step++) {
            for (int l = 0; l < levels.size(); l++) {
                Levels.Level level = levels.get(l);
                for (int task = 0, tasks = level.tasks(); task < tasks; task++) level.run(replica, task, scratch);
            }
        }
    }
}
