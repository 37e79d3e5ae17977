package tornadovae.engine.cpu;

/**
 * From a forward panel, where an input holds {@link Lanes#PANEL} consecutive outputs, to the backward panels, where an output
 * holds PANEL consecutive inputs:
 *
 * <pre>Q[q0 + (i / PANEL)·qPanel + o·PANEL + i % PANEL] = P[p0 + i·PANEL + o]      0 ≤ i &lt; inputs, 0 ≤ o &lt; PANEL</pre>
 *
 * The backward panel of the last inputs is filled up with zeros. All backward panels of a layer are
 * Q[panels(inputs)][padColumns(outputs)][PANEL]: qPanel is padColumns(outputs)·PANEL, and forward panel number p goes to q0 =
 * p·PANEL·PANEL.
 */
public sealed interface PanelTransposition permits VectorTransposition, ScalarTransposition {

    void transpose(float[] p, int p0, int inputs, float[] q, int q0, int qPanel);
}
