/** Who runs programs: engines, sessions, devices, the choice among them, and the patterns that engines fuse. */
package tornadovae.engine;
