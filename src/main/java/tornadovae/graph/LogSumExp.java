package tornadovae.graph;

import java.util.List;

/**
 * Takes one more value into log Σ_k e^{v_k}, a row a sum, in constant memory and without overflow: with m' = max(m, v), s' = s
 * e^{m − m'} + e^{v − m'} and q' = q e^{2(m − m')} + e^{2(v − m')}. Where count = 0 it begins anew: m' = v, s' = q' = 1, whatever
 * stood there before. After K values log Σ_k e^{v_k} = m + log s, and (Σ_k w_k)² / Σ_k w_k² = s² / q for w = e^v. A NaN stays.
 *
 * <p>In float32 s loses what is smaller than 2⁻²⁴ s at every step, so after K values log s is wrong by at most K 2⁻²⁴, 3·10⁻⁴
 * nats for K = 5000, and by about √K 2⁻²⁵ where roundings go either way. That is below the spread of any estimate from K samples.
 * It has no adjoint.
 *
 * @param value [B, 1]: v
 * @param count [1, 1] integer: values taken before
 * @param max [B, 1]: m
 * @param sum [B, 1]: s = Σ_k e^{v_k − m}
 * @param squares [B, 1]: q = Σ_k e^{2(v_k − m)}
 */
public record LogSumExp(Tensor value, Tensor count, Tensor max, Tensor sum, Tensor squares) implements Op {

    public LogSumExp {
        value.require("the value", value.rows(), 1);
        count.require("the count", 1, 1);
        for (Tensor t : List.of(max, sum, squares)) t.requireShapeOf(value, "a running sum");
    }

    @Override
    public List<Tensor> reads() { return List.of(value, count, max, sum, squares); }

    @Override
    public List<Tensor> writes() { return List.of(max, sum, squares); }

    @Override
    public long flops() { return 10L * value.size(); }
}
