/**
 * Figures for papers: the same values as in the report, as PNG, SVG and PDF of an exact size. Letters are outlines of one font
 * that is brought along; fonts of the machine are never asked for.
 */
package tornadovae.figure;
