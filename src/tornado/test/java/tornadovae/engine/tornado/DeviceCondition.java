package tornadovae.engine.tornado;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips the tests with the tag {@code tornado} where TornadoVM cannot run, and says in one line why. */
public final class DeviceCondition implements ExecutionCondition {

    /** Asked when the first such test comes up, since it starts TornadoVM. */
    private static final class Device {
        static final Optional<String> MISSING;

        static {
            if (Oclgrind.isAskedFor()) Oclgrind.becomeGpu();
            MISSING = new TornadoProvider().missing();
            MISSING.ifPresent(
                    reason -> System.out.println("tornado-vae: The tests of the TornadoVM engine were not run. " + reason));
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!context.getTags().contains("tornado")) {
            return ConditionEvaluationResult.enabled("needs no device");
        }
        return Device.MISSING.map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("TornadoVM runs"));
    }
}
