package tornadovae.data.source;

import java.net.URI;
import java.util.List;

/**
 * A file of a published set as it is published, packed or not.
 *
 * @param name    of the file
 * @param size    bytes, or 0 where they are not known
 * @param sha256  of the file, or null where no checksum of it is published: then it is not downloaded but must be handed in
 * @param sources addresses of it, the official one first
 */
record KnownFile(String name, long size, String sha256, List<URI> sources) {

    /** A file with a published checksum. */
    static KnownFile checked(String name, long size, String sha256, String... sources) {
        return new KnownFile(name, size, sha256, List.of(sources).stream().map(URI::create).toList());
    }

    /** A file that a user gets for himself. */
    static KnownFile handedIn(String name, String source) {
        return new KnownFile(name, 0, null, List.of(URI.create(source)));
    }

    PublishedFile published() {
        return new PublishedFile(name, size, sha256, true);
    }
}
