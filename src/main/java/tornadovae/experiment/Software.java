package tornadovae.experiment;

/**
 * What computed a result.
 *
 * @param version   of tornado-vae
 * @param commit    of its source, or {@code unknown}
 * @param tornadoVm the version of TornadoVM in use, or {@code none}
 */
public record Software(String version, String commit, String tornadoVm) {}
