package tornadovae.data.check;

import tornadovae.data.Dataset;
import tornadovae.data.Part;

/** The training or the test half of a data set. */
enum Half {
    TRAIN("training"), TEST("test");

    /** As it stands before "images". */
    final String word;

    Half(String word) {
        this.word = word;
    }

    Part of(Dataset data) {
        return this == TRAIN ? data.train() : data.test();
    }
}
