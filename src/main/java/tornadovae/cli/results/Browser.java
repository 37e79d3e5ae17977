package tornadovae.cli.results;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The user's browser, by the program that each system has for it. */
final class Browser {

    private Browser() {}

    /** Opens a page; nothing happens where there is no screen or no such program. */
    static void open(String url) {
        command(System.getProperty("os.name"), System.getenv(), url).ifPresent(command -> {
            try {
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            } catch (IOException e) {
                // the address was printed, and can be opened by hand
            }
        });
    }

    static Optional<List<String>> command(String system, Map<String, String> environment, String url) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", url));
        if (name.startsWith("mac")) return Optional.of(List.of("open", url));
        boolean screen = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return screen ? Optional.of(List.of("xdg-open", url)) : Optional.empty();
    }
}
