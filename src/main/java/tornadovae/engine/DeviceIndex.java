package tornadovae.engine;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a device stands in the list that {@code devices} prints, written {@code 0:1}: its backend's index there, and its own
 * among that backend's devices.
 */
public record DeviceIndex(int backend, int device) {

    /** For sentences that refuse what {@link #list} does not understand. */
    public static final String ALLOWED = "devices as './run.sh devices' lists them, such as 0:1 or 0:0,0:1";

    private static final Pattern LIST = Pattern.compile("\\d{1,3}:\\d{1,3}(,\\d{1,3}:\\d{1,3})*");

    /**
     * The devices of a list such as {@code 0:0,0:1}, each at most once.
     *
     * @throws IllegalArgumentException with half a sentence, for a caller who knows where the text stood
     */
    public static List<DeviceIndex> list(String text) {
        if (!LIST.matcher(text).matches()) throw new IllegalArgumentException("must be " + ALLOWED + ", found '" + text + "'");
        List<DeviceIndex> devices = Arrays.stream(text.split(",")).map(DeviceIndex::of).toList();
        if (devices.stream().distinct().count() < devices
                .size()) {
            throw new IllegalArgumentException("must name each device once, found '" + text + "'");
        }
        return devices;
    }

    private static DeviceIndex of(String text) {
        String[] parts = text.split(":");
        return new DeviceIndex(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
        return backend + ":" + device;
    }
}
