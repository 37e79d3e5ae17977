package tornadovae.report.explorer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tornadovae.Sha256;
import tornadovae.report.Html;

/** A page that holds nothing but the explorer. */
public final class ExplorerPage {

    private static final String START = "\nexplorer.mount(document.getElementById(\"explorer\"), JSON.parse(document.getElementById(\"explorer-data\").textContent));\n";

    private ExplorerPage() {}

    /** One file that needs no network. */
    public static String html(String title, Explorer explorer) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%1$s – explorer</title>
                <link rel="icon" href="data:,">
                <style>%2$s</style>
                </head>
                <body class="explorer-page">
                <main>
                <h1>%1$s</h1>
                <section id="explorer" aria-label="Explorer of the latent plane"></section>
                </main>
                <script type="application/json" id="explorer-data">%3$s</script>
                <script>%4$s</script>
                </body>
                </html>
                """.formatted(Html.escaped(title), style(), Html.json(explorer.data()), script());
    }

    /** Lets a page of {@link #html} run its own script and style, ask its own server, and nothing else   (W3C, Content Security Policy Level 3). */
    static String policy() {
        return "default-src 'none'; script-src '" + hash(script()) + "'; style-src '" + hash(style()) + "'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String script() {
        return Explorer.script() + START;
    }

    private static String style() {
        return Explorer.style();
    }

    private static String hash(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
