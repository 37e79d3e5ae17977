package tornadovae.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tornadovae.engine.Engine;
import tornadovae.engine.Memory;
import tornadovae.engine.Session;
import tornadovae.graph.Images;
import tornadovae.graph.Split;
import tornadovae.graph.Tensor;
import tornadovae.model.Initialisation;
import tornadovae.model.LossForm;
import tornadovae.model.Optimiser;
import tornadovae.model.Parameter;
import tornadovae.model.Vae;

/**
 * The host's copy of what training changes: parameters and optimiser state of all replicas, and the number of steps that made
 * them.
 */
final class State {

    /** A run of a tensor under the name it has in a checkpoint. */
    private record Place(String name, Tensor tensor, int offset, int[] shape, int size) {

        int in(int replica) {
            return replica * tensor.size() + offset;
        }
    }

    private final Vae vae;
    private final List<Parameter> parameters = new ArrayList<>(); // of the model, then of what is trained with it
    private final int replicas;
    private final List<Place> places = new ArrayList<>();
    private final Map<Tensor, float[]> values = new LinkedHashMap<>(); // [replicas, rows, columns] each
    private int step;

    /** log σ² of all pixels, of the first replica; 0 where it is not among the parameters. */
    float logVariance() {
        return values.containsKey(Vae.LOG_VARIANCE) ? values.get(Vae.LOG_VARIANCE)[0] : 0;
    }

    /** The first replica's values of a parameter. */
    void read(Tensor parameter, float[] into) {
        System.arraycopy(values.get(parameter), 0, into, 0, into.length);
    }

    /** The parameters alone. */
    State(Vae vae, int replicas) {
        this.vae = vae;
        this.replicas = replicas;
        addAll(vae.parameters());
    }

    /** What a training of this form changes. */
    State(Vae vae, LossForm form, Optimiser optimiser, int replicas) {
        this(vae, replicas);
        addMemory(vae.parameters(), optimiser);
        addAll(vae.parametersOf(form));
        addMemory(vae.parametersOf(form), Vae.OPTIMISER_OF_DISCRIMINATOR);
    }

    private void addAll(List<Parameter> more) {
        for (Parameter p : more) add(new Place(p.name(), p.tensor(), p.offset(), p.shape(), p.size()));
        parameters.addAll(more);
    }

    private void addMemory(List<Parameter> of, Optimiser optimiser) {
        for (Parameter p : of) {
            if (!vae.learns(p.tensor())) continue;
            for (Tensor memory : Vae.optimiserState(optimiser, p.tensor())) {
                String prefix = memory.name().substring(0, memory.name().length() - p.tensor().name().length());
                add(new Place(prefix + p.name(), memory, p.offset(), p.shape(), p.size()));
            }
        }
    }

    private void add(Place place) {
        places.add(place);
        values.computeIfAbsent(place.tensor, tensor -> new float[replicas * tensor.size()]);
    }

    int step() {
        return step;
    }

    /** The first parameters of a replica, at step 0. */
    void initialise(int replica, int seed) {
        for (int number = 0; number < parameters.size(); number++) {
            Tensor tensor = parameters.get(number).tensor();
            Initialisation.begin(parameters.get(number), number, seed, values.get(tensor), replica * tensor.size());
        }
    }

    /** Pseudo-inputs of a replica begin at as many different training images, as far as there are so many. */
    void beginAt(Images train, int replica, int seed) {
        for (Map.Entry<Tensor, float[]> each : values.entrySet()) {
            if (!vae.isPseudoInputs(each.getKey())) continue;
            Initialisation.pseudoInputs(train, seed, each.getKey().rows(), each.getValue(), replica * each.getKey().size());
        }
    }

    /**
     * Puts the decoder's last bias of all replicas where a decoder with zero weights gives this image, and a variance that all
     * pixels share at that of the images around it.
     *
     * @param meanVariance of a pixel, above 0
     */
    void beginAt(float[] meanImage, double meanVariance) {
        String name = switch (vae.spec().likelihood()) {
            case BERNOULLI, CONTINUOUS_BERNOULLI -> "decoder.logits.bias";
            case GAUSSIAN -> "decoder.mean.bias";
        };
        Place bias = places.stream().filter(place -> place.name.equals(name)).findFirst().orElseThrow();
        for (int r = 0; r < replicas; r++) {
            for (int c = 0; c < meanImage.length; c++) {
                values.get(bias.tensor)[bias.in(r) + c] = Initialisation.decoderBias(vae.spec().likelihood(), meanImage[c]);
            }
            if (values.containsKey(Vae.LOG_VARIANCE)) values.get(Vae.LOG_VARIANCE)[r] = (float) Math.log(meanVariance);
        }
    }

    /** Whether all parameters of a replica are finite, and all that its optimiser remembers. */
    boolean isFinite(int replica) {
        for (Map.Entry<Tensor, float[]> each : values.entrySet()) {
            int size = each.getKey().size();
            for (int e = replica * size; e < (replica + 1) * size; e++) {
                if (!Float.isFinite(each.getValue()[e])) return false;
            }
        }
        return true;
    }

    /**
     * Squared gradients that the optimiser can no longer add up in single precision, by replica: it divides by ∞ from then on,
     * and those weights never change again. They are read from the session, a tensor at a time, so that the state before is kept.
     */
    Map<Integer, Tensor> overflows(Session session) {
        var overflows = new TreeMap<Integer, Tensor>();
        for (Tensor tensor : values.keySet()) {
            if (!Vae.holdsSquares(tensor.name())) continue;
            float[] now = new float[replicas * tensor.size()];
            session.read(tensor, now);
            for (int e = 0; e < now.length; e++) {
                if (!Float.isFinite(now[e])) overflows.putIfAbsent(e / tensor.size(), tensor);
            }
        }
        return overflows;
    }

    void readFrom(Session session, int step) {
        values.forEach(session::read);
        this.step = step;
    }

    void writeTo(Session session) {
        values.forEach(session::write);
    }

    /** A session that begins with these parameters, as many of them as its programs need. */
    Session open(Engine engine, Memory memory, Map<Split, Images> images) {
        Session session = engine.open(memory, images);
        try {
            for (Tensor tensor : memory.tensors()) {
                if (values.containsKey(tensor)) session.write(tensor, values.get(tensor));
            }
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    /** One replica's tensors by their names in a checkpoint. */
    Map<String, FloatTensor> tensors(int replica) {
        var tensors = new TreeMap<String, FloatTensor>();
        for (Place place : places) {
            int first = place.in(replica);
            float[] copy = Arrays.copyOfRange(values.get(place.tensor), first, first + place.size);
            tensors.put(place.name, new FloatTensor(place.shape, copy));
        }
        return tensors;
    }

    /** Takes a replica's tensors from a checkpoint; a {@link tornadovae.UserError} names what is missing there. */
    void take(int replica, Checkpoint checkpoint) {
        for (Place place : places) {
            System.arraycopy(checkpoint.values(place.name, place.shape), 0, values.get(place.tensor), place.in(replica),
                    place.size);
        }
        step = checkpoint.step();
    }

    /** One replica alone. */
    State only(int replica) {
        var one = new State(vae, 1);
        for (Place place : places.subList(one.places.size(), places.size())) one.add(place);
        one.values.forEach((tensor, to) -> System.arraycopy(values.get(tensor), replica * tensor.size(), to, 0, tensor.size()));
        one.step = step;
        return one;
    }
}
