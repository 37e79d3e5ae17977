/** Commands for codes and models that other programs take. */
package tornadovae.cli.codes;
