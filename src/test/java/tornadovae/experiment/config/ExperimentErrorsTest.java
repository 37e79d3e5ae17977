package tornadovae.experiment.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;

/** The exact sentence for every mistake in an experiment file; \n in the first column is a new line. */
class ExperimentErrorsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '`', value = {
            "model: {latent: 2}                          | x.yaml: the key dataset is missing; name one, for "
                    + "example 'dataset: digits'.",
            "dataset: digit                              | x.yaml, line 1: dataset.name must be DATASETS, found "
                    + "'digit'; did you mean digits?",
            "dataset: 7                                  | x.yaml, line 1: dataset.name must be DATASETS, found 7.",
            "dataset: digits\\ntrainig: {epochs: 2}      | x.yaml, line 2: unknown key trainig, did you mean "
                    + "training?; allowed are dataset, model, objective, training, measures, pictures, sweep, cases and "
                    + "exclude.",
            "dataset: digits\\nepochs: 2                 | x.yaml, line 2: unknown key epochs, did you mean "
                    + "training.epochs?; allowed are dataset, model, objective, training, measures, pictures, sweep, cases "
                    + "and exclude.",
            "dataset: digits\\nmodel: {epochs: 2}        | x.yaml, line 2: unknown key model.epochs, did you mean "
                    + "training.epochs?; allowed under model are KEYS OF MODEL.",
            "dataset: digits\\nmodel:\\n  latnet: 2      | x.yaml, line 3: unknown key model.latnet, did you mean "
                    + "model.latent?; allowed under model are KEYS OF MODEL.",
            "dataset: digits\\nmodel: {depth: 2}         | x.yaml, line 2: unknown key model.depth; allowed under "
                    + "model are KEYS OF MODEL.",
            "dataset: digits\\nmodel: 5                  | x.yaml, line 2: model must be a mapping of KEYS OF "
                    + "MODEL, found 5; leave it out to keep what is usual.",
            "dataset: digits\\ntraining:                 | x.yaml, line 2: training must be a mapping of epochs, "
                    + "batch, optimizer, learningRate, schedule, beta1, beta2, epsilon, clipNorm, seed, decoderBias, "
                    + "checkpointEvery, imported, found nothing; leave it out to keep what is usual.",
            "dataset: digits\\ndataset: mnist            | x.yaml, line 2: the key dataset stands here for the "
                    + "second time, first at line 1; keep one.",
            "dataset: digits\\nmodel: {latent: 2}\\nmodel.latent: 3 | x.yaml, line 3: the key model.latent stands "
                    + "here for the second time, first at line 2; keep one.",
            "dataset: digits\\ntraining: {epochs: 2.5}   | x.yaml, line 2: training.epochs must be a whole number "
                    + "from 1 to 100000, found 2.5.",
            "dataset: digits\\ntraining: {epochs: 2.0}   | x.yaml, line 2: training.epochs must be a whole number "
                    + "from 1 to 100000, found 2.0.",
            "dataset: digits\\ntraining: {epochs: many}  | x.yaml, line 2: training.epochs must be a whole number "
                    + "from 1 to 100000, found 'many'.",
            "dataset: digits\\ntraining: {epochs: '3'}   | x.yaml, line 2: training.epochs must be a whole number "
                    + "from 1 to 100000, found '3'.",
            "dataset: digits\\ntraining: {epochs: 0}     | x.yaml, line 2: training.epochs must be a whole number "
                    + "from 1 to 100000, found 0.",
            "dataset: digits\\ntraining: {seed: 99999999999999999999} | x.yaml, line 2: training.seed must be a "
                    + "whole number from 0 to 2147483647, found 99999999999999999999.",
            "dataset: digits\\ntraining: {epochs: [2, 3]} | x.yaml, line 2: training.epochs must be a whole "
                    + "number from 1 to 100000, found [2, 3]; values to compare belong under sweep.",
            "dataset: digits\\ntraining: {learningRate: fast} | x.yaml, line 2: training.learningRate must be a "
                    + "number above 0 and at most 10, found 'fast'.",
            "dataset: digits\\ntraining: {clipNorm: -1} | x.yaml, line 2: training.clipNorm must be a number of "
                    + "at least 0 and at most 1000000, found -1.",
            "dataset: digits\\ntraining: {clipNorm: .nan} | x.yaml, line 2: training.clipNorm must be a number of "
                    + "at least 0 and at most 1000000, found .nan.",
            "dataset: digits\\ntraining: {clipNorm: .inf} | x.yaml, line 2: training.clipNorm must be a number of "
                    + "at least 0 and at most 1000000, found .inf.",
            "dataset: digits\\ntraining: {learningRate: 0} | x.yaml, line 2: training.learningRate must be a "
                    + "number above 0 and at most 10, found 0.",
            "dataset: digits\\ntraining: {beta1: 1}      | x.yaml, line 2: training.beta1 must be a number of at "
                    + "least 0 and below 1, found 1.",
            "dataset: digits\\ntraining: {epochs: !!int 0x10} | x.yaml, line 2: training.epochs must be a whole "
                    + "number from 1 to 100000, found 0x10.",
            "dataset: digits\\ntraining: {learningRate: !!float 1_0.5} | x.yaml, line 2: training.learningRate "
                    + "must be a number above 0 and at most 10, found 1_0.5.",
            "dataset: digits\\ntraining: {learningRate: .nan} | x.yaml, line 2: training.learningRate must be a "
                    + "number above 0 and at most 10, found .nan.",
            "dataset: digits\\nmodel: {activation: tahn} | x.yaml, line 2: model.activation must be tanh, relu or "
                    + "softplus, found 'tahn'; did you mean tanh?",
            "dataset: digits\\nmodel: {hidden: 500}      | x.yaml, line 2: model.hidden must be a list of layer "
                    + "widths from 1 to 65536 such as [500] or [512, 256], or [] for none, found 500.",
            "dataset: digits\\nmodel: {hidden: mirror}   | x.yaml, line 2: model.hidden must be a list of layer "
                    + "widths from 1 to 65536 such as [500] or [512, 256], or [] for none, found 'mirror'.",
            "dataset: digits\\nmodel: {decoder: {hidden: miror}} | x.yaml, line 2: model.decoder.hidden must be a list of "
                    + "layer widths from 1 to 65536 such as [500] or [512, 256], or [] for none, or mirror, found 'miror'.",
            "dataset: digits\\nmodel: {decoder: {activation: elu}} | x.yaml, line 2: model.decoder.activation must be "
                    + "mirror, tanh, relu or softplus, found 'elu'; did you mean relu?",
            "dataset: digits\\nmodel: {decoder: [5]}   | x.yaml, line 2: model.decoder must be a mapping of hidden, "
                    + "activation, found [5]; leave it out to keep what is usual.",
            "dataset: digits\\nsweep: {model.decoder.hidden: [5, 6]} | x.yaml, line 2: sweep.model.decoder.hidden must "
                    + "be a list of lists such as [[500], [512, 256]], found [5, 6].",
            "dataset: digits\\nmodel: {hidden: [5, 0]}   | x.yaml, line 2: model.hidden must be a list of layer "
                    + "widths from 1 to 65536 such as [500] or [512, 256], or [] for none, found [5, 0].",
            "dataset: digits\\npictures: {gif: yes}      | x.yaml, line 2: pictures.gif must be true or false, found 'yes'.",
            "dataset: digits\\nobjective: beta-vae       | x.yaml, line 2: objective.beta is missing, which "
                    + "beta-vae needs; add for example 'beta: 4'.",
            "dataset: digits\\nobjective: {beta: 4}      | x.yaml, line 2: objective.beta is 4, but the objective "
                    + "vae has no β other than 1; set objective.name: beta-vae.",
            "dataset: digits\\nobjective: iwae           | x.yaml, line 2: objective.k is missing, which iwae needs; add for "
                    + "example 'k: 5'.",
            "dataset: digits\\nobjective: {name: iwae, k: 0} | x.yaml, line 2: objective.k must be a whole number from 1 to "
                    + "10000, found 0.",
            "dataset: digits\\nobjective: {draws: 0}     | x.yaml, line 2: objective.draws must be a whole number from 1 to "
                    + "10000, found 0.",
            "dataset: digits\\nobjective: {name: iwae, k: 5, draws: 2} | x.yaml, line 2: objective.draws is 2, but the "
                    + "objective iwae has no such setting; it belongs to vae, beta-vae, capacity, info-vae, wae, dip-vae-i, "
                    + "dip-vae-ii, beta-tcvae, factor-vae.",
            "dataset: digits\\nobjective: {name: factor-vae} | x.yaml, line 2: objective.gamma is missing, which "
                    + "factor-vae needs; add for example 'gamma: 35'.",
            "dataset: digits\\nobjective: {name: iwae, k: 5, warmupEpochs: 2} | x.yaml, line 2: objective.warmupEpochs is 2, "
                    + "but the objective iwae has no such setting; it belongs to vae, beta-vae, info-vae, dip-vae-i, "
                    + "dip-vae-ii, beta-tcvae, factor-vae.",
            "dataset: digits\\nobjective: {name: wae, lambda: 5, freeBits: 1} | x.yaml, line 2: objective.freeBits is 1, "
                    + "but the objective wae has no such setting; it belongs to vae, beta-vae, info-vae, dip-vae-i, "
                    + "dip-vae-ii, beta-tcvae, factor-vae.",
            "dataset: digits\\nobjective: {name: ciwae, k: 5, beta: 2} | x.yaml, line 2: beta must lie between 0 and 1 for "
                    + "ciwae, found 2.0: it is the share of the bound of one draw, and the rest is that of the bound of k draws.",
            "dataset: digits\\nmodel: {likelihood: gaussian, binarize: static} | x.yaml, line 2: model.binarize: "
                    + "static needs model.likelihood: bernoulli; a gaussian decoder models real pixels, so set binarize: "
                    + "none.",
            "dataset: digits\\nmodel: {variance: shared}  | x.yaml, line 2: model.variance: shared needs model.likelihood: "
                    + "gaussian; a bernoulli decoder has none, so leave it out.",
            "dataset: digits\\nmodel: {likelihood: continuous-bernoulli, binarize: static} | x.yaml, line 2: model.binarize: "
                    + "static needs model.likelihood: bernoulli; a continuous-bernoulli decoder models real pixels, so set "
                    + "binarize: none.",
            "dataset: digits\\nmodel: {likelihood: gaussian, variance: shared, sigma2: 2} | x.yaml, line 2: model.sigma2 is "
                    + "2, but model.variance is shared; set model.variance: fixed, or leave it out.",
            "dataset: digits\\nmodel: {likelihood: gaussian, variance: optimal}\\nobjective: {name: iwae, k: 5} | x.yaml, line "
                    + "2: model.variance: optimal suits the plain mean over draws, which iwae does not take; choose shared or "
                    + "fixed, or an objective of single draws.",
            "dataset: digits\\nmodel: {likelihood: gaussian, variance: fixed, sigma2: 0} | x.yaml, line 2: model.sigma2 must "
                    + "be a number of at least 1.0e-12 and at most 1000000, found 0.",
            "dataset: digits\\nsweep: {model: {latent: 2}} | x.yaml, line 2: sweep.model.latent must be a list of "
                    + "values to compare such as [1, 2], found 2.",
            "dataset: digits\\nsweep:\\n  model.latent: [] | x.yaml, line 3: sweep.model.latent must be a list of "
                    + "values to compare such as [1, 2], found an empty list.",
            "dataset: digits\\nsweep: {model.latent: [2, two]} | x.yaml, line 2: every value of "
                    + "sweep.model.latent must be a whole number from 1 to 4096, found 'two'.",
            "dataset: digits\\nsweep: {model.latent: [2, 2]} | x.yaml, line 2: sweep.model.latent names 2 twice; keep one.",
            "dataset: digits\\nsweep: {model.hidden: [500, 100]} | x.yaml, line 2: sweep.model.hidden must be a "
                    + "list of lists such as [[500], [512, 256]], found [500, 100].",
            "dataset: digits\\nsweep: {model.laten: [2]} | x.yaml, line 2: unknown key sweep.model.laten, did you "
                    + "mean model.latent?; allowed under model are KEYS OF MODEL.",
            "dataset: digits\\nsweep: [1]                | x.yaml, line 2: sweep must be a mapping of keys to values, found [1].",
            "dataset: digits\\nexclude: {model.latent: 2} | x.yaml, line 2: exclude must be a list of mappings "
                    + "such as '- {model.latent: 5, objective.beta: 4}', found a mapping.",
            "dataset: digits\\nexclude: [{}]             | x.yaml, line 2: an empty mapping under exclude would "
                    + "drop every cell; name the values to leave out.",
            "dataset: digits\\nexclude: [{model.latent: 2}] | x.yaml: exclude leaves none of the 1 "
                    + "combinations; make it narrower.",
            "dataset: digits\\nexclude: [{model.latent: [2]}] | x.yaml, line 2: model.latent must be a whole "
                    + "number from 1 to 4096, found [2]; values to compare belong under sweep.",
            "dataset: digits\\ncases: {model.latent: 2}  | x.yaml, line 2: cases must be a list of mappings such "
                    + "as '- {objective.name: beta-vae, objective.beta: [1, 4]}', found a mapping.",
            "dataset: digits\\ncases: []                 | x.yaml, line 2: cases must be a list of mappings such "
                    + "as '- {objective.name: beta-vae, objective.beta: [1, 4]}', found an empty list.",
            "dataset: digits\\ncases:\\n  - {model.latent: 2}\\n  - {} | x.yaml, line 4: an empty mapping under "
                    + "cases names no setting; name those in which the case differs.",
            "dataset: digits\\ncases:\\n  - 2        | x.yaml, line 3: every item of cases must be a mapping of "
                    + "keys to values, found 2.",
            "dataset: digits\\ncases:\\n  - {model.laten: 2} | x.yaml, line 3: unknown key cases: model.laten, "
                    + "did you mean model.latent?; allowed under model are KEYS OF MODEL.",
            "dataset: digits\\ncases:\\n  - {latent: 2} | x.yaml, line 3: unknown key cases: latent, did you mean "
                    + "model.latent?; allowed are dataset, model, objective, training, measures, pictures.",
            "dataset: digits\\ncases:\\n  - {model.latent: []} | x.yaml, line 3: cases: model.latent must be a "
                    + "list of values to compare such as [1, 2], found an empty list.",
            "dataset: digits\\ncases:\\n  - {model.latent: [2, 2]} | x.yaml, line 3: cases: model.latent "
                    + "names 2 twice; keep one.",
            "dataset: digits\\ncases:\\n  - {model.latent: two} | x.yaml, line 3: model.latent must be a whole "
                    + "number from 1 to 4096, found 'two'.",
            "dataset: digits\\ncases:\\n  - {model.latent: 2, model: {latent: 3}} | x.yaml, line 3: the key "
                    + "cases: model.latent stands here for the second time, first at line 3; keep one.",
            "dataset: digits\\nsweep: {model.latent: [2, 3]}\\ncases:\\n  - {model.latent: 2} | x.yaml, line 4: "
                    + "the key model.latent stands in a case and at line 2 under sweep; keep one.",
            "dataset: digits\\ncases:\\n  - {model.latent: [2, 3]}\\n  - {model.latent: 3} | x.yaml, line 4: this "
                    + "case gives the cell latent-3_7063d840, which an earlier case gives too; change or remove one of "
                    + "them.",
            "dataset: digits\\ncases:\\n  - {objective: beta-vae} | x.yaml, line 3: objective.beta is missing, "
                    + "which beta-vae needs; add for example 'beta: 4'.",
            "cases:\\n  - {dataset: digits}\\n  - {model.latent: 3} | x.yaml: the key dataset is missing; name "
                    + "one, for example 'dataset: digits'.",
            "dataset: digits\\ncases: [{model.latent: 2}, {model.latent: 3}]\\nexclude: [{model.latent: 4}] | "
                    + "x.yaml, line 3: exclude names model.latent: 4, which no cell has; name a value of the sweep.",
            "dataset: [digits                            | x.yaml, line 1: this is not YAML: expected ',' or "
                    + "']', but got the end.",
            "dataset: a: b                               | x.yaml, line 1: this is not YAML: mapping values "
                    + "are not allowed here.",
            "dataset: digits\\n\\tmodel: 2               | x.yaml, line 2: this is not YAML: a tab stands where "
                    + "only blanks may; indent with blanks.",
            "dataset: &d digits\\nobjective: *d          | x.yaml, line 2: the alias *d is not supported; "
                    + "write the value itself.",
            "dataset: digits\\n---\\ndataset: mnist      | x.yaml, line 3: a second YAML document begins here; "
                    + "put each experiment in a file of its own.",
            "- digits                                    | x.yaml, line 1: an experiment is a mapping of keys to "
                    + "values such as 'dataset: digits', found ['digits'].",
            "# nothing                                   | x.yaml, line 1: an experiment is a mapping of keys to "
                    + "values such as 'dataset: digits', found nothing.",
    })
    void everyMistakeInAFileHasItsSentence(String yaml, String sentence) {
        String text = yaml.replace("\\n", "\n").replace("\\t", "\t");
        var error = assertThrows(UserError.class, () -> Experiment.parse("x", "x.yaml", text, List.of()));
        String names = tornadovae.data.source.Datasets.known("or");
        assertEquals(sentence.replace("DATASETS", names).replace("KEYS OF MODEL", keysOf("model")), error.getMessage());
        assertEquals(2, error.exitCode);
    }

    private static String keysOf(String section) {
        return Settings.in(section).stream().map(Setting::name).collect(Collectors.joining(", "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "training.epochs       | command line: 'training.epochs' is not of the form key=value, for "
                    + "example training.epochs=2.",
            "training.epochs=x     | command line: training.epochs must be a whole number from 1 to 100000, found 'x'.",
            "training.epoch=2      | command line: unknown key training.epoch, did you mean training.epochs?; "
                    + "allowed under training are epochs, batch, optimizer, learningRate, schedule, beta1, beta2, epsilon, "
                    + "clipNorm, seed, decoderBias, checkpointEvery, imported.",
            "training.epochs=[1    | command line: this is not YAML: expected ',' or ']', but got the end.",
            "sweep.training.seed=1 | command line: sweep.training.seed must be a list of values to compare "
                    + "such as [1, 2], found 1.",
            "cases=3               | command line: sweep, cases and exclude cannot be replaced as a whole; give "
                    + "one key, for example sweep.training.seed=[1, 2].",
            "cases.model.latent=3  | command line: sweep, cases and exclude cannot be replaced as a whole; give "
                    + "one key, for example sweep.training.seed=[1, 2].",
            "sweep=3               | command line: sweep, cases and exclude cannot be replaced as a whole; give "
                    + "one key, for example sweep.training.seed=[1, 2].",
    })
    void everyMistakeInAnOverrideHasItsSentence(String override, String sentence) {
        var error = assertThrows(UserError.class, () -> Experiment.parse("x", "x.yaml", "dataset: digits", List.of(override)));
        assertEquals(sentence, error.getMessage());
    }

    @Test
    void tooManyCombinationsAreRefusedBeforeTheyAreMade() {
        String seeds = java.util.stream.IntStream.range(0, 400).boxed().toList().toString();
        var error = assertThrows(UserError.class, () -> Experiment.parse("x", "x.yaml",
                "dataset: digits\nsweep: {training.seed: " + seeds + ", dataset.seed: " + seeds + "}", List.of()));
        assertEquals("x.yaml: the sweep has more than 100000 combinations; make its lists shorter.", error.getMessage());
    }

    @Test
    void filesThatAreNotThereOrNotTextAreNamed(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("none.yaml");
        assertEquals("There is no file " + missing + "; give the path of an experiment file such as experiments/quickstart.yaml.",
                assertThrows(UserError.class, () -> Experiment.read(missing, List.of())).getMessage());
        assertEquals("Cannot read " + folder + ": it is a folder; give an experiment file such as experiments/quickstart.yaml.",
                assertThrows(UserError.class, () -> Experiment.read(folder, List.of())).getMessage());
        Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertEquals(binary + " is not a text file in UTF-8; give an experiment file such as experiments/quickstart.yaml.",
                assertThrows(UserError.class, () -> Experiment.read(binary, List.of())).getMessage());
    }
}
