package tornadovae.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tornadovae.UserError;

class SafeTensorsTest {

    @TempDir
    Path folder;
    Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("model.safetensors");
    }

    private static Checkpoint checkpoint() {
        return new Checkpoint("this run", Map.of(Checkpoint.VERSION, "1", Checkpoint.STEP, "12", "note", "größer \"β\"\n"),
                Map.of("encoder.mu.weight",
                        new FloatTensor(new int[] {2, 3},
                                new float[] {1, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 6}),
                        "encoder.mu.bias", FloatTensor.of(7, 8), "empty", FloatTensor.of(), "number",
                        new FloatTensor(new int[] {}, new float[] {9})));
    }

    @Test
    void everyBitComesBack() {
        checkpoint().write(file);
        Checkpoint back = Checkpoint.read(file);
        assertEquals(checkpoint().metadata(), back.metadata());
        assertEquals(checkpoint().tensors().keySet(), back.tensors().keySet());
        checkpoint().tensors().forEach((name, tensor) -> {
            assertArrayEquals(tensor.shape(), back.tensors().get(name).shape(), name);
            assertArrayEquals(bits(tensor.values()), bits(back.tensors().get(name).values()), name);
        });
    }

    @Test
    void tensorsLongerThanTheBufferComeBack() {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) values[i] = i;
        new Checkpoint("this run", checkpoint().metadata(), Map.of("long", FloatTensor.of(values))).write(file);
        assertArrayEquals(values, Checkpoint.read(file).values("long", values.length));
    }

    @Test
    void equalContentsGiveEqualBytes() throws IOException {
        checkpoint().write(file);
        byte[] first = Files.readAllBytes(file);
        Checkpoint.read(file).write(file);
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void layoutIsWhatOtherProgramsExpect() throws IOException {
        checkpoint().write(file);
        byte[] bytes = Files.readAllBytes(file);
        int headerLength = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, headerLength % 8);
        assertEquals('{', bytes[8]);
        String header = new String(bytes, 8, headerLength, StandardCharsets.UTF_8);
        assertEquals("\"encoder.mu.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]}",
                header.substring(header.indexOf("\"encoder.mu.weight"), header.indexOf("},\"number") + 1));
        assertEquals(7, ByteBuffer.wrap(bytes, 8 + headerLength, 4).order(ByteOrder.LITTLE_ENDIAN).getFloat());
        assertEquals(8 + headerLength + 36, bytes.length);
    }

    @Test
    void everyFlippedBitIsRefused() throws IOException {
        checkpoint().write(file);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << i % 8);
            Files.write(file, bad);
            int at = i;
            UserError error = assertThrows(UserError.class, () -> Checkpoint.read(file), () -> "bit of byte " + at);
            assertFalse(error.getMessage().contains("\n"), error.getMessage());
            assertEquals(2, error.exitCode);
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        checkpoint().write(file);
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            String message = assertThrows(UserError.class, () -> Checkpoint.read(file)).getMessage();
            assertEquals(file + " cannot be read: it is truncated", message.substring(0, message.indexOf("truncated") + 9));
        }
    }

    @Test
    void damagedNumbersAreNamedAsSuch() throws IOException {
        checkpoint().write(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        refused("its checksum does not match its contents, so it was damaged after it was written.");
    }

    /** 1, −2 and the smallest number above 1 that each of them has, with a checksum as ours. */
    @ParameterizedTest
    @CsvSource({"F16, 3c00 c000 3c01, 1.0009765625", "BF16, 3f80 c000 3f81, 1.0078125"})
    void halfPrecisionIsReadAsItIs(String dtype, String words, float next) throws Exception {
        String header = ("{\"__metadata__\":{\"sha256\":\"%s\",\"step\":\"1\",\"tornadovae.version\":\"1\"},"
                + "\"a\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,6]}}").formatted("0".repeat(64), dtype);
        var bytes = ByteBuffer.allocate(8 + header.length() + 6).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length())
                .put(header.getBytes(StandardCharsets.UTF_8));
        for (String word : words.split(" ")) bytes.putShort((short) Integer.parseInt(word, 16));
        byte[] sum = java.security.MessageDigest.getInstance("SHA-256").digest(bytes.array());
        String signed = header.replace("0".repeat(64), java.util.HexFormat.of().formatHex(sum));
        Files.write(file, bytes.position(8).put(signed.getBytes(StandardCharsets.UTF_8)).array());
        assertArrayEquals(new float[] {1, -2, next}, Checkpoint.read(file).values("a", 3));
    }

    /** The header as written, and what is said of it when four bytes of data follow. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    {"a": | it is not a safetensors file (its header is not valid JSON: Unexpected end-of-input within/between Object entries).
                    [] | it is not a safetensors file (its header is not a JSON object).
                    {"a":1} | tensor a has dtype , only "F32", "F16", "BF16" and "F64" are read.
                    {"a":{"dtype":"I32","shape":[1],"data_offsets":[0,4]}} | tensor a has dtype "I32", only "F32", "F16", "BF16" and "F64" are read.
                    {"a":{"dtype":"F16","shape":[1],"data_offsets":[0,4]}} | tensor a has shape [1], that is 2 bytes, but takes 4.
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} | tensor a has shape [2], that is 8 bytes, but takes 4.
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | tensor a begins at byte 4 of the data, expected 0.
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}} | tensor a has data_offsets [4, 0], expected [begin, end].
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}} | tensor a has data_offsets [0], expected [begin, end].
                    {"a":{"dtype":"F32","shape":[1]}} | tensor a has no data_offsets.
                    {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}} | tensor a has shape [-1], only whole numbers from 0 to 2147483647 are possible.
                    {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}} | tensor a has shape [1.5], only whole numbers from 0 to 2147483647 are possible.
                    {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,4]}} | tensor a has shape [65536, 65536], more than 2³¹ − 1 numbers.
                    {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}} | its tensors end after 0 bytes of data, but 4 are there.
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | it is truncated: its tensors have 8 bytes, 4 are there.
                    {"__metadata__":{"step":5},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | its metadata entry step is not a string.
                    {"__metadata__":[],"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | its __metadata__ is not a JSON object.
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | its metadata has no sha256 checksum, so it was not written by tornado-vae, or was damaged since.
                    """)
    void malformedHeadersAreRefusedWithTheReason(String header, String reason) throws IOException {
        writeRaw(header.getBytes(StandardCharsets.UTF_8));
        refused(reason);
    }

    @Test
    void twoTensorsOfOneNameAreRefused() throws IOException {
        String entry = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
        writeRaw(("{" + entry + "," + entry + "}").getBytes(StandardCharsets.UTF_8));
        refused("it is not a safetensors file (its header is not valid JSON: Duplicate Object property \"a\").");
    }

    @Test
    void aPictureIsNotASafetensorsFile() throws IOException {
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0});
        refused("it is not a safetensors file (its first 8 bytes would be a header of 727905341920923785 bytes).");
    }

    @Test
    void anotherVersionIsRefused() {
        new Checkpoint("this run", Map.of(Checkpoint.VERSION, "2", Checkpoint.STEP, "0"), Map.of()).write(file);
        assertEquals(file + " is a checkpoint of version 2, but this program reads version 1; use the program that wrote it.",
                assertThrows(UserError.class, () -> Checkpoint.read(file)).getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        assertEquals(file + " does not exist; give the path of a .safetensors file.",
                assertThrows(UserError.class, () -> Checkpoint.read(file)).getMessage());
    }

    @Test
    void missingAndMisshapenTensorsAreNamed() {
        assertEquals("this run has no tensor decoder.logits.bias [4], which this model needs: it is a checkpoint of "
                + "another model, so use its own or train again.",
                assertThrows(UserError.class, () -> checkpoint().values("decoder.logits.bias", 4)).getMessage());
        assertEquals("this run has tensor encoder.mu.weight with shape [2, 3], but this model needs [3, 3]: "
                + "it is a checkpoint of another model, so use its own or train again.",
                assertThrows(UserError.class, () -> checkpoint().values("encoder.mu.weight", 3, 3)).getMessage());
    }

    private void writeRaw(byte[] header) throws IOException {
        var bytes = ByteBuffer.allocate(8 + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(header.length).put(header).array());
    }

    private void refused(String reason) {
        UserError error = assertThrows(UserError.class, () -> Checkpoint.read(file));
        assertEquals(
                file + " cannot be read: "
                        + reason.replaceFirst("\\.$", "; use another copy, or delete the folder it is in and train again."),
                error.getMessage());
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(values[i]);
        return bits;
    }
}
