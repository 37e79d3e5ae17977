package tornadovae.engine.tornado;

import java.lang.reflect.Field;
import java.util.List;

/**
 * Lets TornadoVM see the device of Oclgrind, a simulator that watches every access of a kernel. It says to be of several types
 * at once, and TornadoVM leaves out a device that is not of exactly one. The property {@code tornadovae.oclgrind} asks for it;
 * TornadoVM's OpenCL driver must be open to reflection, see {@code src/tornado/test/run}.
 */
final class Oclgrind {

    private static final String DRIVER = "uk.ac.manchester.tornado.drivers.opencl.";

    private Oclgrind() {}

    static boolean isAskedFor() {
        return System.getProperty("tornadovae.oclgrind") != null;
    }

    /** Before TornadoVM's runtime starts, which sorts devices by their type. */
    static void becomeGpu() {
        try {
            for (Object platform : (List<?>) Class.forName(DRIVER + "OpenCL").getMethod("platforms").invoke(null)) {
                for (Object device : (List<?>) platform.getClass().getMethod("getDevices").invoke(platform)) {
                    Field type = device.getClass().getDeclaredField("deviceType");
                    type.setAccessible(true);
                    type.set(device, type.getType().getField("CL_DEVICE_TYPE_GPU").get(null));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this TornadoVM keeps the type of a device elsewhere", e);
        }
    }
}
