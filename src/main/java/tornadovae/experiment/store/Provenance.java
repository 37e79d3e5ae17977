package tornadovae.experiment.store;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tornadovae.engine.Device;
import tornadovae.engine.Engine;
import tornadovae.experiment.config.Configuration;
import tornadovae.file.AtomicFile;
import tornadovae.file.Lease;

/** provenance.json: where, when and by what a cell was computed; the only file with times and names of machines in it. */
public final class Provenance {

    private Provenance() {}

    /**
     * Adds a run: the work between a start and a stop of the program.
     *
     * @param replicas how many cells trained together
     * @param fromStep training steps done before it
     * @param toStep   training steps done after it
     */
    public static void add(CellFolder folder, Configuration configuration, Software software, Engine engine, int replicas,
            Instant started, int fromStep, int toStep) {
        var provenance = Files.exists(folder.provenance()) ? Json.read(folder.provenance()) : begin(configuration);
        var runs = new ArrayList<Object>(provenance.get("runs") instanceof List<?> before ? before : List.of());
        runs.add(run(software, engine, replicas, started, fromStep, toStep));
        provenance.put("runs", runs);
        AtomicFile.writeString(folder.provenance(), Json.write(provenance));
    }

    /** Notes that a training goes on for more epochs than it was to have. */
    static void addContinuation(CellFolder folder, Configuration before, Configuration after, int step) {
        var provenance = Files.exists(folder.provenance()) ? Json.read(folder.provenance()) : begin(before);
        var all = new ArrayList<Object>(provenance.get("continued") instanceof List<?> earlier ? earlier : List.of());
        var continued = new LinkedHashMap<String, Object>();
        continued.put("configuration", before.hash());
        continued.put("epochs", before.whole("training.epochs"));
        continued.put("toEpochs", after.whole("training.epochs"));
        continued.put("step", step);
        continued.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        all.add(continued);
        provenance.put("configuration", after.hash());
        provenance.put("continued", all);
        AtomicFile.writeString(folder.provenance(), Json.write(provenance));
    }

    private static Map<String, Object> begin(Configuration configuration) {
        var provenance = new LinkedHashMap<String, Object>();
        provenance.put("configuration", configuration.hash());
        var seeds = new LinkedHashMap<String, Integer>();
        for (String key : List.of("dataset.seed", "training.seed")) seeds.put(key, configuration.whole(key));
        provenance.put("seeds", seeds);
        return provenance;
    }

    private static Map<String, Object> run(Software software, Engine engine, int replicas, Instant started, int fromStep,
            int toStep) {
        var run = new LinkedHashMap<String, Object>();
        run.put("version", software.version());
        run.put("commit", software.commit());
        run.putAll(of(engine));
        run.putAll(ofSystem());
        run.putAll(SchedulerAllocation.facts(System.getenv()));
        run.put("host", Lease.host());
        run.put("started", started.truncatedTo(ChronoUnit.SECONDS).toString());
        run.put("seconds", Duration.between(started, Instant.now()).toMillis() / 1000.0);
        run.put("replicas", replicas);
        run.put("fromStep", fromStep);
        run.put("toStep", toStep);
        return run;
    }

    /** What an engine computes on. */
    public static Map<String, Object> of(Engine engine) {
        Device device = engine.device();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("engine", engine.name());
        facts.put("device", device.name());
        facts.put("deviceKind", device.kind());
        facts.put("deviceDetail", device.detail());
        facts.putAll(device.facts());
        return facts;
    }

    /** The JDK and the operating system. */
    public static Map<String, Object> ofSystem() {
        var os = ManagementFactory.getOperatingSystemMXBean();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("jdk", Runtime.version().toString());
        facts.put("os", os.getName() + " " + os.getVersion() + " " + os.getArch());
        return facts;
    }

    /** Provenance for a picture's text chunks. */
    public static Map<String, String> ofPicture(String title, Configuration c, Software software) {
        String model = String.format(Locale.ROOT, "%s, %d latent dimensions, ", c.text("dataset.name"), c.whole("model.latent"));
        String training = c.isImported() ? "imported weights " + c.text("training.imported")
                : String.format(Locale.ROOT, "%s, %d epochs, seed %d", c.objectiveInWords(), c.whole("training.epochs"),
                        c.whole("training.seed"));
        String description = model + training + "; configuration " + c.hash();
        return Map.of("Title", title, "Software", "tornado-vae " + software.version(), "Description", description);
    }
}
