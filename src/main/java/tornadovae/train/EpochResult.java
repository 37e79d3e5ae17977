package tornadovae.train;

/** How one replica came out of an epoch. */
public sealed interface EpochResult permits HistoryRow, Divergence {}
