/** Codes in files that other programs read and write: what a model makes of images, codes to be decoded, ways between two. */
package tornadovae.codes;
