package tornadovae.cli.results;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tornadovae.UserError;
import tornadovae.cli.command.BaseCommand;
import tornadovae.cli.command.DataOptions;
import tornadovae.cli.command.EngineOptions;
import tornadovae.cli.command.Progress;
import tornadovae.experiment.store.CellFolder;
import tornadovae.experiment.store.TrainedCell;
import tornadovae.file.AtomicFile;
import tornadovae.file.Folders;
import tornadovae.report.explorer.Explorer;
import tornadovae.report.explorer.ExplorerModels;
import tornadovae.report.explorer.ExplorerPage;
import tornadovae.report.explorer.ExplorerServer;

@Command(name = "explore", description = {
        "Explore what models learned, in the browser: move over the latent plane and see each code decoded.",
        "A server for this machine alone (127.0.0.1) decodes while you look; its address holds a random "
                + "token. With --out a file that needs no server is written instead, with as many models as fit."},
        footer = {
                "  ./run.sh explore results/mine",
                "  ./run.sh explore results/mine --cell latent-20_beta-4_0a1b2c3d --no-browser",
                "  ./run.sh explore results/mine --out explorer.html"})
public final class Explore extends BaseCommand {

    private static final int LARGEST_PORT = 65_535;

    /**
     * Limits of the JDK's server: seconds in which a request must have arrived and an answer been taken, and how large the head
     * of a request is.
     */
    private static final Map<String, String> LIMITS =
            Map.of("sun.net.httpserver.maxReqTime", "10", "sun.net.httpserver.maxRspTime", "300",
                    "sun.net.httpserver.maxReqHeaders", "64", "sun.net.httpserver.maxReqHeaderSize", "16384");

    @Parameters(paramLabel = "DIR",
            description = "The folder of an experiment, or of one of its cells: every model in it can be chosen in the page.")
    Path folder;

    @Option(names = "--cell", paramLabel = "ID",
            description = "Only this cell, by the name of its folder or the beginning of it.")
    String cell;

    @Option(names = "--out", paramLabel = "FILE", description = "Write a page with its models in it, and serve nothing.")
    Path out;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0",
            description = "Where to listen (default: any port that is free).")
    int port;

    @Option(names = "--no-browser", description = "Print the address and open no browser.")
    boolean noBrowser;

    @Option(names = "--seconds", paramLabel = "N", description = "Stop after so many seconds (default: at Ctrl-C).")
    Integer seconds;

    @Mixin
    EngineOptions engineOptions;

    @Mixin
    DataOptions dataOptions;

    @Override
    public Integer call() throws InterruptedException {
        requireRange("--port", port, 0, LARGEST_PORT);
        if (seconds != null) requireRange("--seconds", seconds, 1, Integer.MAX_VALUE);
        requirePlace("--out", out);
        List<CellFolder> cells = cells();
        var choice = engineOptions.choose();
        say(choice.reason());
        String title = Folders.name(folder);
        Explorer explorer;
        try (Progress progress = progress("reading models", cells.size(), "models")) {
            explorer = out == null
                    ? ExplorerModels.served(cells, spec -> dataOptions.ifAtHand(spec, this), choice.engine(), _ -> command(),
                            progress::advanceTo)
                    : ExplorerModels.embedded(cells, spec -> dataOptions.ifAtHand(spec, this), choice.engine(), _ -> command(),
                            Explorer.BUDGET, progress::advanceTo);
        }
        if (explorer.models().isEmpty()) {
            throw new UserError("There is nothing to explore: " + explorer.reasons().getFirst()
                    + (out == null ? "" : " Without --out a server decodes for the page, whatever the model's size."));
        }
        if (out != null) {
            AtomicFile.writeString(out, ExplorerPage.html(title, explorer));
            out().println(out);
            return 0;
        }
        LIMITS.forEach(System.getProperties()::putIfAbsent);
        try (var server = new ExplorerServer(title, explorer, choice.engine(), port)) {
            out().println(server.url());
            say(seconds == null ? "Ctrl-C ends it."
                    : "It ends after " + seconds + (seconds == 1 ? " second" : " seconds") + ", or at Ctrl-C.");
            if (!noBrowser) Browser.open(server.urlForOnce());
            var never = new CountDownLatch(1);
            if (seconds == null) never.await();
            else never.await(seconds, TimeUnit.SECONDS);
        }
        return 0;
    }

    private List<CellFolder> cells() {
        List<CellFolder> all = TrainedCell.folders(folder, this::say);
        if (cell == null) return all;
        List<CellFolder> named = all.stream().filter(found -> found.name().equals(cell)).toList();
        if (named.isEmpty()) named = all.stream().filter(found -> found.name().startsWith(cell)).toList();
        if (named.isEmpty()) {
            throw new UserError("--cell: " + folder + " holds no model '" + cell + "'; there is "
                    + all.getFirst().name() + (all.size() > 1 ? " and " + (all.size() - 1) + " more" : "") + ".");
        }
        return named;
    }

    private String command() {
        return "./run.sh explore " + folder;
    }
}
