package tornadovae.api;

import tornadovae.data.Dataset;
import tornadovae.engine.Engine;
import tornadovae.model.VaeSpec;
import tornadovae.train.Checkpoint;
import tornadovae.train.History;
import tornadovae.train.TrainedModel;

/**
 * What a training gave.
 *
 * @param spec the model's architecture
 * @param checkpoint its weights under PyTorch's names, with the optimiser's state; {@link Checkpoint#write} makes a safetensors
 * file
 * @param history losses of every epoch, nats per image
 * @param engine what it was trained on
 * @param data the images that it was trained and tested on
 */
public record TrainedVae(VaeSpec spec, Checkpoint checkpoint, History history, Engine engine, Dataset data) {

    /**
     * Opens the model, to encode the images that it was trained and tested on, to decode, to sample and to evaluate. Close it in
     * the end.
     */
    public TrainedModel open() {
        return open(data);
    }

    /** Opens the model for other images of the same size: {@link TrainedModel#encode} and its like then mean these. */
    public TrainedModel open(Dataset others) {
        return TrainedModel.open(engine, spec, checkpoint, others);
    }
}
