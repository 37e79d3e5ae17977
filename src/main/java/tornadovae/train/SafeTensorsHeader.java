package tornadovae.train;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a safetensors file: {@code {"__metadata__": {…}, "name": {"dtype": "F32", "shape": […], "data_offsets":
 * [begin, end]}, …}}, padded with spaces to a multiple of eight bytes.
 *
 * @param metadata string to string
 * @param entries in the order of their data
 */
record SafeTensorsHeader(SortedMap<String, String> metadata, List<Entry> entries) {

    /** The metadata entry with the SHA-256 of the whole file. */
    static final String CHECKSUM = "sha256";

    /** A tensor's place: bytes {@code begin} … {@code end − 1} of the data. */
    record Entry(String name, FloatFormat format, int[] shape, int elements, long begin, long end) {}

    private static final String METADATA = "__metadata__";
    /** The limit of the format's own library. */
    private static final int LONGEST = 100_000_000;
    /** No model of this program has a longer one: {@code model.hidden} is short, and the configuration is a small file. */
    private static final int LONGEST_OF_OURS = 1 << 22;
    /** Bytes of memory that a byte of JSON can become: small objects in small objects. */
    private static final int GROWTH = 40;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** The bytes of a header for tensors that follow each other in the order of their names. */
    static byte[] of(Map<String, String> metadata, SortedMap<String, FloatTensor> tensors, String checksum) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode strings = header.putObject(METADATA);
        var all = new TreeMap<>(metadata);
        all.put(CHECKSUM, checksum);
        all.forEach(strings::put);
        long offset = 0;
        for (var named : tensors.entrySet()) {
            FloatTensor tensor = named.getValue();
            ObjectNode entry = header.putObject(named.getKey());
            entry.put("dtype", "F32");
            var shape = entry.putArray("shape");
            for (int length : tensor.shape()) shape.add(length);
            entry.putArray("data_offsets").add(offset).add(offset += 4L * tensor.values().length);
        }
        byte[] json = JSON.writeValueAsBytes(header);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /** The header's length if a file of this length can have it. */
    static int checkedLength(long length, long fileLength) throws Damaged {
        if (length < 2 || length > LONGEST) {
            throw new Damaged("it is not a safetensors file (its first 8 bytes would be a header of "
                    + Long.toUnsignedString(length) + " bytes)");
        }
        if (length > fileLength - 8) {
            throw new Damaged("it is truncated: its header alone has " + length + " bytes, the whole file " + fileLength);
        }
        if (length > LONGEST_OF_OURS) {
            throw new Damaged("its header has " + length + " bytes, more than any that tornado-vae writes");
        }
        long allowed = Runtime.getRuntime().maxMemory() / GROWTH;
        if (length > allowed) {
            throw new Damaged("its header of " + (length >> 20)
                    + " MB would not fit into the memory that Java may use; raise the limit with "
                    + "TORNADO_VAE_JAVA_OPTS=-Xmx…");
        }
        return (int) length;
    }

    static SafeTensorsHeader parse(byte[] bytes) throws Damaged {
        JsonNode root;
        try {
            root = JSON.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new Damaged("it is not a safetensors file (its header is not UTF-8 text)");
        } catch (JacksonException e) {
            throw new Damaged(
                    "it is not a safetensors file (its header is not valid JSON: " + (e instanceof StreamConstraintsException
                            ? "it is nested too deeply" : e.getOriginalMessage().lines().findFirst().orElse("")) + ")");
        }
        if (!root.isObject()) throw new Damaged("it is not a safetensors file (its header is not a JSON object)");
        var metadata = new TreeMap<String, String>();
        var entries = new ArrayList<Entry>();
        for (var property : root.properties()) {
            if (property.getKey().equals(METADATA)) readMetadata(property.getValue(), metadata);
            else entries.add(entry(property.getKey(), property.getValue()));
        }
        // a tensor without elements begins where the next one does
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        return new SafeTensorsHeader(metadata, entries);
    }

    /** Throws unless the tensors fill so many bytes of data without gap or overlap, and memory can hold them. */
    void checkAgainst(long dataLength) throws Damaged {
        long expected = 0;
        for (Entry entry : entries) {
            if (entry.begin != expected) {
                throw new Damaged(
                        "tensor " + entry.name + " begins at byte " + entry.begin + " of the data, expected " + expected);
            }
            expected = entry.end;
        }
        if (expected > dataLength) {
            throw new Damaged("it is truncated: its tensors have " + expected + " bytes, " + dataLength + " are there");
        }
        if (expected < dataLength) {
            throw new Damaged("its tensors end after " + expected + " bytes of data, but " + dataLength + " are there");
        }
        long allowed = Runtime.getRuntime().maxMemory() / 10 * 8;
        if (dataLength > allowed) {
            throw new Damaged("its tensors need " + (dataLength >> 20) + " MB of memory, Java may use " + (allowed >> 20)
                    + " MB; raise the limit with TORNADO_VAE_JAVA_OPTS=-Xmx…");
        }
    }

    private static void readMetadata(JsonNode node, Map<String, String> into) throws Damaged {
        if (!node.isObject()) throw new Damaged("its " + METADATA + " is not a JSON object");
        for (var property : node.properties()) {
            if (!property.getValue()
                    .isString()) {
                throw new Damaged("its metadata entry " + property.getKey() + " is not a string");
            }
            into.put(property.getKey(), property.getValue().stringValue());
        }
    }

    private static Entry entry(String name, JsonNode node) throws Damaged {
        JsonNode dtype = node.path("dtype");
        FloatFormat format = dtype.isString() ? FloatFormat.of(dtype.stringValue()).orElse(null) : null;
        if (format == null) {
            throw new Damaged("tensor " + name + " has dtype " + dtype + ", only \"F32\", \"F16\", "
                    + "\"BF16\" and \"F64\" are read");
        }
        long[] shape = integers(name, "shape", node);
        long[] offsets = integers(name, "data_offsets", node);
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw new Damaged("tensor " + name + " has data_offsets " + Arrays.toString(offsets) + ", expected [begin, end]");
        }
        long elements = 1;
        for (long length : shape) {
            if (length != 0 && elements > Integer.MAX_VALUE / length) {
                throw new Damaged("tensor " + name + " has shape " + Arrays.toString(shape) + ", more than 2³¹ − 1 numbers");
            }
            elements *= length;
        }
        if (format.bytes() * elements != offsets[1] - offsets[0]) {
            throw new Damaged("tensor " + name + " has shape " + Arrays.toString(shape) + ", that is " + format.bytes() * elements
                    + " bytes, but takes " + (offsets[1] - offsets[0]));
        }
        return new Entry(name, format, Arrays.stream(shape).mapToInt(Math::toIntExact).toArray(), (int) elements, offsets[0],
                offsets[1]);
    }

    private static long[] integers(String name, String key, JsonNode node) throws Damaged {
        JsonNode array = node.path(key);
        if (!array.isArray()) throw new Damaged("tensor " + name + " has no " + key);
        long[] integers = new long[array.size()];
        for (int i = 0; i < integers.length; i++) {
            JsonNode number = array.get(i);
            long most = key.equals("shape") ? Integer.MAX_VALUE : Long.MAX_VALUE;
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0 || number.longValue() > most) {
                throw new Damaged("tensor " + name + " has " + key + " " + array + ", only whole numbers from 0 to " + most
                        + " are possible");
            }
            integers[i] = number.longValue();
        }
        return integers;
    }
}
