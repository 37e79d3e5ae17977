package tornadovae.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import tornadovae.UserError;

/** Where results are printed. Java's own stream loses results that a full disk did not take; this one remembers why. */
public final class StandardOutput extends FilterOutputStream {

    private volatile IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    /** The process's own. */
    public static StandardOutput ofThisProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    public PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(this, System.out.charset()), true);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * The exit code of a command that would end with {@code code}. A reader that has seen enough, such as {@code head}, is no
     * failure.
     */
    public int exitCode(int code, PrintWriter err) {
        if (failure == null || String.valueOf(failure.getMessage()).contains("Broken pipe")) return code;
        err.println("tornado-vae: Cannot write to standard output: " + UserError.reason(failure)
                + "; what was to be printed is not whole.");
        err.flush();
        return code == 0 ? 1 : code;
    }
}
