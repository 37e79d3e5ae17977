package tornadovae.engine.cpu;
final class Team {
    Team(int n) {}
    int size() { return 1; }
    void run(Stage[] stages, int times) {
        for (int i = 0; i < times; i++) for (Stage s : stages) for (int t = 0; t < s.tasks(); t++) s.run(t, 0);
    }
    void close() {}
}
