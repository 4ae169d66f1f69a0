/**
 * A data plane that carries the packets itself: it takes them from one port ({@code packet(7)}), lets the engine decide
 * what becomes of each, and sends them out by the other when they are due. One thread a direction; nothing is allocated
 * for a packet.
 */
package chaos.dataplane.packet;
