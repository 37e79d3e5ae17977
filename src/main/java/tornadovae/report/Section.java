package tornadovae.report;

import java.util.List;

/**
 * A part of the page that is made elsewhere. Its scripts run inside the page's own, before it is drawn, and register what draws
 * it: {@code sections.<id> = (element, data) => …}, which is called with the part's element and its data when it first comes near
 * the screen.
 *
 * @param id of the element, made of a-z
 * @param heading of the part
 * @param lead a sentence below the heading; may be empty
 * @param data what Jackson can write as JSON
 * @param scripts texts of JavaScript files, in order
 * @param styles texts of style sheets
 */
public record Section(String id, String heading, String lead, Object data, List<String> scripts, List<String> styles) {

    public Section {
        scripts = List.copyOf(scripts);
        styles = List.copyOf(styles);
        if (!id.matches("[a-z]+")) throw new IllegalArgumentException("a section's id is made of a-z, found " + id);
    }
}
