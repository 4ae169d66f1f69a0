/*
 * How many packets a second the kernel takes through an interface: frames of 1500 bytes to nobody, sent as fast as it
 * goes, until the last has left the interface.
 *
 *   flood INTERFACE PACKETS
 *
 * Prints packets a second on the wall's clock; the interface's own qdiscs are part of the way.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

#define BATCH 64
#define BYTES 1500
/* "Local Experimental Ethertype 1", IEEE 802 */
#define ETHERTYPE 0x88b5

static void fail(const char *what) {
    fprintf(stderr, "flood: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    static unsigned char frame[BYTES];
    struct mmsghdr messages[BATCH] = { 0 };
    struct iovec bytes = { .iov_base = frame, .iov_len = sizeof frame };
    struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_halen = ETH_ALEN };
    int room = 256 * 1024 * 1024, waiting, sock;
    long packets, left;
    double began;

    if (count != 3) {
        fprintf(stderr, "usage: flood INTERFACE PACKETS\n");
        return 2;
    }
    sock = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    to.sll_ifindex = (int) if_nametoindex(arguments[1]);
    if (sock < 0 || to.sll_ifindex == 0 || bind(sock, (struct sockaddr *) &to, sizeof to) < 0) {
        fail(arguments[1]);
    }
    /* What waits in a qdisc is still the sender's: with less room it would wait for its own packets. */
    if (setsockopt(sock, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room) < 0) {
        fail("SO_SNDBUFFORCE");
    }
    memset(frame, 0x02, 2 * ETH_ALEN);
    frame[12] = ETHERTYPE >> 8;
    frame[13] = ETHERTYPE & 0xff;
    for (int i = 0; i < BATCH; i++) {
        messages[i].msg_hdr.msg_iov = &bytes;
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    packets = atol(arguments[2]);
    began = now();
    for (left = packets; left > 0;) {
        int sent = sendmmsg(sock, messages, (unsigned) (left < BATCH ? left : BATCH), 0);
        if (sent < 0 && errno != ENOBUFS) {
            fail("sendmmsg");
        }
        left -= sent < 0 ? 0 : sent;
    }
    /* What is still somewhere on its way is charged to the socket. */
    do {
        if (ioctl(sock, SIOCOUTQ, &waiting) < 0) {
            fail("SIOCOUTQ");
        }
        if (now() - began > 120) {
            errno = ETIMEDOUT;
            fail("packets are still waiting after two minutes");
        }
    } while (waiting > 0);
    printf("%.0f\n", (double) packets / (now() - began));
    return 0;
}
