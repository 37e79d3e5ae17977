package tornadovae.reproduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tornadovae.results.CellResult;
import tornadovae.train.Checkpoint;
import tornadovae.train.FloatTensor;

/** All cells end with the same weights as the first, bit for bit. */
record WeightsEqual() implements Judgement {

    /** What a checkpoint holds besides weights and biases: the optimiser's memory, and the terms of an epoch that has begun. */
    private static final Pattern NO_PARAMETER = Pattern.compile("(adam|adagrad|unfinished)\\..*");

    @Override
    public String expected(Effort form) {
        return "no weight differs";
    }

    @Override
    public String tolerance(Effort form) {
        return "none: bit for bit";
    }

    @Override
    public Assessment judge(List<CellResult> cells, Effort form) {
        Map<String, FloatTensor> first = parameters(cells.getFirst());
        long all = first.values().stream().mapToLong(tensor -> tensor.values().length).sum();
        boolean within = all > 0 && cells.size() > 1;
        var got = new ArrayList<String>();
        for (CellResult cell : cells.subList(1, cells.size())) {
            Map<String, FloatTensor> other = parameters(cell);
            boolean alike = other.keySet().equals(first.keySet())
                    && other.keySet().stream().allMatch(name -> Arrays.equals(other.get(name).shape(), first.get(name).shape()));
            long different = alike ? first.keySet().stream()
                    .mapToLong(name -> different(first.get(name).values(), other.get(name).values())).sum() : all;
            within &= different == 0;
            got.add(name(cell) + ": " + different + " of " + all + " differ from " + name(cells.getFirst()));
        }
        return Assessment.of(within, expected(form), tolerance(form), String.join("; ", got));
    }

    private static String name(CellResult cell) {
        return cell.text("objective.name");
    }

    private static Map<String, FloatTensor> parameters(CellResult cell) {
        var parameters = new TreeMap<>(Checkpoint.read(cell.folder().model()).tensors());
        parameters.keySet().removeIf(name -> NO_PARAMETER.matcher(name).matches());
        return parameters;
    }

    private static long different(float[] a, float[] b) {
        long count = 0;
        for (int i = 0; i < a.length; i++) {
            if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) count++;
        }
        return count;
    }
}
