package tornadovae.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tornadovae.graph.Activation;
import tornadovae.model.Layers;

class ExperimentTest {

    private static List<Cell> cells(String yaml, String... overrides) {
        return Experiment.parse("x", "x.yaml", yaml, List.of(overrides)).cells();
    }

    @Test
    void listsUnderSweepMakeAGridWithTheLastKeyFastest() {
        var cells = cells("dataset: digits\nobjective: beta-vae\nsweep:\n  model: {latent: [2, 5]}\n  objective.beta: [1, 4]\n");
        assertEquals(List.of("latent-2_beta-1", "latent-2_beta-4", "latent-5_beta-1", "latent-5_beta-4"),
                cells.stream().map(c -> c.id().replaceFirst("_[0-9a-f]{8}$", "")).toList());
        assertEquals(Map.of("model.latent", 5L, "objective.beta", 1.0), cells.get(2).swept());
        assertEquals(5, cells.get(2).configuration().whole("model.latent"));
    }

    @Test
    void withoutASweepThereIsOneCellNamedByItsHash() {
        var cells = cells("dataset: digits");
        assertEquals(1, cells.size());
        assertEquals(cells.getFirst().configuration().hash(), cells.getFirst().id());
    }

    @Test
    void combinationsThatMatchAllOfAnExclusionAreLeftOut() {
        var experiment = Experiment.parse("x", "x.yaml", """
                dataset: digits
                objective: beta-vae
                sweep: {model.latent: [2, 5], objective.beta: [1, 4]}
                exclude:
                  - {model: {latent: 5}, objective.beta: 4}
                """, List.of());
        assertEquals(3, experiment.cells().size());
        assertEquals(1, experiment.excluded());
        assertTrue(
                experiment.cells().stream().noneMatch(c -> c.swept().equals(Map.of("model.latent", 5L, "objective.beta", 4.0))));
    }

    @Test
    void aCombinationThatWouldBeRefusedMayBeExcluded() {
        assertEquals(3, cells("dataset: digits\nsweep: {model: {likelihood: [bernoulli, gaussian], binarize: [none, static]}}\n"
                + "exclude: [{model.likelihood: gaussian, model.binarize: static}]").size());
    }

    @Test
    void hiddenLayersAreSweptAsAListOfLists() {
        var cells = cells("dataset: digits\nsweep: {model: {hidden: [[500], [512, 256]]}}");
        assertTrue(cells.get(1).id().startsWith("hidden-512x256_"), cells.get(1).id());
        assertEquals(List.of(512, 256), cells.get(1).configuration().model(784).hidden());
    }

    @Test
    void aSweepOverDataSetsNeedsNoOther() {
        assertEquals(2, cells("sweep: {dataset: [digits, 'idx:/tmp/my images']}").size());
    }

    @Test
    void overridesWinOverTheFile() {
        assertEquals(2, cells("dataset: digits\ntraining: {epochs: 9}", "training.epochs=2").getFirst().configuration()
                .whole("training.epochs"));
        assertEquals("idx:/data/mine",
                cells("dataset: digits", "dataset=idx:/data/mine").getFirst().configuration().text("dataset.name"));
    }

    @Test
    void anOverrideOfASweptKeyTakesItOutOfTheSweep() {
        var cells = cells("dataset: digits\nsweep: {model.latent: [2, 5], training.seed: [1, 2, 3]}", "training.seed=7",
                "sweep.model.latent=[3, 4]");
        assertEquals(List.of(3, 4), cells.stream().map(c -> c.configuration().whole("model.latent")).toList());
        assertTrue(cells.stream().allMatch(c -> c.configuration().whole("training.seed") == 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "dataset: digits",
            "dataset: {name: digits}",
            "dataset.name: digits   # with a comment",
            "training: {learningRate: 1e-3, epochs: 20}\ndataset: {seed: 1, name: digits}",
            "objective: {beta: 1, name: vae}\nmodel: {minLogVar: -8.0, hidden: [500]}\ndataset: digits",
            "sweep: {model: {latent: [2]}}\ndataset: digits",
    })
    void theHashKnowsOnlyTheMeaning(String yaml) {
        assertEquals("f9edf7fd", cells(yaml).getFirst().configuration().hash());
    }

    @Test
    void everyChangedSettingChangesTheHash() {
        var hashes = new java.util.HashSet<String>();
        hashes.add(cells("dataset: digits").getFirst().configuration().hash());
        var changes = List.of("dataset=idx:/data/mine", "dataset.train=7", "dataset.test=7", "dataset.seed=7", "model.hidden=[7]",
                "model.latent=7", "model.activation=relu", "model.decoder.hidden=[]", "model.decoder.activation=relu",
                "model.likelihood=gaussian", "model.binarize=static",
                "model.minLogVar=-7", "objective.warmupEpochs=7", "training.epochs=7", "training.batch=7",
                "training.optimizer=adagrad", "training.schedule=stages", "training.learningRate=0.7", "training.beta1=0.7",
                "training.beta2=0.7", "training.epsilon=0.7", "training.clipNorm=0.7", "training.seed=7",
                "training.decoderBias=data", "training.checkpointEvery=7", "measures.importanceSamples=7",
                "measures.disentanglement=true", "pictures.grid=7", "pictures.scale=7", "pictures.invert=true",
                "pictures.gif=true", "pictures.atlas=false");
        for (String change : changes) {
            assertTrue(hashes.add(cells("dataset: digits", change).getFirst().configuration().hash()), change);
        }
        var objectives = Map.ofEntries(Map.entry("beta", "{name: beta-vae, beta: %s}"),
                Map.entry("capacity", "{name: capacity, capacity: %s}"),
                Map.entry("gamma", "{name: capacity, capacity: 5, gamma: %s}"),
                Map.entry("capacitySteps", "{name: capacity, capacity: 5, capacitySteps: %s}"),
                Map.entry("lambda", "{name: wae, lambda: %s}"), Map.entry("alpha", "{name: info-vae, lambda: 10, alpha: -%s}"),
                Map.entry("lambdaOffDiagonal", "{name: dip-vae-i, lambdaOffDiagonal: %s, lambdaDiagonal: 1}"),
                Map.entry("lambdaDiagonal", "{name: dip-vae-ii, lambdaOffDiagonal: 1, lambdaDiagonal: %s}"),
                Map.entry("draws", "{draws: %s}"), Map.entry("k", "{name: iwae, k: %s}"),
                Map.entry("discriminator", "{name: factor-vae, gamma: 9, discriminator: [%s]}"),
                Map.entry("discriminatorRate", "{name: factor-vae, gamma: 9, discriminatorRate: 0.%s}"),
                Map.entry("m", "{name: miwae, k: 5, m: %s}"),
                Map.entry("freeBits", "{freeBits: %s}"), Map.entry("cycleEpochs", "{warmupEpochs: 1, cycleEpochs: %s}"));
        objectives.forEach((key, yaml) -> {
            for (int value : new int[] {2, 3}) {
                assertTrue(
                        hashes.add(
                                cells("dataset: digits\nobjective: " + yaml.formatted(value)).getFirst().configuration().hash()),
                        key);
            }
        });
        for (String yaml : List.of("{name: wae, lambda: 2, kernel: rbf}", "{name: beta-tcvae, beta: 2}",
                "{name: beta-tcvae, beta: 2, estimate: stratified}", "{name: iwae, k: 5, dreg: true}")) {
            assertTrue(hashes.add(cells("dataset: digits\nobjective: " + yaml).getFirst().configuration().hash()), yaml);
        }
        assertTrue(hashes.add(cells("dataset: {name: 'idx:/data/mine', transpose: true}").getFirst().configuration().hash()));
        for (String yaml : List.of("colour: true", "width: 7, height: 7", "width: 7, height: 8")) {
            assertTrue(hashes.add(cells("dataset: {name: 'images:/data/mine', " + yaml + "}").getFirst().configuration().hash()),
                    yaml);
        }
        assertTrue(hashes.add(cells("dataset: digits").getFirst().configuration()
                .with("training.imported", "sha256-0123456789abcdef").hash()));
        for (String yaml : List.of("variance: shared", "variance: optimal", "variance: fixed", "variance: fixed, sigma2: 2")) {
            assertTrue(hashes.add(cells("dataset: digits\nmodel: {likelihood: gaussian, " + yaml + "}").getFirst().configuration()
                    .hash()), yaml);
        }
        assertTrue(hashes.add(cells("dataset: digits", "model.likelihood=continuous-bernoulli").getFirst().configuration()
                .hash()));
        for (String yaml : List.of("prior: mixture", "prior: vamp", "prior: vamp, components: 7")) {
            assertTrue(hashes.add(cells("dataset: digits\nmodel: {" + yaml + "}").getFirst().configuration().hash()), yaml);
        }
        assertEquals(Settings.all().size(), changes.size() + objectives.size() + 13,
                "all, with objective.name, kernel, estimate and dreg, dataset.transpose, colour, width and height, "
                        + "model.variance, sigma2, prior and components, and training.imported");
        assertNotEquals(cells("dataset: digits\nobjective: {name: beta-vae, beta: 2}").getFirst().configuration().hash(),
                cells("dataset: digits\nobjective: {name: beta-vae, beta: 3}").getFirst().configuration().hash());
    }

    @Test
    void theDecoderIsTheEncoderInAMirrorUntilItIsSet() {
        String encoder = "dataset: digits\nmodel: {hidden: [30, 20], activation: relu";
        var mirror = cells(encoder + "}").getFirst().configuration().model(9);
        assertTrue(mirror.isMirrored());
        assertEquals(new Layers(List.of(20, 30), Activation.RELU), mirror.decoder());
        for (String decoder : List.of(", decoder: {hidden: [40, 50, 60], activation: tanh}}",
                ", decoder.hidden: [40, 50, 60], decoder.activation: tanh}")) {
            var own = cells(encoder + decoder).getFirst().configuration();
            assertEquals(new Layers(List.of(40, 50, 60), Activation.TANH), own.model(9).decoder());
            assertEquals(mirror.encoder(), own.model(9).encoder());
            assertEquals(own, cells(own.yaml()).getFirst().configuration());
        }
        assertEquals(new Layers(List.of(20, 30), Activation.SOFTPLUS),
                cells(encoder + ", decoder: {activation: softplus}}").getFirst().configuration().model(9).decoder());
    }

    @Test
    void aModelWithoutHiddenLayersIsLinear() {
        var cells = cells("dataset: digits\nmodel: {hidden: []}\nsweep: {model.decoder.hidden: [mirror, [], [7]]}");
        assertEquals(List.of(List.of(), List.of(), List.of(7)),
                cells.stream().map(cell -> cell.configuration().model(9).decoder().hidden()).toList());
        assertEquals(List.of("mirror", "linear", "7"), cells.stream()
                .map(cell -> cell.id().replaceFirst("decoder.hidden-(.*)_.*", "$1")).toList());
        for (var cell : cells) {
            assertEquals(cell.configuration(), cells(cell.configuration().yaml()).getFirst().configuration());
        }
    }

    @Test
    void aResolvedConfigurationReadsBackAsItself() {
        var configuration =
                cells("dataset: 'idx:/data/a \"b\": #1'\nmodel: {hidden: [3, 4], minLogVar: -2.5}\ntraining: {learningRate: "
                        + "3e-5}\npictures: {gif: true}").getFirst().configuration();
        assertEquals(configuration, cells(configuration.yaml()).getFirst().configuration());
    }

    @Test
    void settingsOfOneNameInTwoSectionsAreToldApartInTheId() {
        assertTrue(cells("dataset: digits\nsweep: {dataset.seed: [1], training.seed: [2]}").getFirst().id()
                .startsWith("dataset.seed-1_training.seed-2_"));
    }
}
