package tornadovae.manifold.atlas;

/** How sentences and charts call a latent dimension: z₁ is dimension 0. */
public final class LatentName {

    private LatentName() {}

    public static String of(int dimension) {
        var name = new StringBuilder("z");
        for (char digit : String.valueOf(dimension + 1).toCharArray()) name.append((char) ('₀' + digit - '0'));
        return name.toString();
    }
}
