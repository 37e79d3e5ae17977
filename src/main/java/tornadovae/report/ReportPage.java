package tornadovae.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tornadovae.results.ExperimentResults;
import tornadovae.results.Study;

/**
 * One HTML file with everything in it: styles, scripts, the chart library, data and pictures. A policy in its head forbids it the
 * network.
 */
final class ReportPage {

    private static final List<String> STYLES =
            List.of("base.css", "masthead.css", "matrix.css", "charts.css", "table.css", "dialog.css", "print.css");
    /** In this order they make one script. */
    private static final List<String> SCRIPTS = List.of("elements.js", "theme.js", "pictures.js", "chart-options.js", "charts.js",
            "masthead.js", "matrix.js", "table.js", "dialog.js", "page.js");

    private ReportPage() {}

    static String html(List<ExperimentResults> experiments, List<Section> others) {
        List<Study> studies = Study.of(experiments);
        var atlases = new Atlases();
        var data = new PageData(experiments, studies, atlases);
        List<Section> sections =
                Stream.concat(Stream.of(AtlasSection.of(experiments, data.cells(), studies, atlases)), others.stream()).toList();
        Thumbnails thumbnails = Thumbnails.of(data.cells());
        Map<String, Object> values = data.of(thumbnails);
        values.put("sections", sections.stream()
                .map(s -> PageData.object("id", s.id(), "heading", s.heading(), "lead", s.lead(), "data", s.data())).toList());

        var parts = new LinkedHashMap<String, String>();
        parts.put("title", Html.escaped((String) values.get("title")) + " – tornado-vae");
        parts.put("styles", inElement(styles(sections)));
        parts.put("sprites", sprites(thumbnails));
        parts.put("library", inElement(library()));
        parts.put("script", inElement(script(sections)));
        parts.put("sources", Html.source(parts.get("library")) + " " + Html.source(parts.get("script")));
        long taken = Html.json(values).length() + parts.values().stream().mapToLong(String::length).sum();

        FullPictures pictures = FullPictures.of(data.cells(), FullPictures.merit(data.cells(), studies),
                Math.max(0, FullPictures.PAGE_LIMIT - taken));
        values.put("pictures", PageData.object("reduced", pictures.reduced(), "omitted", pictures.omitted()));
        parts.put("data", Html.json(values));
        parts.put("pictures", pictures(pictures));
        return filled(Html.resource(ReportPage.class, "page.html"), parts);
    }

    private static String styles(List<Section> sections) {
        return Stream.concat(Html.resources(ReportPage.class, STYLES).stream(),
                sections.stream().flatMap(section -> section.styles().stream())).collect(Collectors.joining());
    }

    /** Sections stand before the last file, which draws the page. */
    private static String script(List<Section> sections) {
        List<String> ours = Html.resources(ReportPage.class, SCRIPTS);
        var all = new ArrayList<>(ours.subList(0, ours.size() - 1));
        sections.forEach(section -> all.addAll(section.scripts()));
        all.add(ours.getLast());
        return "\"use strict\";\n" + String.join("", all);
    }

    /** Puts parts where the page says {@code <!--name-->}, in one pass, so that a part may contain anything. */
    private static String filled(String page, Map<String, String> parts) {
        var html = new StringBuilder();
        int from = 0;
        for (int begin = page.indexOf("<!--"); begin >= 0; begin = page.indexOf("<!--", from)) {
            int end = page.indexOf("-->", begin);
            html.append(page, from, begin).append(parts.get(page.substring(begin + 4, end)));
            from = end + 3;
        }
        return html.append(page, from, page.length()).toString();
    }

    /** Scripts and styles are ours; none may end its element. */
    private static String inElement(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String end : List.of("</script", "</style", "<!--", "<script")) {
            if (lower.contains(end)) throw new IllegalStateException("a script or style would end its element with " + end);
        }
        return text;
    }

    private static String sprites(Thumbnails thumbnails) {
        var styles = new StringBuilder();
        for (int i = 0; i < thumbnails.sheets().size(); i++) {
            styles.append(".sheet-").append(i).append("{background-image:url(data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(thumbnails.sheets().get(i))).append(")}\n");
        }
        return styles.toString();
    }

    private static String pictures(FullPictures pictures) {
        var elements = new StringBuilder();
        pictures.base64().forEach((name, base64) -> elements.append("<script type=\"text/plain\" data-picture=\"").append(name)
                .append("\">").append(base64).append("</script>\n"));
        return elements.toString();
    }

    /** Apache ECharts with the notice of its licence, of the version that is on the class path. */
    private static String library() {
        var properties = new Properties();
        try (InputStream in = ReportPage.class.getResourceAsStream("/META-INF/maven/org.webjars/echarts/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Html.resource(ReportPage.class,
                "/META-INF/resources/webjars/echarts/" + properties.getProperty("version") + "/echarts.min.js");
    }
}
