package tornadovae.manifold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tornadovae.UserError;

class SheetTest {

    private static final Picture A = flat(0xA), B = flat(0xB), C = flat(0xC), D = flat(0xD), E = flat(0xE);

    @Test
    void aSeamlessSheetIsFilledByRowsFromTheTopLeft() {
        assertEquals("""
                aabb
                ccdd
                """, text(Sheet.seamless(2).draw(List.of(A, B, C, D))));
    }

    @Test
    void gapsAndAShortLastRowShowTheBackground() {
        assertEquals("""
                .......
                .aa.bb.
                .......
                .cc....
                .......
                """, text(Sheet.spaced(2, 1, 255).draw(List.of(A, B, C))));
    }

    @Test
    void pairsStandApart() {
        var sheet = Sheet.pairs(2, 1, 255);
        assertEquals("""
                .................
                .aa.bb.....cc.dd.
                .................
                """, text(sheet.draw(Sheet.beside(List.of(A, C), List.of(B, D)))));
        assertEquals("""
                .................
                .aa.bb.....cc.dd.
                .................
                .ee.aa...........
                .................
                """, text(sheet.draw(Sheet.beside(List.of(A, C, E), List.of(B, D, A)))));
    }

    @Test
    void picturesAreNotTurnedOrMirrored() {
        var corners = new Picture(2, 2, 1, new byte[] {1, 2, 3, 4});
        assertEquals("""
                1212
                3434
                """, text(Sheet.seamless(2).draw(List.of(corners, corners))));
    }

    @Test
    void coloursSurvive() {
        var red = new Picture(1, 1, 3, new byte[] {9, 0, 1});
        var blue = new Picture(1, 1, 3, new byte[] {2, 3, 8});
        Picture sheet = Sheet.spaced(2, 1, 7).draw(List.of(red, blue));
        assertEquals(5, sheet.width());
        assertEquals(List.of(7, 9, 7, 2, 7),
                List.of(sheet.at(0, 1, 0), sheet.at(1, 1, 0), sheet.at(2, 1, 0), sheet.at(3, 1, 0), sheet.at(4, 1, 0)));
        assertEquals(List.of(7, 1, 7, 8, 7),
                List.of(sheet.at(0, 1, 2), sheet.at(1, 1, 2), sheet.at(2, 1, 2), sheet.at(3, 1, 2), sheet.at(4, 1, 2)));
    }

    @Test
    void mistakesAreRefused() {
        assertEquals("A sheet needs at least one column, found 0.", message(() -> Sheet.seamless(0)));
        assertEquals("The gap between pictures is 0 or more pixels, found -1.", message(() -> Sheet.spaced(1, -1, 0)));
        assertEquals("The background of a sheet is 0 (black) to 255 (white), found 256.", message(() -> Sheet.spaced(1, 1, 256)));
        assertEquals("A sheet needs at least one picture, found none.", message(() -> Sheet.seamless(1).draw(List.of())));
        assertThrows(IllegalArgumentException.class, () -> Sheet.seamless(1).draw(List.of(A, new Picture(1, 1, 1, new byte[1]))));
        assertThrows(IllegalArgumentException.class, () -> Sheet.beside(List.of(A), List.of()));
        assertEquals("A picture of 100002 × 100001 pixels is too large (at most 268435456 pixels); "
                + "choose a smaller grid, fewer images or a smaller scale.",
                message(() -> Sheet.spaced(1, 50_000, 0).draw(List.of(A))));
    }

    private static String message(Executable mistake) {
        return assertThrows(UserError.class, mistake).getMessage();
    }

    /** Two pixels by one of a value that {@link #text} writes as one hexadecimal digit. */
    private static Picture flat(int value) {
        return new Picture(2, 1, 1, new byte[] {(byte) value, (byte) value});
    }

    private static String text(Picture picture) {
        var text = new StringBuilder();
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                text.append(picture.at(x, y, 0) == 255 ? "." : Integer.toHexString(picture.at(x, y, 0)));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
