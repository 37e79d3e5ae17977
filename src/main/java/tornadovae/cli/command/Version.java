package tornadovae.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;
import tornadovae.experiment.store.Software;

/** The lines of {@code --version}. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var commit = System.getProperty("tornadovae.commit");
        return new String[] {
                "tornado-vae " + number() + (commit == null ? "" : " (commit " + commit + ")"),
                "JDK " + jdk(),
                "Vector unit: " + VectorUnit.description()};
    }

    /** The project's version, as Maven wrote it at build time. */
    public static String number() {
        try (var file = Version.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What goes into provenance. */
    public static Software software() {
        return new Software(number(), System.getProperty("tornadovae.commit", "unknown"));
    }

    /** For instance {@code 25.0.3+9-LTS (Eclipse Adoptium), /usr/lib/jvm/temurin-25}. */
    public static String jdk() {
        return Runtime.version() + " (" + System.getProperty("java.vendor") + "), " + System.getProperty("java.home");
    }
}
