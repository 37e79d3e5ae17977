package tornadovae.engine.cpu;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Pixels} a vector at a time; needs bytes for all lanes in one vector of at least 64 bits, so 8 lanes. */
final class VectorPixels implements Pixels {

    private static final VectorSpecies<Float> FLOATS = VectorMath.SPECIES;
    private static final VectorSpecies<Integer> INTEGERS = FLOATS.withLanes(int.class);
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Byte.SIZE * FLOATS.length()));
    private static final ScalarPixels TAIL = new ScalarPixels();
    private static final FloatVector LARGEST = FloatVector.broadcast(FLOATS, 255);

    @Override
    public void decode(byte[] from, int first, int count, float[] to, int at) {
        int whole = FLOATS.loopBound(count);
        for (int j = 0; j < whole; j += FLOATS.length()) {
            var integers =
                    (IntVector) ByteVector.fromArray(BYTES, from, first + j)
                            .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTEGERS, 0);
            var floats = (FloatVector) integers.convert(VectorOperators.I2F, 0);
            floats.div(LARGEST).intoArray(to, at + j);
        }
        TAIL.decode(from, first + whole, count - whole, to, at + whole);
    }
}
