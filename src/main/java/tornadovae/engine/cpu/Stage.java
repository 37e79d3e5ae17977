package tornadovae.engine.cpu;
/** Work that falls into tasks, which may run in any order and on any thread. */
interface Stage {
    int tasks();
    void run(int task, int thread);
}
