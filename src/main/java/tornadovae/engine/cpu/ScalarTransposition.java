package tornadovae.engine.cpu;

/** {@link PanelTransposition} one float at a time. */
final class ScalarTransposition implements PanelTransposition {

    @Override
    public void transpose(float[] p, int p0, int inputs, float[] q, int q0, int qPanel) {
        for (int i = 0, panel = q0; i < inputs; i += Lanes.PANEL, panel += qPanel) {
            block(p, p0 + i * Lanes.PANEL, Math.min(Lanes.PANEL, inputs - i), q, panel, 0, Lanes.PANEL);
        }
    }

    /** Inputs 0 … present − 1 of a backward panel at q0, zeros up to {@code width}, beginning with input {@code first}. */
    static void block(float[] p, int p0, int present, float[] q, int q0, int first, int width) {
        for (int o = 0; o < Lanes.PANEL; o++) {
            for (int i = first; i < width; i++) {
                q[q0 + o * Lanes.PANEL + i] = i < present ? p[p0 + i * Lanes.PANEL + o] : 0;
            }
        }
    }
}
