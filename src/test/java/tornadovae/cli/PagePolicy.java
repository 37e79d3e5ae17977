package tornadovae.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The policy in the head of a page that is a file. */
public final class PagePolicy {

    private static final Pattern POLICY = Pattern.compile("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">");
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    private PagePolicy() {}

    /** The page's scripts are those that its policy names by their hashes, in this order, and nothing else can run. */
    public static void requireOwnScriptsOnly(String html) throws Exception {
        var policy = POLICY.matcher(html);
        assertTrue(policy.find());
        String allowed = policy.group(1);
        assertTrue(allowed.startsWith("default-src 'none'; script-src 'sha256-"), allowed);
        assertTrue(allowed.contains("base-uri 'none'; form-action 'none'"), allowed);
        List<String> scripts = SCRIPT.matcher(html).results().map(found -> found.group(1)).toList();
        assertFalse(scripts.isEmpty());
        var hashes = new StringBuilder("script-src");
        for (String script : scripts) {
            hashes.append(" 'sha256-").append(Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256")
                    .digest(script.getBytes(StandardCharsets.UTF_8)))).append("'");
        }
        assertEquals(hashes.toString(), allowed.replaceFirst(".*(script-src[^;]*);.*", "$1"));
        assertFalse(Pattern.compile("<script(?! type=\"(application/json|text/plain)\")[^>]").matcher(html).find(),
                "a script without a hash");
    }
}
