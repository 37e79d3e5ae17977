/**
 * Files that appear whole or not at all, leases that one process alone can hold, and the one door through which users' files are
 * read.
 */
package tornadovae.file;
