/**
 * What every layer uses: {@link tornadovae.UserError}, the sentence for a mistake, and {@link tornadovae.Suggestion}, which
 * guesses what was meant. docs/architecture.md is the plan of the house.
 */
package tornadovae;
