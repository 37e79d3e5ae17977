package tornadovae.file.npy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tornadovae.UserError;

/**
 * What stands before the numbers of an array (NumPy, "numpy.lib.format", versions 1.0 to 3.0): magic, version, length, and a
 * Python dictionary with the keys descr, fortran_order and shape. The dictionary is parsed as text, never evaluated.
 *
 * @param type  of the numbers
 * @param order of their bytes
 * @param shape of the array, the last index fastest; empty for a single number
 * @param bytes of the header itself
 */
public record NpyHeader(NpyType type, ByteOrder order, List<Integer> shape, int bytes) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 10_000;      // as NumPy itself reads
    private static final int MOST_AXES = 32;        // as NumPy 1 allows
    private static final int ALIGNMENT = 64;
    private static final String ENTRY =
            "\\s*(?:'descr'\\s*:\\s*(?<descr>'[^']*'|\\[.*\\])|'fortran_order'\\s*:\\s*(?<order>True|False)"
                    + "|'shape'\\s*:\\s*\\((?<shape>[\\d,\\sL]*)\\))\\s*";
    private static final Pattern ENTRIES = Pattern.compile(ENTRY, Pattern.DOTALL);
    private static final Pattern SIZES = Pattern.compile("\\s*|\\s*\\d{1,19}L?\\s*(?:,\\s*\\d{1,19}L?\\s*){0,31},?\\s*");

    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /** Numbers in the array. */
    public long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** The first index, or 1 for a single number. */
    public int rows() {
        return shape.isEmpty() ? 1 : shape.getFirst();
    }

    /** Numbers for one value of the first index. */
    public long rowLength() {
        return shape.stream().skip(1).mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** As in {@code 60000×28×28}. */
    public String shapeText() {
        return shape.isEmpty() ? "a single number" : shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    /**
     * Reads a header and leaves the stream at the first number.
     *
     * @param what the array, as the sentence names it
     * @throws UserError for what is no array of numbers in C order
     * @throws EOFException where the stream ends within the header
     */
    static NpyHeader read(String what, DataInputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(start, MAGIC)) {
            throw new UserError(what + " does not start as an array of NumPy does (0x93 and NUMPY): it is none, or damaged; "
                    + "write it with numpy.save or numpy.savez.");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        if (version < 1 || version > 3) {
            throw new UserError(what + " has version " + version + " of NumPy's format, and 1 to 3 are read; write it again "
                    + "with numpy.save.");
        }
        long length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
        if (version > 1) length |= (long) Short.toUnsignedInt(Short.reverseBytes(in.readShort())) << 16;
        if (length > LONGEST) {
            throw new UserError(what + " has a header of " + length + " bytes, and at most " + LONGEST
                    + " are allowed: it is damaged, or no plain array.");
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) throw new EOFException();
        int bytes = MAGIC.length + 2 + (version > 1 ? 4 : 2) + text.length;
        return parse(what, new String(text, StandardCharsets.UTF_8), bytes);
    }

    private static NpyHeader parse(String what, String text, int bytes) {
        String dictionary = text.strip();
        if (!dictionary.startsWith("{") || !dictionary.endsWith("}")) throw damaged(what);
        String descr = null, order = null, shape = null;
        Matcher entry = ENTRIES.matcher(dictionary);
        int at = 1, end = dictionary.length() - 1;
        for (entry.region(at, end); at < end && entry.lookingAt(); entry.region(at, end)) {
            if (entry.group("descr") != null) descr = entry.group("descr");
            if (entry.group("order") != null) order = entry.group("order");
            if (entry.group("shape") != null) shape = entry.group("shape");
            at = entry.end();
            if (at < end && dictionary.charAt(at) == ',') at++;
        }
        if (!dictionary.substring(at, end).isBlank() || descr == null || order == null || shape == null) throw damaged(what);
        List<Integer> sizes = sizes(what, shape);
        // a single axis has no order, whatever the file says
        if (order.equals("True") && sizes.size() > 1) {
            throw new UserError(what + " is stored column by column (Fortran order), and only C order is read; write "
                    + "numpy.ascontiguousarray of it.");
        }
        return typed(what, descr, sizes, bytes);
    }

    private static NpyHeader typed(String what, String descr, List<Integer> shape, int bytes) {
        String code = descr.replace("'", "");
        if (descr.startsWith("[")) {
            throw new UserError(what + " is an array of records, and only plain numbers are read; write one array a field.");
        }
        if (code.endsWith("O")) {
            throw new UserError(what + " holds Python objects, which are not read since a pickle may run any code; write it as "
                    + "numbers, such as uint8 or float32.");
        }
        char sign = code.isEmpty() ? ' ' : code.charAt(0);
        NpyType type = "<>|=".indexOf(sign) < 0 ? null : NpyType.of(code.substring(1)).orElse(null);
        if (type == null || sign == '|' && type.bytes > 1) {
            throw new UserError(what + " has elements of type " + brief(descr) + ", and only bool, integers and float16 to "
                    + "float64 are read; convert it with astype.");
        }
        ByteOrder order = sign == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyHeader(type, order, shape, bytes);
    }

    private static List<Integer> sizes(String what, String text) {
        if (!SIZES.matcher(text).matches()) throw damaged(what);
        var sizes = new ArrayList<Integer>();
        long count = 1;
        for (String size : text.replace("L", "").split(",")) {
            if (size.isBlank()) continue;
            if (size.strip().length() > 10 || Long.parseLong(size.strip()) > Integer.MAX_VALUE) throw tooLarge(what, text);
            sizes.add(Integer.parseInt(size.strip()));
            if (sizes.getLast() > 0 && count > Long.MAX_VALUE / 8 / sizes.getLast()) throw tooLarge(what, text);
            count *= sizes.getLast();
        }
        if (sizes.size() > MOST_AXES) throw damaged(what);
        return sizes;
    }

    private static UserError tooLarge(String what, String shape) {
        return new UserError(what + " says it has the shape (" + brief(shape) + "), which no file can hold: it is damaged; get "
                + "it again.");
    }

    private static UserError damaged(String what) {
        return new UserError(what + " has a header that is not NumPy's {'descr': …, 'fortran_order': …, 'shape': …}: it is "
                + "damaged; get it again.");
    }

    private static String brief(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** The header that we write, version 1.0: its length is a multiple of 64, so that the numbers lie aligned. */
    static byte[] write(NpyType type, List<Integer> shape) {
        String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", ")) + (shape.size() == 1 ? "," : "");
        String text = "{'descr': '" + type.descr() + "', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int before = MAGIC.length + 4, all = (before + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = new byte[all];
        System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
        header[6] = 1;
        header[8] = (byte) (all - before);
        header[9] = (byte) (all - before >> 8);
        Arrays.fill(header, before, all - 1, (byte) ' ');
        header[all - 1] = '\n';
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, header, before, text.length());
        return header;
    }
}
