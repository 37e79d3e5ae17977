package tornadovae.engine.cpu;

/** {@link Pairs} one float at a time. */
final class ScalarPairs implements Pairs {

    @Override
    public void addSquares(float value, float[] points, int at, float[] sum, int from, int to) {
        for (int j = from; j < to; j++) sum[j] += (value - points[at + j]) * (value - points[at + j]);
    }

    @Override
    public float imq(float[] distance, float[] constants, int from, int to) {
        float sum = 0;
        for (int j = from; j < to; j++) {
            for (float c : constants) sum += c / (c + distance[j]);
        }
        return sum;
    }

    @Override
    public void imqSlope(float[] distance, float[] constants, float[] scale, int from, int to) {
        for (int j = from; j < to; j++) {
            float slope = 0;
            for (float c : constants) slope -= c / ((c + distance[j]) * (c + distance[j]));
            distance[j] = scale[j] * slope;
        }
    }

    @Override
    public float rbf(float[] distance, float width, int from, int to) {
        float sum = 0;
        for (int j = from; j < to; j++) sum += ScalarMath.exp(-distance[j] / width);
        return sum;
    }

    @Override
    public void rbfSlope(float[] distance, float width, float[] scale, int from, int to) {
        for (int j = from; j < to; j++) distance[j] = -scale[j] / width * ScalarMath.exp(-distance[j] / width);
    }

    @Override
    public float pull(float value, float[] points, int at, float[] weight, int from, int to) {
        float sum = 0;
        for (int j = from; j < to; j++) sum += weight[j] * (value - points[at + j]);
        return sum;
    }

    @Override
    public void logNormals(float value, float[] mean, float[] precision, float[] offset, int at, float[] logQ, int q0,
            float[] joint, int from, int to) {
        for (int j = from; j < to; j++) {
            float difference = value - mean[at + j], log = offset[at + j] - 0.5f * precision[at + j] * difference * difference;
            logQ[q0 + j] = log;
            joint[j] += log;
        }
    }

    @Override
    public void logNormal(float mean, float precision, float offset, float[] points, int at, float[] logQ, int q0, float[] joint,
            int from, int to) {
        for (int j = from; j < to; j++) {
            float difference = points[at + j] - mean, log = offset - 0.5f * precision * difference * difference;
            logQ[q0 + j] = log;
            joint[j] += log;
        }
    }

    @Override
    public float max(float[] x, int x0, float[] y, int from, int to) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = from; j < to; j++) max = Math.max(max, x[x0 + j] + y[j]);
        return max;
    }

    @Override
    public float sumOfExponentials(float[] x, int x0, float[] y, float shift, int from, int to) {
        float sum = 0;
        for (int j = from; j < to; j++) sum += ScalarMath.exp(x[x0 + j] + y[j] - shift);
        return sum;
    }

    @Override
    public void exponentials(float[] x, float[] y, float[] shift, int at, int from, int to) {
        for (int j = from; j < to; j++) x[j] = ScalarMath.exp(x[j] + y[j] - shift[at + j]);
    }

    @Override
    public float pullOfDraw(float value, float[] mean, float[] precision, int at, float[] joint, float[] logQ, int q0,
            float[] logWeight, float shift, int from, int to) {
        float sum = 0;
        for (int j = from; j < to; j++) {
            float g = joint[j] - ScalarMath.exp(logQ[q0 + j] + logWeight[j] - shift);
            sum += g * (value - mean[at + j]) * precision[at + j];
        }
        return sum;
    }

    @Override
    public void pullOfCode(float mean, float precision, float[] points, float[] shift, int at, float[] joint, float[] logQ,
            int q0, float[] logWeight, float[] upstream, float[] sums, int from, int to) {
        float first = 0, second = 0;
        for (int j = from; j < to; j++) {
            float g = upstream[j] * (joint[j] - ScalarMath.exp(logQ[q0 + j] + logWeight[j] - shift[at + j])),
                    difference = points[at + j] - mean;
            first += g * difference * precision;
            second += 0.5f * g * (difference * difference * precision - 1);
        }
        sums[0] += first;
        sums[1] += second;
    }
}
