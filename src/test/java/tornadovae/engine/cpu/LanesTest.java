package tornadovae.engine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void paddingIsTheNextWholePanel() {
        for (int columns : new int[] {1, 3, 31, 33, 257, 784, 1024}) {
            int padded = Lanes.padColumns(columns);
            assertTrue(padded >= columns && padded - columns < Lanes.PANEL && padded % Lanes.PANEL == 0);
            assertEquals(padded, Lanes.panels(columns) * Lanes.PANEL);
        }
    }
}
