package tornadovae.experiment.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import tornadovae.UserError;
import tornadovae.experiment.config.Node.Kind;
import tornadovae.experiment.config.Node.Mapping;
import tornadovae.experiment.config.Node.Scalar;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;
import tornadovae.train.LayerNames;

/**
 * A YAML file that says which module of another program's model is which layer of ours, such as {@code encoder.mu: fc21}. Two
 * heads may have one module, whose rows are then those of the mean and those of log σ², in this order.
 */
public final class LayerMap {

    private static final String EXAMPLE = "a mapping of layers to modules such as 'encoder.mu: fc21'";

    private LayerMap() {}

    /** @throws UserError naming file, line and what is wrong there */
    public static LayerNames read(Path file) {
        try {
            return parse(file.toString(), TextFile.read(file, Experiment.MOST_BYTES));
        } catch (NoSuchFileException e) {
            throw new UserError("There is no file " + file + "; give " + EXAMPLE + " with --names.");
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is not a text file in UTF-8; give " + EXAMPLE + " with --names.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "give " + EXAMPLE + " with --names");
        }
    }

    static LayerNames parse(String source, String text) {
        Node root = Yaml.value(new Place(source, 1), text);
        if (!(root instanceof Mapping mapping)) {
            throw root.place().error("expected " + EXAMPLE + ", found " + root.quoted());
        }
        var modules = new LinkedHashMap<String, String>();
        mapping.entries().forEach((layer, node) -> {
            if (!LayerNames.isLayer(layer)) {
                throw node.place().error("'" + Node.shortened(layer) + "' is no layer; there are encoder.hidden0, "
                        + "encoder.hidden1 and so on, encoder.mu, encoder.logvar, decoder.hidden0 and so on, and decoder.logits "
                        + "or decoder.mean and decoder.logvar");
            }
            if (!(node instanceof Scalar module) || module.kind() == Kind.NOTHING || module.text().isBlank()) {
                throw node.place().error(layer + " must name a module such as fc21, found " + node.quoted());
            }
            modules.put(layer, module.text());
        });
        return new LayerNames(source, modules);
    }
}
