/** Arrays in MATLAB's files, read within limits of memory. */
package tornadovae.file.mat;
