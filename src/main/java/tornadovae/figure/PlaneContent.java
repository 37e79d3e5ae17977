package tornadovae.figure;

import java.awt.geom.Rectangle2D;

/** What is drawn on the latent plane. */
interface PlaneContent {
    void draw(Canvas canvas, Rectangle2D area);
}
