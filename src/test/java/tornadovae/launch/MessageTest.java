package tornadovae.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    static Stream<Message> messages() {
        return Stream.of(new Message.Ready(), new Message.Images(1_000_000_000_000L),
                new Message.Epoch(3, 20, 101.25, Double.NaN), new Message.Finished("seed-1_00000000"),
                new Message.Failed("seed-1_00000000", "the disk is full; free some space."),
                new Message.Elsewhere("seed-1_00000000", "process 3 on node7 (Slurm job 12)"),
                new Message.GoesBack("seed-1_00000000", "it was damaged."), new Message.Done());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatAWorkerSaysIsUnderstood(Message message) {
        assertEquals(Optional.of(message), Message.parse(message.line()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "images", "images x", "epoch 1 2", "failed", "failed cell", "[driver] ready", "epoch 1 2 x y",
            "#worker images x", "#worker failed cell", "#worker epoch 1 2", "#worker", "#worker nonsense"})
    void whatADriverPrintsIsNoMessage(String line) {
        assertEquals(Optional.empty(), Message.parse(line));
    }

    @Test
    void halfALineOfADriverBeforeAMessageDoesNotHideIt() {
        assertEquals(Optional.of(new Message.Done()), Message.parse("compiling … " + new Message.Done().line()));
    }

    @Test
    void aMessageIsOneLineWhateverItsReason() {
        assertEquals("#worker failed a one two", new Message.Failed("a", "one\ntwo").line());
    }
}
