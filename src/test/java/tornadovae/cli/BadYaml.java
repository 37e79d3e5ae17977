package tornadovae.cli;

import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tornadovae.data.source.Datasets;
import tornadovae.experiment.config.Setting;
import tornadovae.experiment.config.Settings;

/** Mistakes in an experiment file, and in what the command line changes of it. */
final class BadYaml {

    /** Ten lists of ten of the one before: ten thousand million items if anyone wrote them out. */
    private static final String BILLION_LAUGHS = "a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n" + IntStream.range(1, 10)
            .mapToObj(i -> "a%d: &a%1$d [%s]\n".formatted(i, String.join(", ", Collections.nCopies(10, "*a" + (i - 1)))))
            .collect(Collectors.joining());

    private static final String KEYS_OF_MODEL =
            Settings.in("model").stream().map(Setting::name).collect(Collectors.joining(", "));

    private BadYaml() {}

    /** The text stands in {dir}/x.yaml. */
    private static BadInput file(String name, String yaml, String sentence) {
        return override(name, yaml, "", sentence);
    }

    private static BadInput override(String name, String yaml, String override, String sentence) {
        return new BadInput(name, (dir, _) -> Files.writeString(dir.resolve("x.yaml"), yaml),
                "sweep {dir}/x.yaml --dry-run " + override, 2, sentence);
    }

    static final List<BadInput> CASES = List.of(
            file("an unknown key", "dataset: digits\nmodel:\n  latnet: 2",
                    "x.yaml, line 3: unknown key model.latnet, did you mean model.latent?; allowed under "
                            + "model are " + KEYS_OF_MODEL + "."),
            file("an unknown section", "dataset: digits\nmodle: {latent: 2}",
                    "x.yaml, line 2: unknown key modle, did you mean model?; allowed are dataset, model, "
                            + "objective, training, measures, pictures, sweep, cases and exclude."),
            file("a key outside its section", "dataset: digits\nepochs: 3",
                    "x.yaml, line 2: unknown key epochs, did you mean training.epochs?; allowed are dataset, model, objective, "
                            + "training, measures, pictures, sweep, cases and exclude."),
            file("a key twice", "dataset: digits\nmodel: {latent: 2}\ndataset: mnist",
                    "x.yaml, line 3: the key dataset stands here for the second time, first at line 1; keep one."),
            file("a key twice, nested and dotted", "dataset: digits\nmodel: {latent: 2}\nmodel.latent: 3",
                    "x.yaml, line 3: the key model.latent stands here for the second time, first at line 2; keep one."),
            file("no data set", "model: {latent: 2}",
                    "x.yaml: the key dataset is missing; name one, for example 'dataset: digits'."),
            file("a misspelt data set", "dataset: fashion-minst",
                    "x.yaml, line 1: dataset.name must be " + Datasets.known("or")
                            + ", found 'fashion-minst'; did you mean fashion-mnist?"),
            file("a fraction for a whole number", "dataset: digits\ntraining: {epochs: 2.0}",
                    "x.yaml, line 2: training.epochs must be a whole number from 1 to 100000, found 2.0."),
            file("text for a number", "dataset: digits\ntraining: {learningRate: fast}",
                    "x.yaml, line 2: training.learningRate must be a number above 0 and at most 10, found 'fast'."),
            file("a number in quotes", "dataset: digits\ntraining: {epochs: '3'}",
                    "x.yaml, line 2: training.epochs must be a whole number from 1 to 100000, found '3'."),
            file("a hexadecimal number", "dataset: digits\ntraining: {seed: 0x10}",
                    "x.yaml, line 2: training.seed must be a whole number from 0 to 2147483647, found '0x10'."),
            file("a number with underscores", "dataset: digits\ntraining: {seed: 1_000}",
                    "x.yaml, line 2: training.seed must be a whole number from 0 to 2147483647, found '1_000'."),
            file("out of range", "dataset: digits\nmodel: {latent: 5000}",
                    "x.yaml, line 2: model.latent must be a whole number from 1 to 4096, found 5000."),
            file("a number of fifty digits",
                    "dataset: digits\ntraining: {seed: 99999999999999999999999999999999999999999999999999}",
                    "x.yaml, line 2: training.seed must be a whole number from 0 to 2147483647, found "
                            + "99999999999999999999999999999999999999999999999999."),
            file("not a number", "dataset: digits\ntraining: {learningRate: .NaN}",
                    "x.yaml, line 2: training.learningRate must be a number above 0 and at most 10, found '.NaN'."),
            file("infinity", "dataset: digits\nobjective: {name: beta-vae, beta: .Inf}",
                    "x.yaml, line 2: objective.beta must be a number of at least 0 and at most 1000000, found '.Inf'."),
            file("minus infinity", "dataset: digits\nmodel: {minLogVar: -.INF}",
                    "x.yaml, line 2: model.minLogVar must be a number of at least -30 and at most 0, found '-.INF'."),
            file("yes for true", "dataset: digits\npictures: {gif: yes}",
                    "x.yaml, line 2: pictures.gif must be true or false, found 'yes'."),
            file("a width for a list of widths", "dataset: digits\nmodel: {hidden: 500}",
                    "x.yaml, line 2: model.hidden must be a list of layer widths from 1 to 65536 such as "
                            + "[500] or [512, 256], or [] for none, found 500."),
            file("a section without keys", "dataset: digits\ntraining:",
                    "x.yaml, line 2: training must be a mapping of epochs, batch, optimizer, learningRate, "
                            + "schedule, beta1, beta2, epsilon, clipNorm, seed, decoderBias, checkpointEvery, imported, found "
                            + "nothing; leave it out to keep what is usual."),
            file("several values outside sweep", "dataset: digits\nmodel: {latent: [2, 5]}",
                    "x.yaml, line 2: model.latent must be a whole number from 1 to 4096, found [2, 5]; values "
                            + "to compare belong under sweep."),
            file("gaussian pixels that are binarised", "dataset: digits\nmodel:\n  likelihood: gaussian\n  binarize: static",
                    "x.yaml, line 4: model.binarize: static needs model.likelihood: bernoulli; a gaussian "
                            + "decoder models real pixels, so set binarize: none."),
            file("beta-vae without β", "dataset: digits\nobjective: beta-vae",
                    "x.yaml, line 2: objective.beta is missing, which beta-vae needs; add for example 'beta: 4'."),
            file("a sweep of one value without brackets", "dataset: digits\nsweep:\n  training.seed: 1",
                    "x.yaml, line 3: sweep.training.seed must be a list of values to compare such as [1, 2], found 1."),
            file("a sweep of an empty list", "dataset: digits\nsweep:\n  training.seed: []",
                    "x.yaml, line 3: sweep.training.seed must be a list of values to compare such as [1, 2], "
                            + "found an empty list."),
            file("a sweep of equal values", "dataset: digits\nsweep:\n  training.learningRate: [0.1, 1e-1]",
                    "x.yaml, line 3: sweep.training.learningRate names 0.1 twice; keep one."),
            file("a sweep of an unknown key", "dataset: digits\nsweep:\n  training.sed: [1]",
                    "x.yaml, line 3: unknown key sweep.training.sed, did you mean training.seed?; allowed "
                            + "under training are epochs, batch, optimizer, learningRate, schedule, beta1, beta2, "
                            + "epsilon, clipNorm, seed, decoderBias, checkpointEvery, imported."),
            file("a sweep with a value out of range", "dataset: digits\nsweep:\n  training.seed: [1, -2]",
                    "x.yaml, line 3: every value of sweep.training.seed must be a whole number from 0 to 2147483647, found -2."),
            file("a sweep of widths without lists", "dataset: digits\nsweep:\n  model.hidden: [500, 100]",
                    "x.yaml, line 3: sweep.model.hidden must be a list of lists such as [[500], [512, 256]], found [500, 100]."),
            file("a sweep that is a list", "dataset: digits\nsweep: [1, 2]",
                    "x.yaml, line 2: sweep must be a mapping of keys to values, found [1, 2]."),
            file("too many cells",
                    "dataset: digits\nsweep:\n  training.seed: " + IntStream.range(0, 400).boxed().toList() + "\n  dataset.seed: "
                            + IntStream.range(0, 400).boxed().toList(),
                    "x.yaml: the sweep has more than 100000 combinations; make its lists shorter."),
            file("an exclusion of everything", "dataset: digits\nexclude: [{model.latent: 2}]",
                    "x.yaml: exclude leaves none of the 1 combinations; make it narrower."),
            file("an exclusion of an unknown key", "dataset: digits\nexclude:\n  - {model.laten: 2}",
                    "x.yaml, line 3: unknown key exclude: model.laten, did you mean model.latent?; allowed "
                            + "under model are " + KEYS_OF_MODEL + "."),
            file("an exclusion that is not a list", "dataset: digits\nexclude: {model.latent: 2}",
                    "x.yaml, line 2: exclude must be a list of mappings such as '- {model.latent: 5, "
                            + "objective.beta: 4}', found a mapping."),
            file("a tab", "dataset: digits\nmodel:\n\tlatent: 2",
                    "x.yaml, line 3: this is not YAML: a tab stands where only blanks may; indent with blanks."),
            file("wrong indentation", "dataset: digits\nmodel:\n  latent: 2\n hidden: [8]",
                    "x.yaml, line 4: this is not YAML: this line is not indented as those above it."),
            file("an open bracket", "dataset: digits\nmodel: {latent: 2",
                    "x.yaml, line 2: this is not YAML: expected ',' or '}', but got the end."),
            file("a list in place of a mapping", "- digits",
                    "x.yaml, line 1: an experiment is a mapping of keys to values such as 'dataset: digits', found ['digits']."),
            file("a word in place of a mapping", "digits",
                    "x.yaml, line 1: an experiment is a mapping of keys to values such as 'dataset: digits', found 'digits'."),
            file("an empty file", "",
                    "x.yaml, line 1: an experiment is a mapping of keys to values such as 'dataset: digits', found nothing."),
            file("two documents", "dataset: digits\n---\ndataset: mnist",
                    "x.yaml, line 3: a second YAML document begins here; put each experiment in a file of its own."),
            file("an alias", "dataset: &name digits\nobjective: *name",
                    "x.yaml, line 2: the alias *name is not supported; write the value itself."),
            file("a merge key", "dataset: digits\nmodel: &m {latent: 2}\nsweep:\n  <<: *m",
                    "x.yaml, line 4: the alias *m is not supported; write the value itself."),
            file("a billion laughs", BILLION_LAUGHS, "x.yaml, line 2: the alias *a0 is not supported; write the value itself."),
            file("lists in lists without end", "dataset: " + "[".repeat(100_000),
                    "x.yaml, line 1: this is nested deeper than any experiment."),
            file("mappings in mappings without end", "{a: ".repeat(100_000),
                    "x.yaml, line 1: this is nested deeper than any experiment."),
            file("a file that is far too large", "# " + "x".repeat(1 << 20),
                    "Cannot read {dir}/x.yaml: it is larger than 1048576 bytes, which are the most that can be read here; give "
                            + "an experiment file such as experiments/quickstart.yaml."),
            file("a folder whose name holds a NUL", "dataset: \"images:a\\0b\"",
                    "x.yaml, line 1: dataset.name must be " + Datasets.known("or") + ", found 'images:a\uFFFDb'."),
            file("objectives with settings under sweep", "dataset: digits\nsweep:\n  objective: [vae, {name: beta-vae, beta: 4}]",
                    "x.yaml, line 3: every value of sweep.objective.name must be vae, beta-vae, capacity, "
                            + "info-vae, wae, dip-vae-i, dip-vae-ii, beta-tcvae, factor-vae, iwae, miwae, piwae or ciwae, found "
                            + "a mapping; settings that belong together are cases, such as 'cases: [{objective: vae}, "
                            + "{objective: {name: beta-vae, beta: 4}}]'."),
            file("a batch larger than the training set",
                    "dataset: {name: digits, train: 60, test: 20}\nsweep:\n  training.batch: [10, 101]",
                    "Cell {cell}: training.batch is 101, but digits has 60 training images here; make the batch smaller."),
            new BadInput("a binary file",
                    (dir, _) -> Files.write(dir.resolve("x.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1}),
                    "sweep {dir}/x.yaml", 2,
                    "{dir}/x.yaml is not a text file in UTF-8; give an experiment file such as experiments/quickstart.yaml."),
            BadInput.of("a file that is not there", "sweep {dir}/x.yaml", 2,
                    "There is no file {dir}/x.yaml; give the path of an experiment file such as experiments/quickstart.yaml."),
            BadInput.of("a folder in place of a file", "sweep {dir}", 2,
                    "Cannot read {dir}: it is a folder; give an experiment file such as experiments/quickstart.yaml."),
            BadInput.of("the root folder in place of a file", "sweep /", 2,
                    "Cannot read /: it is a folder; give an experiment file such as experiments/quickstart.yaml."),
            BadInput.of("a device that never ends", "sweep /dev/zero", 2,
                    "Cannot read /dev/zero: it is a pipe, a device or the like, not a regular file; give an experiment file "
                            + "such as experiments/quickstart.yaml."),
            override("an override of an unknown key", "dataset: digits", "training.epoch=2",
                    "command line: unknown key training.epoch, did you mean training.epochs?; allowed under "
                            + "training are epochs, batch, optimizer, learningRate, schedule, beta1, beta2, epsilon, "
                            + "clipNorm, seed, decoderBias, checkpointEvery, imported."),
            override("an override without its value", "dataset: digits", "training.epochs",
                    "command line: 'training.epochs' is not of the form key=value, for example training.epochs=2."),
            override("an override with an empty value", "dataset: digits", "training.epochs=",
                    "command line: training.epochs must be a whole number from 1 to 100000, found nothing."),
            override("an override out of range", "dataset: digits", "training.epochs=0",
                    "command line: training.epochs must be a whole number from 1 to 100000, found 0."),
            override("an override that is not YAML", "dataset: digits", "model.hidden=[8",
                    "command line: this is not YAML: expected ',' or ']', but got the end."),
            override("an override of the whole sweep", "dataset: digits", "sweep=3",
                    "command line: sweep, cases and exclude cannot be replaced as a whole; give one key, for "
                            + "example sweep.training.seed=[1, 2]."),
            override("an override of a sweep without brackets", "dataset: digits", "sweep.training.seed=1",
                    "command line: sweep.training.seed must be a list of values to compare such as [1, 2], found 1."));
}
