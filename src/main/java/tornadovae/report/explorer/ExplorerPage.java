package tornadovae.report.explorer;

import tornadovae.report.Html;

/** A page that holds nothing but the explorer. */
public final class ExplorerPage {

    private static final String START = "\nexplorer.mount(document.getElementById(\"explorer\"), "
            + "JSON.parse(document.getElementById(\"explorer-data\").textContent));\n";

    private ExplorerPage() {}

    /** One file that needs no network. A policy in its head forbids it everything that it does not need. */
    public static String html(String title, Explorer explorer) {
        return html(title, explorer, "\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy("") + "\">");
    }

    /** The page of a server, which sends {@link #policyOfServed} along. */
    static String served(String title, Explorer explorer) {
        return html(title, explorer, "");
    }

    private static String html(String title, Explorer explorer, String policy) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">%5$s
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
                """.formatted(Html.escaped(title), style(), Html.json(explorer.data()), script(), policy);
    }

    /** Lets a page of {@link #served} run its own script and style, ask its own server, and nothing else. */
    static String policyOfServed() {
        return policy(" connect-src 'self';") + "; frame-ancestors 'none'";
    }

    private static String policy(String further) {
        return "default-src 'none'; script-src " + Html.source(script()) + "; style-src " + Html.source(style())
                + "; img-src data:;" + further + " base-uri 'none'; form-action 'none'";
    }

    private static String script() {
        return Explorer.script() + START;
    }

    private static String style() {
        return Explorer.style();
    }
}
