package tornadovae.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tornadovae.UserError;
import tornadovae.manifold.Picture;

class ImageTableTest {

    private static List<Picture> images(int count) {
        return Collections.nCopies(count, new Picture(4, 3, 1, new byte[12]));
    }

    private static RecordingCanvas drawn(Figure figure) {
        var canvas = new RecordingCanvas();
        figure.draw(canvas);
        var paper = new Rectangle2D.Double(-1e-9, -1e-9, figure.width() + 2e-9, figure.height() + 2e-9);
        for (var text : canvas.texts) {
            assertTrue(paper.contains(text.bounds()), text.text() + " at " + text.bounds() + " on " + paper);
        }
        for (var image : canvas.images) assertTrue(paper.contains(image), image + " on " + paper);
        for (int i = 0; i < canvas.images.size(); i++) {
            for (int j = 0; j < i; j++) assertTrue(canvas.images.get(i).createIntersection(canvas.images.get(j)).isEmpty());
        }
        return canvas;
    }

    private static List<String> said(RecordingCanvas canvas) {
        return canvas.texts.stream().map(RecordingCanvas.Text::text).toList();
    }

    @Test
    void imagesKeepTheirShapeAndFillTheWidth() {
        var canvas = drawn(ImageTable.samples(200, images(9), 3, false));
        assertEquals(9, canvas.images.size());
        for (var image : canvas.images) assertEquals(4 / 3.0, image.getWidth() / image.getHeight(), 1e-9);
        assertEquals(0, canvas.images.getFirst().getMinX());
        assertEquals(200, canvas.images.getLast().getMaxX(), 1e-9);
    }

    @Test
    void anOutputStandsBelowItsInput() {
        var pair = List.of(new Picture(1, 1, 1, new byte[] {1}), new Picture(1, 1, 1, new byte[] {2}));
        var canvas = drawn(
                ImageTable.reconstructions(200, IntStream.range(0, 14).mapToObj(i -> pair.get(i % 2)).toList(), 5, true, true));
        assertEquals(List.of("input", "output", "input", "output"), said(canvas));
        assertEquals(14, canvas.images.size());
        var first = canvas.images.get(0);
        var below = canvas.images.get(5);
        assertEquals(first.getMinX(), below.getMinX());
        assertTrue(below.getMinY() > first.getMaxY());
        assertTrue(canvas.images.get(10).getMinY() - below.getMaxY() > 2 * (below.getMinY() - first.getMaxY()),
                "a wider gap between the pairs");
    }

    @Test
    void traversalsNameTheirDimensionsAndValues() {
        assertEquals(List.of("z₁", "z₂", "−3", "−1.5", "0", "1.5", "3", "value of the dimension"),
                said(drawn(ImageTable.traversals(200, images(10), 5, true, false))));
        assertEquals(List.of("z₁", "−3", "0", "3", "value of the dimension"),
                said(drawn(ImageTable.traversals(100, images(31), 31, true, false))), "where there is little room");
        assertEquals(List.of(), said(drawn(ImageTable.traversals(200, images(10), 5, false, false))));
    }

    @Test
    void growthIsShownAtAFewEpochsMostOfThemEarly() {
        var growth = new Growth(images(50), IntStream.rangeClosed(1, 50).boxed().toList());
        assertEquals(List.of(1, 3, 7, 19, 50), growth.thinned(5).epochs());
        assertEquals(List.of(1, 2, 3), new Growth(images(3), List.of(1, 2, 3)).thinned(10).epochs());
        assertEquals(List.of("epoch 1", "epoch 3", "epoch 7", "epoch 19", "epoch 50"),
                said(drawn(ImageTable.growth(200, growth.thinned(5).frames(), growth.thinned(5).epochs(), true))));
    }

    @Test
    void tooManyImagesForTheWidthAreRefused() {
        assertEquals("A figure of this --width has no room for 200 images in a row; make it wider, or ask for fewer images.",
                assertThrows(UserError.class, () -> ImageTable.samples(60, images(200), 200, false)).getMessage());
    }
}
