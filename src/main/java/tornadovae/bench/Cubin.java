package tornadovae.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** What {@code nvcc -cubin} writes: an ELF file of 64 bits, with a section of machine code for each kernel. */
record Cubin(int architecture, SequencedMap<String, byte[]> kernels) {

    private static final String CODE = ".text.";

    /** @throws IllegalArgumentException for what is no such file */
    static Cubin read(byte[] file) {
        var elf = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 64 || elf.getInt(0) != 0x464c457f || file[4] != 2) {
            throw new IllegalArgumentException("no ELF file of 64 bits");
        }
        int flags = elf.getInt(0x30), headers = Math.toIntExact(elf.getLong(0x28));
        int size = elf.getShort(0x3a), count = elf.getShort(0x3c),
                names = Math.toIntExact(elf.getLong(headers + elf.getShort(0x3e) * size + 0x18));
        var kernels = new LinkedHashMap<String, byte[]>();
        for (int at = headers; at < headers + count * size; at += size) {
            String name = text(file, names + elf.getInt(at));
            int from = Math.toIntExact(elf.getLong(at + 0x18)), length = Math.toIntExact(elf.getLong(at + 0x20));
            if (name.startsWith(CODE)) kernels.put(name.substring(CODE.length()), Arrays.copyOfRange(file, from, from + length));
        }
        // compute capability × 10: the lowest byte, from CUDA 13 on the next one
        return new Cubin((flags & 0xff) >= 0x32 ? flags & 0xff : flags >> 8 & 0xff, kernels);
    }

    private static String text(byte[] file, int from) {
        int end = from;
        while (file[end] != 0) end++;
        return new String(file, from, end - from, StandardCharsets.UTF_8);
    }
}
