package tornadovae.train;

import tornadovae.UserError;

/** A file that is not what was written, or no safetensors file at all. An older checkpoint may be whole. */
public final class DamagedCheckpoint extends UserError {

    DamagedCheckpoint(String sentence) {
        super(sentence);
    }
}
