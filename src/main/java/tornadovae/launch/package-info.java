/** Worker processes on this machine, and what they say to the process that started them. */
package tornadovae.launch;
