package tornadovae;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word a user meant. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * The allowed word with the fewest typing errors, at most one for every three letters of the longer word; the first one wins
     * a tie.
     */
    public static Optional<String> closest(String word, Collection<String> allowed) {
        return allowed.stream()
                .filter(candidate -> 3 * Math.abs(word.length() - candidate.length()) <= Math.max(word.length(),
                        candidate.length())) // no fewer errors than that
                .filter(candidate -> 3 * distance(word, candidate) <= Math.max(word.length(), candidate.length()))
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
    }

    /** For the end of a sentence: {@code "; did you mean --latent?"}, or a full stop. */
    public static String ending(String word, Collection<String> allowed) {
        return closest(word, allowed).map(candidate -> "; did you mean " + candidate + "?").orElse(".");
    }

    /**
     * Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other (optimal string
     * alignment), upper and lower case alike.
     */
    static int distance(String from, String to) {
        var a = from.toLowerCase(Locale.ROOT);
        var b = to.toLowerCase(Locale.ROOT);
        var d = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                // d(i,j) = min(d(i−1,j) + 1, d(i,j−1) + 1, d(i−1,j−1) + [aᵢ ≠ bⱼ], d(i−2,j−2) + 1 for a swap)
                var replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
