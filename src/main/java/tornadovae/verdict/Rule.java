package tornadovae.verdict;

import java.util.Optional;

/** Looks for one thing in the evidence. */
interface Rule {

    /** Empty where the evidence does not show it. */
    Optional<Finding> find(Evidence evidence);
}
