package tornadovae.metric;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of a measure besides its values. {@link Measures} has all of them.
 *
 * @param key      its name in metrics.json and measures.json; {@code K} stands for a number of samples
 * @param title    what tables call it
 * @param noun     what sentences call it
 * @param symbol   the field's notation, as at an axis; the title where it has none
 * @param unit     such as {@code nats} (an image), or nothing
 * @param decimals that the value of one model is shown with
 * @param places   where it is shown besides files
 * @param sentence what it is
 * @param source   where it was defined, and how it is biased; may be empty
 */
public record Measure(String key, String title, String noun, String symbol, String unit, Better better, Group group, int decimals,
        Set<Place> places, String sentence, String source) {

    /** Which way is up. A rate or a total correlation is neither good nor bad: a model without information has the least. */
    public enum Better {
        LOWER, HIGHER, NEITHER
    }

    /** Two sides of a trade: what a model is worth as a density, with the rate of its code, and how the code orders factors. */
    public enum Group {
        LIKELIHOOD("likelihood and code"), DISENTANGLEMENT("disentanglement");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** The report's tables and charts, and the comparison of objectives. */
    public enum Place { REPORT, ABLATION }

    public Measure {
        if (!key.matches("[a-z0-9_]+(_K)?")) throw new IllegalArgumentException("a key is made of a-z, 0-9 and _, found " + key);
        if (title.isEmpty() || sentence.isEmpty()) throw new IllegalArgumentException(key + " needs a title and a sentence");
        places = Collections.unmodifiableSet(places.isEmpty() ? EnumSet.noneOf(Place.class) : EnumSet.copyOf(places));
    }

    /** A score without a unit of which more is better, with three decimals, shown everywhere; what differs is added. */
    static Builder score(String key, String title) {
        return new Builder(key, title);
    }

    /** A measure of the likelihood or the code, in nats per image with two decimals, of which neither side is better. */
    static Builder nats(String key, String title) {
        var builder = new Builder(key, title).unit("nats").better(Better.NEITHER).decimals(2);
        builder.group = Group.LIKELIHOOD;
        return builder;
    }

    /** As {@link #nats}, without a unit, and in files only. */
    static Builder detail(String key) {
        return nats(key, key.replace('_', ' ')).unit("").only();
    }

    /** Says one thing after the other by name. */
    static final class Builder {

        private final String key;
        private String title;
        private String noun;
        private String symbol;
        private String unit = "";
        private Better better = Better.HIGHER;
        private Group group = Group.DISENTANGLEMENT;
        private int decimals = 3;
        private Set<Place> places = EnumSet.allOf(Place.class);
        private String sentence = "";
        private String source = "";

        private Builder(String key, String title) {
            this.key = key;
            title(title);
        }

        Builder title(String title) {
            this.title = title;
            this.noun = title;
            return this;
        }

        Builder noun(String noun) {
            this.noun = noun;
            return this;
        }

        Builder symbol(String symbol) {
            this.symbol = symbol;
            return this;
        }

        Builder unit(String unit) {
            this.unit = unit;
            return this;
        }

        Builder better(Better better) {
            this.better = better;
            return this;
        }

        Builder decimals(int decimals) {
            this.decimals = decimals;
            return this;
        }

        /** In these places; none for files only. */
        Builder only(Place... places) {
            this.places = Set.of(places);
            return this;
        }

        Builder source(String source) {
            this.source = source;
            return this;
        }

        /** What it is, in a sentence or less. */
        Builder is(String sentence) {
            this.sentence = sentence;
            return this;
        }

        Measure build() {
            return new Measure(key, title, noun, symbol == null ? title : symbol, unit, better, group, decimals, places, sentence,
                    source);
        }
    }

    /** Whether one of two models that differ in it is better. */
    public boolean hasBetter() {
        return better != Better.NEITHER;
    }

    /** Means of counts are no counts. */
    public int decimalsOfMean() {
        return Math.max(1, decimals);
    }

    /** {@code nats of −ELBO}, {@code MIG}. */
    public String amount() {
        return unit.isEmpty() ? noun : unit + " of " + noun;
    }

    /** The measure of a family with so many samples: {@code iwae_50} of {@code iwae_K}. */
    Measure with(int samples) {
        String k = String.format(Locale.ROOT, "%d", samples);
        return new Measure(key.replaceFirst("K$", k), title.replaceFirst("K$", k), noun.replaceFirst("K$", k),
                symbol.replaceFirst("K$", k), unit, better, group, decimals, places, sentence, source);
    }
}
