/** Commands about this machine: doctor, devices, bundle and test. */
package tornadovae.cli.system;
