package tornadovae.cli.command;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tornadovae.UserError;
import tornadovae.file.TextFile;
import tornadovae.file.UserFile;

/**
 * Arguments that stand in files. {@code @FILE} is replaced by the words of that file, which blanks and line ends separate,
 * quotation marks hold together and # comments; {@code @@x} means the argument {@code @x}, and so does {@code @x} where there is
 * no file x. Picocli has the same rules, but reads whatever stands there.
 */
public final class ArgumentFiles {

    private static final int MOST_BYTES = 1 << 20;

    private ArgumentFiles() {}

    /** @throws UserError for what is there and is no text file, and for files that name each other in a circle */
    public static String[] expanded(String... arguments) {
        var expanded = new ArrayList<String>();
        for (String argument : arguments) expand(argument, expanded, Set.of());
        return expanded.toArray(String[]::new);
    }

    /** @param around the files in which the argument stands */
    private static void expand(String argument, List<String> into, Set<Path> around) {
        if (!argument.startsWith("@") || argument.length() == 1) {
            into.add(argument);
        } else if (argument.startsWith("@@")) {
            into.add(argument.substring(1));
        } else if (!isThere(argument.substring(1))) {
            into.add(argument);
        } else {
            Path file = Path.of(argument.substring(1));
            var inside = new TreeSet<>(around);
            if (!inside.add(file.toAbsolutePath().normalize())) {
                throw new UserError("The argument file " + file
                        + " names itself; take that line out of it.");
            }
            for (String word : words(file)) expand(word, into, inside);
        }
    }

    private static boolean isThere(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static List<String> words(Path file) {
        try {
            var tokens = new StreamTokenizer(new StringReader(TextFile.read(file, MOST_BYTES)));
            tokens.resetSyntax();
            tokens.wordChars(' ', 255);
            tokens.whitespaceChars(0, ' ');
            tokens.quoteChar('"');
            tokens.quoteChar('\'');
            tokens.commentChar('#');
            var words = new ArrayList<String>();
            while (tokens.nextToken() != StreamTokenizer.TT_EOF) words.add(tokens.sval);
            return words;
        } catch (CharacterCodingException e) {
            throw new UserError(file + " is not a text file in UTF-8; behind an @ give a file of arguments, or write @@ for an "
                    + "argument that begins with @.");
        } catch (IOException e) {
            throw UserFile.cannotRead(file, e, "behind an @ give a file of arguments, or write @@ for an argument that begins "
                    + "with @");
        }
    }
}
