package tornadovae.experiment.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tornadovae.file.Lease;

/** Every file of a folder of results that must depend neither on time nor on the machine, by its path; a char for each byte. */
public final class ResultFiles {

    private ResultFiles() {}

    public static Map<String, String> of(Path folder) throws IOException {
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.endsWith("provenance.json") && !Lease.isFile(file.getFileName().toString())) {
                    files.put(name,
                            Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
