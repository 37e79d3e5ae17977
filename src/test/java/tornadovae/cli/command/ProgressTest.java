package tornadovae.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final String WIPE = "\r\033[K";

    private final StringWriter written = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void plainLinesComeAtEveryTenthAndAtTheEnd() {
        try (var progress = start(Progress.Style.LINES, 1000)) {
            for (var done = 1; done <= 1000; done++) {
                passSeconds(0.02);
                progress.note("-ELBO " + (2000 - done));
                progress.advanceTo(done);
            }
        }
        var lines = written.toString().lines().toList();
        assertEquals(10, lines.size());
        assertEquals("training   10 %  100/1000 images  50 images/s  0:18 left  -ELBO 1900", lines.getFirst());
        assertEquals("training  all of 1000 images in 0:20, 50 images/s, -ELBO 1000", lines.getLast());
    }

    @Test
    void slowWorkStillSaysALineEveryTenSeconds() {
        try (var progress = start(Progress.Style.LINES, 1000)) {
            for (var done = 1; done <= 60; done++) {
                passSeconds(1);
                progress.advanceTo(done);
            }
            assertEquals(6, written.toString().lines().count());
        }
    }

    @Test
    void shortWorkSaysOneLine() {
        try (var progress = start(Progress.Style.LINES, 10)) {
            for (var done = 1; done <= 10; done++) {
                passSeconds(0.05);
                progress.advanceTo(done);
            }
        }
        assertEquals(List.of("training  all of 10 images in 0:01, 20 images/s"), written.toString().lines().toList());
    }

    @Test
    void barIsRedrawnAtMostTenTimesASecondAndWipedAtTheEnd() {
        try (var progress = start(Progress.Style.BAR, 1000)) {
            for (var done = 1; done <= 1000; done++) {
                passSeconds(0.001);
                progress.advanceTo(done);
            }
        }
        var redraws = written.toString().split("\r", -1).length - 2;
        assertTrue(redraws >= 9 && redraws <= 11, "redraws: " + redraws);
        assertTrue(written.toString().endsWith(WIPE));
        assertTrue(!written.toString().contains("\n"));
    }

    @Test
    void lineThatStaysIsPrintedAboveTheBar() {
        try (var progress = start(Progress.Style.BAR, 4)) {
            progress.advanceTo(1);
            progress.say("epoch 1");
        }
        assertTrue(written.toString().contains(WIPE + "epoch 1\n" + WIPE + "training  "), written.toString());
    }

    @Test
    void resumedWorkDoesNotCountInTheRate() {
        try (var progress = start(Progress.Style.LINES, 1000)) {
            progress.resumeAt(900);
            passSeconds(10);
            progress.advanceTo(950);
        }
        assertEquals(List.of("training   95 %  950/1000 images  5.00 images/s  0:10 left",
                "training  950 of 1000 images in 0:10, 5.00 images/s"),
                written.toString().lines().toList());
    }

    @Test
    void nothingIsWrittenInSilence() {
        try (var progress = Progress.silent()) {
            progress.advanceTo(1);
            progress.note("x");
            progress.say("y");
        }
        assertEquals("", written.toString());
    }

    @Test
    void barFillsTheTerminalsWidthInEighths() {
        var text = new ProgressText("training", 160, "images", true);
        assertEquals("training  █████░░░░░   50 %  80/160 images", text.bar(80, 0, "", 42));
        assertEquals("training  █████▏░░░░   51 %  82/160 images", text.bar(82, 0, "", 42));
        assertEquals("training  ██████████  100 %  160/160 images", text.bar(160, 0, "", 43));
        assertEquals("training  #####-----   50 %  80/160 images",
                new ProgressText("training", 160, "images", false).bar(80, 0, "", 42));
    }

    @Test
    void narrowTerminalLosesTheBarFirst() {
        var text = new ProgressText("training", 160, "images", true);
        assertEquals("training   50 %  80/160 images", text.bar(80, 0, "", 35));
        assertEquals("training   50 %  80/", text.bar(80, 0, "", 20));
        for (var columns = 0; columns < 120; columns++) {
            assertTrue(text.bar(80, 123456, "-ELBO 152.3", columns).length() <= columns);
        }
    }

    @Test
    void durationsReadLikeAClock() {
        assertEquals(List.of("0:00", "0:07", "12:30", "1:00:00", "27:46:40"),
                List.of(0.2, 7.0, 750.0, 3599.9, 100_000.0).stream().map(ProgressText::duration).toList());
    }

    private Progress start(Progress.Style style, long total) {
        return new Progress(new PrintWriter(written), style, 80, clock::get, new ProgressText("training", total, "images", true));
    }

    private void passSeconds(double seconds) {
        clock.addAndGet(Math.round(seconds * 1e9));
    }
}
