package tornadovae.graph;

import java.util.List;
import java.util.stream.Stream;

/** An op that takes a parameter a step further, by its gradient and by what is remembered of earlier ones. */
public sealed interface OptimiserStep extends Op permits Adam, Adagrad {

    /** The parameter. */
    Tensor w();

    /** ∂loss/∂w, in the shape of w. */
    Tensor g();

    /** [1, 1]. */
    Tensor learningRate();

    /** What is remembered of earlier gradients, each in the shape of w; sums or means of squares last. */
    List<Tensor> state();

    /** What steps have in common that may be taken together: steps with equal lists follow one rule. */
    List<Object> rule();

    @Override
    default List<Tensor> writes() {
        return Stream.concat(Stream.of(w()), state().stream()).toList();
    }
}
