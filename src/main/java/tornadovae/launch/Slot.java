package tornadovae.launch;

import java.util.List;

/**
 * Where a worker computes: a device, or some of the processor's cores.
 *
 * @param command starts the program there, up to the name of its command
 * @param flags   that choose the place, for the command's end
 */
public record Slot(List<String> command, List<String> flags) {

    public Slot {
        command = List.copyOf(command);
        flags = List.copyOf(flags);
    }
}
