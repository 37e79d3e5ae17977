package tornadovae.engine.tornado;

import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Counts the kernels that really ran. A driver that refuses a launch only prints so, and TornadoVM goes on with what was there
 * before.
 */
final class Launches {

    /** Where among the integers the distance from a replica to the next lies. */
    static final int REPLICA = 0;

    /** Where the count lies among the integers. */
    static final int COUNTER = 1;

    /** Integers before all others. */
    static final int SIZE = 2;

    private Launches() {}

    /** Called by every work item; the first one counts. */
    static void count(IntArray s, int item) {
        if (item == 0) s.set(COUNTER, s.get(COUNTER) + 1);
    }
}
