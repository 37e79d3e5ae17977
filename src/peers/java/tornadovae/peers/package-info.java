/** Other frameworks that 'bench peers' measures beside; built only with the Maven profile {@code peers}. */
package tornadovae.peers;
