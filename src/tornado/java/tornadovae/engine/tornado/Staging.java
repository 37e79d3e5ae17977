package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.annotations.Parallel;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * How the host changes some numbers of an array that lives on the device: they travel in a small array of their own, and a kernel
 * puts them in place. An array that kernels write to cannot be uploaded again without losing what they wrote.
 *
 * @param numbers what travels
 * @param place where it goes: first index, how many
 */
record Staging(FloatArray numbers, IntArray integers, IntArray place) {

    private static final int PLACE = 2;

    static Staging ofFloats(int capacity) {
        return new Staging(new FloatArray(capacity), null, new IntArray(PLACE));
    }

    static Staging ofIntegers(int capacity) {
        return new Staging(null, new IntArray(capacity), new IntArray(PLACE));
    }

    static void putFloats(FloatArray f, FloatArray numbers, IntArray place, int capacity) {
        for (@Parallel
        int e = 0; e < capacity; e++) {
            if (e < place.get(1)) f.set(place.get(0) + e, numbers.get(e));
        }
    }

    static void putIntegers(IntArray s, IntArray numbers, IntArray place, int capacity) {
        for (@Parallel
        int e = 0; e < capacity; e++) {
            if (e < place.get(1)) s.set(place.get(0) + e, numbers.get(e));
        }
    }

    /**
     * The first task of a session: floats become 0. Every array that is to stay on the device must be an argument of some task,
     * or it gets no memory there.
     */
    static void clear(FloatArray f, IntArray s, int size) {
        for (@Parallel
        int e = 0; e < size; e++) {
            f.set(e, 0f);
            if (e == 0) s.set(Launches.COUNTER, 0);
        }
    }

    /** Gives a data set its memory, see {@link #clear}. */
    static void keep(IntArray images, IntArray s) {
        for (@Parallel
        int e = 0; e < 1; e++) {
            s.set(Launches.COUNTER, 0 * images.get(e));
        }
    }
}
