/** NumPy's files: one array as .npy, named arrays as .npz; numbers are read and written as streams, objects never. */
package tornadovae.file.npy;
