package tornadovae.report;

/** Small things about sentences. */
final class Texts {

    private Texts() {}

    /** With a capital first letter, unless it begins with a name such as {@code beta-vae}. */
    static String capital(String text) {
        if (text.isEmpty() || !text.startsWith("the ")) return text;
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** As a part of an id: a-z, 0-9 and -. */
    static String slug(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
