package tornadovae.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ptxas -v} says of a kernel: 32-bit registers a work item, and bytes that it spills, of its stack, and of its
 * work-group's shared memory.
 */
record PtxasReport(int registers, int spilled, int stack, int shared) {

    private static final Pattern KERNEL = Pattern.compile("Compiling entry function '([^']+)'");
    private static final Pattern STACK =
            Pattern.compile("(\\d+) bytes stack frame, (\\d+) bytes spill stores, (\\d+) bytes spill loads");
    private static final Pattern REGISTERS = Pattern.compile("Used (\\d+) registers(?:.*?(\\d+) bytes smem)?");

    /** By kernel, in their order. */
    static Map<String, PtxasReport> parse(String said) {
        var reports = new LinkedHashMap<String, PtxasReport>();
        String kernel = null;
        int spilled = 0, stack = 0;
        for (String line : said.lines().toList()) {
            Matcher found = KERNEL.matcher(line);
            if (found.find()) {
                kernel = found.group(1);
                spilled = stack = 0;
            } else if ((found = STACK.matcher(line)).find()) {
                stack = Integer.parseInt(found.group(1));
                spilled = Integer.parseInt(found.group(2)) + Integer.parseInt(found.group(3));
            } else if (kernel != null && (found = REGISTERS.matcher(line)).find()) {
                reports.put(kernel, new PtxasReport(Integer.parseInt(found.group(1)), spilled, stack,
                        found.group(2) == null ? 0 : Integer.parseInt(found.group(2))));
            }
        }
        return reports;
    }
}
