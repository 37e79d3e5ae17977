/** Who runs programs: engines, sessions, devices, and the patterns that engines fuse. */
package tornadovae.engine;
