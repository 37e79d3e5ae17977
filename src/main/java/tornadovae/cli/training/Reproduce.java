package tornadovae.cli.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tornadovae.Suggestion;
import tornadovae.UserError;
import tornadovae.cli.command.Table;
import tornadovae.engine.choice.Engines;
import tornadovae.experiment.config.Experiment;
import tornadovae.experiment.store.ResultStore;
import tornadovae.reproduction.Assessment;
import tornadovae.reproduction.Attempt;
import tornadovae.reproduction.Effort;
import tornadovae.reproduction.KnownResult;
import tornadovae.reproduction.KnownResults;
import tornadovae.reproduction.Scoreboard;
import tornadovae.results.CellResult;

@Command(name = "reproduce", description = {
        "Try known results: print each claim, its source, what is expected and what came out, within tolerance or not.",
        "What is already there is not done again, so the same command goes on after an interruption; the "
                + "exit code is 0 only if every claim that ran is within tolerance."},
        footer = {
                "  ./run.sh reproduce --quick             all of them, cut down",
                "  ./run.sh reproduce --only burda-2016   one of them, in full",
                "  ./run.sh reproduce --dry-run           what they are and what they cost"})
public final class Reproduce extends TrainingCommand {

    @Option(names = "--quick", description = "Fewer epochs, images and seeds: minutes instead of hours.")
    boolean quick;

    @Option(names = "--only", split = ",", paramLabel = "NAME",
            description = "Try these claims only, by the names that --dry-run shows.")
    List<String> only = List.of();

    @Option(names = "--dry-run",
            description = "Check everything; print the claims, their cells and what training them costs; train nothing.")
    boolean dryRun;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Also write the scoreboard there: scoreboard.csv, README.md and pictures. It has all claims in "
                    + "both forms, as far as there are results.")
    Path out;

    @Option(names = "--results", paramLabel = "DIR", description = "Where models go (default: results/reproduction).")
    Path results = Path.of("results", "reproduction");

    @Option(names = "--experiments", paramLabel = "DIR",
            description = "Where the claims' experiment files are (default: experiments/reproduction).")
    Path experiments;

    /** Selected claims by the experiment that they share. */
    private final Map<String, List<KnownResult>> claims = new LinkedHashMap<>();
    private Effort form;
    private int worst;

    @Override
    public Integer call() {
        form = quick ? Effort.QUICK : Effort.FULL;
        if (experiments == null) {
            experiments =
                    Path.of(System.getProperty("tornadovae.project", ""), "experiments", "reproduction");
        }
        select().forEach(claim -> claims.computeIfAbsent(claim.experiment(), _ -> new ArrayList<>()).add(claim));
        for (KnownResult claim : KnownResults.ALL) {
            claim.experiment(experiments,
                    form);   // a mistake in a file is told before hours of work
        }
        var choice = engineOptions.choose();
        if (dryRun) return printPlan(choice);
        for (var sharing : claims.values()) {
            if (!attempt(sharing, choice)) break;
        }
        var board = Scoreboard.of(claims.values().stream().flatMap(List::stream).map(claim -> evidence(claim, form)).toList());
        print(board);
        if (out != null) {
            Scoreboard.of(KnownResults.ALL.stream()
                    .flatMap(claim -> List.of(Effort.values()).stream().map(each -> evidence(claim, each))).toList()).write(out);
        }
        if (worst == 130) return worst;
        next("report " + claims.values().iterator().next().getFirst().results(results, form),
                "curves and pictures of the models");
        return board.rows().stream().allMatch(row -> row.verdict().succeeded()) ? worst : 1;
    }

    private List<KnownResult> select() {
        if (only.isEmpty()) return KnownResults.ALL;
        for (String name : only) {
            if (KnownResults.named(name).isEmpty()) {
                throw new UserError("--only takes " + String.join(", ", KnownResults.names()) + ", not '" + name + "'"
                        + Suggestion.ending(name, KnownResults.names()));
            }
        }
        return KnownResults.ALL.stream().filter(claim -> only.contains(claim.name())).toList();
    }

    private Attempt evidence(KnownResult claim, Effort of) {
        return Attempt.of(claim, of, claim.experiment(experiments, of), results);
    }

    /**
     * Trains and measures what is missing for claims that share an experiment; false if it was stopped. A mistake, such as a data
     * set that is not there, is theirs alone.
     */
    private boolean attempt(List<KnownResult> sharing, Engines.Choice choice) {
        KnownResult first = sharing.getFirst();
        say(String.join(", ", sharing.stream().map(KnownResult::name).toList()) + ":");
        try {
            var plan = plan(first.experiment(experiments, form), choice);
            try (var store = ResultStore.ofSweep(first.results(results, form), plan)) {
                int code = run(plan, store, choice);
                worst = Math.max(worst, code);
                if (code == 130) return false;
                for (KnownResult claim : sharing) measure(claim, choice);
            }
        } catch (UserError e) {
            err().println("tornado-vae: " + first.name() + ": " + e.getMessage());
            worst = Math.max(worst, e.exitCode);
        }
        return true;
    }

    private void measure(KnownResult claim, Engines.Choice choice) {
        List<CellResult> cells = evidence(claim, form).finished().orElse(List.of());
        long work = claim.judgement().work(cells);
        if (work == 0) return;
        try (var progress = progress("measuring", work, "samples")) {
            claim.judgement().measure(cells, choice.engine(), this::load, progress::advanceTo);
        }
    }

    /** Verdicts are printed instead, when all claims have been tried. */
    @Override
    public void printResults(Experiment experiment, ResultStore store) {}

    @Override
    public void printVerdicts(Experiment experiment, ResultStore store) {}

    /** What a claim needs is on the scoreboard; {@code report} writes the rest where it is wanted. */
    @Override
    public void writeReport(ResultStore store) {}

    private void print(Scoreboard board) {
        for (var row : board.rows()) {
            Assessment v = row.verdict();
            out().println(row.claim().name() + " (" + row.form().label() + "): " + v.text());
            line("claim", row.claim().sentence());
            line("source", row.claim().source());
            line("expected", v.expected());
            line("tolerance", v.tolerance());
            line("got", v.got().isEmpty() ? "nothing yet" : v.got());
            row.evidence().pictures().values().stream().filter(Files::exists)
                    .forEach(picture -> line("picture", picture.toString()));
            out().println();
        }
        out().println(count(board, Assessment.Outcome.WITHIN) + " of " + board.rows().size() + " claims within tolerance, "
                + count(board, Assessment.Outcome.DRAWN) + " drawn.");
    }

    private static long count(Scoreboard board, Assessment.Outcome outcome) {
        return board.rows().stream().filter(row -> row.verdict().outcome() == outcome).count();
    }

    private void line(String name, String text) {
        out().printf("  %-10s %s%n", name, text);
    }

    private int printPlan(Engines.Choice choice) {
        var table = new Table("claim", "cell", "steps", "TFLOP");
        double flops = 0;
        for (var sharing : claims.values()) {
            var plan = plan(sharing.getFirst().experiment(experiments, form), choice);
            flops += plan.flops();
            for (KnownResult claim : sharing) {
                var needed = new HashSet<>(evidence(claim, form).cells());
                for (var group : plan.groups()) {
                    for (var cell : group.cells()) {
                        if (needed.contains(cell)) {
                            table.row(claim.name(), cell.id(), group.family().steps(),
                                    String.format(Locale.ROOT, "%.3f", group.family().flops() / 1e12));
                        }
                    }
                }
            }
        }
        out().print(table);
        out().printf(Locale.ROOT,
                "%.1f TFLOP of training in all, where claims that share a cell train it once; measuring and drawing "
                        + "come on top%n",
                flops / 1e12);
        say(choice.reason());
        next("reproduce --quick --only " + claims.values().iterator().next().getFirst().name(), "one of them, cut down");
        return 0;
    }
}
