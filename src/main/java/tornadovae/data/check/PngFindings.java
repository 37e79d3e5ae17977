package tornadovae.data.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is noticed of PNG pictures while they are read, which grey levels alone do not show any more. It belongs to one thread.
 */
public final class PngFindings {

    private static final int DEEP = 16;

    private final List<String> other = new ArrayList<>();
    private int pictures;
    private int hidden;
    private Path firstHidden;
    private boolean allDeep = true;
    private int largest;
    private Path brightest;

    /**
     * Takes a picture in.
     *
     * @param hidden  whether its colours are all alike, so that only its transparency shows something
     * @param bits    of a sample
     * @param largest of its samples
     */
    public void add(Path file, boolean hidden, int bits, int largest) {
        pictures++;
        if (hidden && this.hidden++ == 0) firstHidden = file;
        allDeep &= bits == DEEP;
        if (brightest == null || largest > this.largest) {
            this.largest = largest;
            brightest = file;
        }
    }

    /** Takes in what was noticed of the folder itself. */
    public void note(String sentence) {
        other.add(sentence);
    }

    /** Whether black pictures are no wonder. */
    boolean explainBlanks() {
        return hidden > 0;
    }

    /** Whether dark pictures are no wonder. */
    boolean explainRange() {
        return pictures > 0 && allDeep && largest > 0 && bits() < DEEP;
    }

    private int bits() {
        return 32 - Integer.numberOfLeadingZeros(largest);
    }

    List<String> sentences() {
        var found = new ArrayList<>(other);
        if (hidden > 0) {
            found.add(("%s shows nothing but by its transparency, as %d of %d pictures do, which is taken as black; put them "
                    + "on a white ground, for example with 'magick IN.png -background white -flatten OUT.png'.")
                    .formatted(firstHidden, hidden, pictures));
        }
        if (explainRange()) {
            found.add(("%s and the others have 16 bits a sample, of which %d are used: the largest is %d of 65535, so that all "
                    + "are dark; multiply each sample by %d.")
                    .formatted(brightest, bits(), largest, 1 << DEEP - bits()));
        }
        return found;
    }
}
