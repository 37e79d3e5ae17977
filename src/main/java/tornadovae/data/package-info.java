/** Images in memory, with labels and known factors where there are any, and digests that tell data sets apart. */
package tornadovae.data;
