package tornadovae.graph;

import java.util.stream.Stream;

/** The records that are ops. */
public final class AllOps {

    private AllOps() {}

    public static Stream<Class<?>> classes() {
        return permitted(Op.class);
    }

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isInterface() ? Stream.of(type.getPermittedSubclasses()).flatMap(AllOps::permitted) : Stream.of(type);
    }
}
