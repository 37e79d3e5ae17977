package tornadovae.figure;

import java.awt.geom.Rectangle2D;

/** What the colours of a figure of the latent plane mean. */
interface PlaneKey {

    PlaneKey NONE = new PlaneKey() {
        @Override
        public double beside() {
            return 0;
        }

        @Override
        public double below(double width) {
            return 0;
        }

        @Override
        public void draw(Canvas canvas, Rectangle2D room) {}
    };

    /** The width that it takes at the right of the plane; 0 for one below. */
    double beside();

    /** The height that it takes below the axes of a figure of this width; 0 for one beside. */
    double below(double width);

    /** Draws it: beside the plane in a room of its height, or below in a room of the figure's width. */
    void draw(Canvas canvas, Rectangle2D room);
}
