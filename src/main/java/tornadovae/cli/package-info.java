/**
 * The command line. Only this package prints, reads system properties and exits.
 *
 * <p><b>To add a command</b>, write one small class and name it in {@link tornadovae.cli.Main#GROUPS}; nothing else changes:
 *
 * <pre>{@code
 * @Command(name = "samples", description = "Draw images decoded from codes of the prior.", footer = {
 *         "  ./run.sh samples results/mine --rows 10"})
 * final class Samples extends BaseCommand {
 *
 *     @Mixin EngineOptions engine;
 *
 *     @Option(names = "--rows", paramLabel = "N", defaultValue = "10", description = "Rows (default: ${DEFAULT-VALUE}).")
 *     int rows;
 *
 *     @Override
 *     public Integer call() {
 *         requireRange("--rows", rows, 1, 200);
 *         …
 *         out().println("results/mine/samples.png");
 *         return 0;
 *     }
 * }
 * }</pre>
 *
 * {@link tornadovae.cli.command.BaseCommand} brings {@code --help}, {@code --quiet}, the layout of the help page and its list of
 * exit codes, and {@code out()}, {@code err()} and {@code progress()}; {@link tornadovae.cli.command.EngineOptions} and
 * {@link tornadovae.cli.command.DataOptions} are options that several commands share. Results go to {@code out()}, everything
 * else to {@code err()}.
 *
 * <p><b>Errors.</b> A command throws {@link tornadovae.UserError}; {@link tornadovae.cli.Main} prints its sentence and exits
 * with its code. A flag that Picocli refuses becomes such a sentence in {@link tornadovae.cli.command.Refusals}. Any other
 * exception is a bug in tornado-vae and is printed with its stack trace. Exit codes: 0 done, 1 the work went wrong, 2 a mistake
 * in the command, 3 a device, SDK or JDK is missing, 130 and 143 stopped by Ctrl-C and SIGTERM.
 */
package tornadovae.cli;
