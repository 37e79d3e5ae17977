package tornadovae.engine.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tornadovae.engine.Memory;
import tornadovae.engine.Profiled;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Program;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/**
 * The replicas of a session, shared out among devices, which compute at the same time; and on a device among parts, one after
 * another, where one array cannot hold all of them: TornadoVM counts numbers in 31 bits, and drivers limit what is allocated at
 * once.
 */
final class TornadoSession implements Session, Profiled {

    /** Replicas {@code first … first + count − 1} on one device. */
    private record Share(DeviceSession session, int first, int count) {}

    private final List<Share> shares = new ArrayList<>();
    private final int replicas;
    /** Threads, one a device; null where there is one device. */
    private final ExecutorService threads;
    /** The shares of each device. */
    private final List<List<Share>> byDevice = new ArrayList<>();

    TornadoSession(List<TornadoDevice> devices, TornadoSettings settings, Memory memory, Map<Split, Images> data) {
        this(devices, settings, memory, data, Integer.MAX_VALUE);
    }

    /** @param most numbers in one array, of any device */
    TornadoSession(List<TornadoDevice> devices, TornadoSettings settings, Memory memory, Map<Split, Images> data, long most) {
        replicas = memory.replicas();
        int used = Math.min(devices.size(), replicas);
        threads = used == 1 ? null : Executors
                .newFixedThreadPool(used, Thread.ofPlatform().daemon().name("tornado-", 0).factory());
        try {
            for (int d = 0; d < used; d++) {
                int first = d * replicas / used, count = (d + 1) * replicas / used - first;
                TornadoDevice device = devices.get(d);
                int parts = DeviceSession.parts(device, settings, new Memory(count, memory.programs()),
                        Math.min(most, device.getMaxAllocMemory() / 4));
                var own = new ArrayList<Share>();
                byDevice.add(own);
                for (int p = 0; p < parts; p++) {
                    int from = first + p * count / parts, until = first + (p + 1) * count / parts;
                    var session = new DeviceSession(device, settings, new Memory(until - from, memory.programs()), data, parts);
                    own.add(new Share(session, from, until - from));
                    shares.add(own.getLast());
                }
            }
        } catch (Throwable e) {
            try {
                close();
            } catch (RuntimeException further) {
                e.addSuppressed(further); // the first one is what the user must hear of
            }
            throw e;
        }
    }

    @Override
    public void run(Program program, int times) {
        if (threads == null) {
            for (Share share : shares) share.session.run(program, times);
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (List<Share> own : byDevice) {
            running
                    .add(threads.submit(() -> own.forEach(share -> share.session.run(program, times))));
        }
        Throwable failure = null;
        for (Future<?> future : running) {
            try {
                future.get(); // all of them, also after a failure: none may still compute when the session is closed
            } catch (ExecutionException e) {
                failure = e.getCause();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (failure instanceof Error error) throw error;
        if (failure != null) throw (RuntimeException) failure;
    }

    @Override
    public void read(Tensor tensor, float[] into) {
        requireLength(tensor, into.length);
        for (Share share : shares) share.session.read(tensor, into, share.first * tensor.size());
    }

    @Override
    public void write(Tensor tensor, float[] from) {
        requireLength(tensor, from.length);
        for (Share share : shares) share.session.write(tensor, from, share.first * tensor.size());
    }

    @Override
    public void readIntegers(Tensor tensor, int[] into) {
        requireLength(tensor, into.length);
        for (Share share : shares) share.session.readIntegers(tensor, into, share.first * tensor.size());
    }

    @Override
    public void writeIntegers(Tensor tensor, int[] from) {
        requireLength(tensor, from.length);
        for (Share share : shares) share.session.writeIntegers(tensor, from, share.first * tensor.size());
    }

    @Override
    public List<Kernel> profile(Program program) {
        return shares.getFirst().session.profile(program);
    }

    @Override
    public double gigaflops() {
        return shares.getFirst().session.gigaflops();
    }

    @Override
    public double gigabytes() {
        return shares.getFirst().session.gigabytes();
    }

    /** What runs on the devices, for tests and figures. */
    List<DeviceSession> sessions() {
        return shares.stream().map(Share::session).toList();
    }

    private void requireLength(Tensor tensor, int length) {
        if (length != replicas * tensor.size()) {
            throw new IllegalArgumentException(replicas + " replicas of " + tensor + " are " + replicas * tensor.size()
                    + " numbers, not " + length);
        }
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (Share share : shares) {
            try {
                share.session.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (threads != null) threads.shutdown();
        if (failure != null) throw failure;
    }
}
