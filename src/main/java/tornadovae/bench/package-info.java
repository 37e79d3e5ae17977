/** How fast engines train, what kernels become as machine code, and what a GPU should reach by prediction. */
package tornadovae.bench;
