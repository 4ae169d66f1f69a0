/*
 * Forwards frames between two interfaces of a network namespace and does nothing else: what a program that takes frames
 * out of a ring and gives them back to the kernel can carry on this machine at most.
 *
 *   forward NETNS INTERFACE INTERFACE
 *
 * One thread a direction, a ring of version 2 with 16,384 places, up to 64 frames a call straight out of the ring. Prints a
 * line when it forwards, and ends with its standard input. Super-packets and tags are not cared for.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define BATCH 64
#define PLACE 2048u
#define BLOCK (1u << 20)
#define RING (32u << 20)
#define PLACES (RING / PLACE)

struct way {
    int from, to;
    unsigned char *ring;
    pthread_t thread;
};

static void fail(const char *what) {
    fprintf(stderr, "forward: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void option(int sock, int name, const void *value, socklen_t length) {
    if (setsockopt(sock, SOL_PACKET, name, value, length) < 0) {
        fail("setsockopt");
    }
}

static void attach(int sock, const char *interface, int protocol) {
    struct sockaddr_ll at = { .sll_family = AF_PACKET, .sll_protocol = htons((uint16_t) protocol) };
    at.sll_ifindex = (int) if_nametoindex(interface);
    if (at.sll_ifindex == 0 || bind(sock, (struct sockaddr *) &at, sizeof at) < 0) {
        fail(interface);
    }
}

static struct way *open_way(const char *from, const char *to) {
    struct way *way = calloc(1, sizeof *way);
    struct tpacket_req ring = { .tp_block_size = BLOCK, .tp_block_nr = RING / BLOCK, .tp_frame_size = PLACE,
                                .tp_frame_nr = PLACES };
    struct packet_mreq all = { .mr_ifindex = (int) if_nametoindex(from), .mr_type = PACKET_MR_PROMISC };
    int version = TPACKET_V2, on = 1;
    if (way == NULL || (way->from = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)) < 0
            || (way->to = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0)) < 0) {
        fail("socket");
    }
    option(way->from, PACKET_VERSION, &version, sizeof version);
    option(way->from, PACKET_IGNORE_OUTGOING, &on, sizeof on);
    option(way->from, PACKET_RX_RING, &ring, sizeof ring);
    option(way->from, PACKET_ADD_MEMBERSHIP, &all, sizeof all);
    way->ring = mmap(NULL, RING, PROT_READ | PROT_WRITE, MAP_SHARED, way->from, 0);
    if (way->ring == MAP_FAILED) {
        fail("mmap");
    }
    attach(way->from, from, ETH_P_ALL);
    attach(way->to, to, 0);
    return way;
}

static struct tpacket2_hdr *place(const struct way *way, unsigned number) {
    return (struct tpacket2_hdr *) (way->ring + (size_t) (number % PLACES) * PLACE);
}

static void *forward(void *argument) {
    const struct way *way = argument;
    struct mmsghdr messages[BATCH] = { 0 };
    struct iovec bytes[BATCH];
    struct pollfd some = { .fd = way->from, .events = POLLIN };
    unsigned next = 0;
    for (int i = 0; i < BATCH; i++) {
        messages[i].msg_hdr = (struct msghdr) { .msg_iov = &bytes[i], .msg_iovlen = 1 };
    }
    for (;;) {
        unsigned count = 0, done = 0;
        for (; count < BATCH; count++) {
            struct tpacket2_hdr *frame = place(way, next + count);
            if ((__atomic_load_n(&frame->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) == 0) {
                break;
            }
            bytes[count] = (struct iovec) { (unsigned char *) frame + frame->tp_mac, frame->tp_snaplen };
        }
        while (done < count) {
            int sent = sendmmsg(way->to, messages + done, count - done, 0);
            done += sent > 0 ? (unsigned) sent : 1; /* what the kernel refuses is lost */
        }
        for (; count > 0; count--) {
            __atomic_store_n(&place(way, next++)->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
        }
        if (done < BATCH / 8) {
            poll(&some, 1, -1);
        }
    }
    return NULL;
}

int main(int count, char **arguments) {
    char path[256], rest[64];
    int namespace;
    if (count != 4) {
        fprintf(stderr, "usage: forward NETNS INTERFACE INTERFACE\n");
        return 2;
    }
    snprintf(path, sizeof path, "/run/netns/%s", arguments[1]);
    namespace = open(path, O_RDONLY | O_CLOEXEC);
    if (namespace < 0 || setns(namespace, CLONE_NEWNET) < 0) {
        fail(path);
    }
    for (int i = 0; i < 2; i++) {
        struct way *way = open_way(arguments[2 + i], arguments[3 - i]);
        if ((errno = pthread_create(&way->thread, NULL, forward, way)) != 0) {
            fail("pthread_create");
        }
    }
    puts("forwarding");
    fflush(stdout);
    while (read(STDIN_FILENO, rest, sizeof rest) > 0) {
    }
    return 0;
}
