package tornadovae.experiment.store;

/**
 * What computed a result.
 *
 * @param version of tornado-vae
 * @param commit  of its source, or {@code unknown}
 */
public record Software(String version, String commit) {}
