package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;

class HistoryTest {

    private static final List<String> TERMS = List.of("nll", "kl", "total");
    private static final String HEADER = "epoch,step,train_nll,train_kl,train_total,test_nll,test_kl,test_total";

    private final History history = new History(TERMS, List.of(
            new HistoryRow(1, 600, List.of(150.1, 3.3, 1 / 3.0), -12.5, 1e-300, 1e17),
            new HistoryRow(2, 1200, List.of(149.0, 3.5, Math.PI), -13, 0, Double.MIN_VALUE)));

    @Test
    void numbersAreReadBackExactly() {
        assertEquals(history, History.parse(TERMS, history.csv(), "history"));
    }

    @Test
    void textHasAHeaderAndALineAnEpoch() {
        assertEquals("""
                epoch,step,train_nll,train_kl,train_total,test_nll,test_kl,test_total
                1,600,150.1,3.3,0.3333333333333333,-12.5,1.0E-300,1.0E17
                2,1200,149.0,3.5,3.141592653589793,-13.0,0.0,4.9E-324
                """, history.csv());
    }

    @Test
    void aPenaltyHasAColumnOfItsOwn() {
        var penalised = new History(List.of("nll", "kl", "mmd", "total"),
                List.of(new HistoryRow(1, 600, List.of(1.0, 2.0, -0.5, 2.5), 3, 4, 7)));
        assertEquals(
                "epoch,step,train_nll,train_kl,train_mmd,train_total,test_nll,test_kl,test_total\n1,600,1.0,2.0,-0.5,2.5,3.0,4.0,7.0\n",
                penalised.csv());
        assertEquals(penalised, History.parse(penalised.terms(), penalised.csv(), "history"));
    }

    @Test
    void badLinesAreNamed() {
        refused("epoch\n", "line 1: expected the header " + HEADER + ".");
        refused("", "line 1: expected the header " + HEADER + ".");
        refused(HEADER + "\n1,2,3\n", "line 2: expected 8 numbers, found '1,2,3'.");
        refused(HEADER + "\n1,2,3,4,5,6,7,x\n", "line 2: expected 8 numbers, found '1,2,3,4,5,6,7,x'.");
        refused(HEADER + "\n2,2,3,4,5,6,7,8\n", "line 2: expected epoch 1, found 2.");
    }

    private static void refused(String text, String reason) {
        assertEquals("bad.csv, " + reason,
                assertThrows(UserError.class, () -> History.parse(TERMS, text, "bad.csv")).getMessage());
    }
}
