package tornadovae.figure;

/** Something that can be drawn on paper and knows its size; in points (1/72 inch). */
public interface Figure {

    double width();

    double height();

    /** Draws it on a canvas of its size. */
    void draw(Canvas canvas);
}
