/** Arrays in HDF5 files, read chunk by chunk; links to other files are never followed. */
package tornadovae.file.hdf5;
