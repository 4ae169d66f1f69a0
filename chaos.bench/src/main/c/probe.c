/*
 * Sends numbered frames from one network namespace and looks at what arrives in another.
 *
 *   probe FROM-NETNS INTERFACE TO-NETNS INTERFACE BYTES PER-SECOND COUNT EARLY-NANOS
 *
 * A frame has both addresses, an EtherType for experiments, its number, the time at which it was handed to the kernel, and a
 * checksum over its first 56 bytes. Its arrival is stamped by the kernel, in a ring that is looked at every millisecond: to be
 * woken for each frame would take the processor from what is measured. PER-SECOND 0 is as fast as it goes. Prints one line: sent, sent a second, received, different, twice, corrupted, arrived sooner than EARLY-NANOS, layer-2 bits a second
 * between the first and the last that arrived, and the delay in nanoseconds: 1st, 50th and 99th percentile, longest.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define BATCH 64
#define MAX_BYTES 9018
/* "Local Experimental Ethertype 1", IEEE 802 */
#define ETHERTYPE 0x88b5
#define NUMBER_AT 14
#define STAMP_AT 18
#define SUM_AT 56
#define SETTLE_NANOS 400000000ll
#define LOOK_NANOS 1000000
#define SECOND 1000000000ll
#define BLOCK (1u << 20)
#define RING (128u << 20)
/* what the kernel writes in front of a frame, and leaves free there */
#define AROUND 128u

static int bytes, sender, receiver;
static long per_second, count;
static int64_t early_nanos, *delays, first_at, last_at;
static long received, different, twice, corrupted, early, measured;
static uint8_t *seen, *ring;
static unsigned place;
static volatile int64_t ends;

static void fail(const char *what) {
    fprintf(stderr, "probe: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * SECOND + time.tv_nsec;
}

/* Each step is one to one, so that no single flipped bit is lost. */
static uint32_t sum(const uint8_t *frame) {
    uint64_t hash = 0xcbf29ce484222325ull, word;
    for (int i = 0; i < SUM_AT; i += (int) sizeof word) {
        memcpy(&word, frame + i, sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
        hash ^= hash >> 32;
    }
    return (uint32_t) hash;
}

static int make_ring(int sock) {
    int version = TPACKET_V2;
    struct tpacket_req request = { .tp_block_size = BLOCK, .tp_block_nr = RING / BLOCK };
    for (place = 256; place < (unsigned) bytes + AROUND; place *= 2) {
    }
    request.tp_frame_size = place;
    request.tp_frame_nr = RING / place;
    if (setsockopt(sock, SOL_PACKET, PACKET_VERSION, &version, sizeof version) < 0
            || setsockopt(sock, SOL_PACKET, PACKET_RX_RING, &request, sizeof request) < 0) {
        return -1;
    }
    ring = mmap(NULL, RING, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, sock, 0);
    return ring == MAP_FAILED ? -1 : 0;
}

static int open_at(const char *namespace, const char *interface, int protocol) {
    char path[256];
    int fd, sock, room = 512 * 1024 * 1024;
    struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_protocol = htons((uint16_t) protocol) };
    snprintf(path, sizeof path, "/run/netns/%s", namespace);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || setns(fd, CLONE_NEWNET) < 0) {
        fail(path);
    }
    close(fd);
    sock = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    to.sll_ifindex = (int) if_nametoindex(interface);
    if (sock < 0 || to.sll_ifindex == 0
            || setsockopt(sock, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room) < 0
            || (protocol != 0 && make_ring(sock) < 0)
            || bind(sock, (struct sockaddr *) &to, sizeof to) < 0) {
        fail(interface);
    }
    return sock;
}

static void look(const uint8_t *frame, int length, int64_t at) {
    uint32_t number, check;
    int64_t sent;
    if (length != bytes) {
        return; /* the hosts' own */
    }
    received++;
    if (first_at == 0) {
        first_at = at;
    }
    last_at = at;
    memcpy(&check, frame + SUM_AT, sizeof check);
    if (check != sum(frame)) {
        corrupted++;
        return;
    }
    memcpy(&number, frame + NUMBER_AT, sizeof number);
    memcpy(&sent, frame + STAMP_AT, sizeof sent);
    if (seen[number]) {
        twice++;
    } else {
        different++;
    }
    seen[number] = 1;
    early += at - sent < early_nanos;
    if (measured < count) {
        delays[measured++] = at - sent;
    }
}

static void *receive(void *unused) {
    const struct timespec pause = { .tv_nsec = LOOK_NANOS };
    (void) unused;
    for (unsigned at = 0;;) {
        struct tpacket2_hdr *header = (struct tpacket2_hdr *) (ring + at);
        if ((__atomic_load_n(&header->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) != 0) {
            look((uint8_t *) header + header->tp_mac, (int) header->tp_len, header->tp_sec * SECOND + header->tp_nsec);
            __atomic_store_n(&header->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
            at = (at + place) % RING;
        } else if (ends != 0 && now(CLOCK_MONOTONIC) > ends) {
            return NULL;
        } else {
            nanosleep(&pause, NULL);
        }
    }
}

static double send_all(void) {
    static uint8_t frames[BATCH][MAX_BYTES];
    struct mmsghdr messages[BATCH] = { 0 };
    struct iovec vectors[BATCH];
    int64_t began = now(CLOCK_MONOTONIC);
    for (int i = 0; i < BATCH; i++) {
        memset(frames[i], 0x02, 12);
        frames[i][11] = 0x01; /* from another station than to */
        frames[i][12] = ETHERTYPE >> 8;
        frames[i][13] = ETHERTYPE & 0xff;
        vectors[i] = (struct iovec) { frames[i], (size_t) bytes };
        messages[i].msg_hdr = (struct msghdr) { .msg_iov = &vectors[i], .msg_iovlen = 1 };
    }
    for (long sent = 0; sent < count;) {
        long due = per_second == 0 ? count
                : (long) ((double) (now(CLOCK_MONOTONIC) - began) * (double) per_second / 1e9) + 1;
        long batch = (due < count ? due : count) - sent;
        batch = batch < BATCH ? batch : BATCH;
        int64_t stamp = now(CLOCK_REALTIME);
        for (int i = 0; i < batch; i++) {
            uint32_t number = (uint32_t) (sent + i), check;
            memcpy(frames[i] + NUMBER_AT, &number, sizeof number);
            memcpy(frames[i] + STAMP_AT, &stamp, sizeof stamp);
            check = sum(frames[i]);
            memcpy(frames[i] + SUM_AT, &check, sizeof check);
        }
        if (batch > 0) {
            int done = sendmmsg(sender, messages, (unsigned) batch, 0);
            if (done < 0 && errno != ENOBUFS) {
                fail("sendmmsg");
            }
            sent += done < 0 ? 0 : done;
        } else {
            int64_t next = began + (int64_t) ((double) sent * 1e9 / (double) per_second);
            struct timespec until = { .tv_sec = next / SECOND, .tv_nsec = next % SECOND };
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        }
    }
    return (double) count * 1e9 / (double) (now(CLOCK_MONOTONIC) - began);
}

static int ascending(const void *one, const void *other) {
    int64_t a = *(const int64_t *) one, b = *(const int64_t *) other;
    return a < b ? -1 : a > b;
}

static long long quantile(double share) {
    return measured == 0 ? 0 : (long long) delays[(long) ((double) (measured - 1) * share)];
}

int main(int arguments, char **argument) {
    pthread_t thread;
    double speed;
    if (arguments != 9) {
        fprintf(stderr, "usage: probe NETNS INTERFACE NETNS INTERFACE BYTES PER-SECOND COUNT EARLY-NANOS\n");
        return 2;
    }
    bytes = atoi(argument[5]);
    per_second = atol(argument[6]);
    count = atol(argument[7]);
    early_nanos = atoll(argument[8]);
    if (bytes < 60 || bytes > MAX_BYTES || count < 1) {
        fprintf(stderr, "probe: 60 to %d bytes, at least one frame\n", MAX_BYTES);
        return 2;
    }
    delays = calloc((size_t) count, sizeof *delays);
    seen = calloc((size_t) count, 1);
    if (delays == NULL || seen == NULL) {
        fail("calloc");
    }
    prctl(PR_SET_TIMERSLACK, 1);
    sender = open_at(argument[1], argument[2], 0);
    receiver = open_at(argument[3], argument[4], ETH_P_ALL);
    if ((errno = pthread_create(&thread, NULL, receive, NULL)) != 0) {
        fail("pthread_create");
    }
    speed = send_all();
    ends = now(CLOCK_MONOTONIC) + SETTLE_NANOS;
    pthread_join(thread, NULL);
    qsort(delays, (size_t) measured, sizeof *delays, ascending);
    printf("%ld %.0f %ld %ld %ld %ld %ld %.0f %lld %lld %lld %lld\n", count, speed, received, different, twice, corrupted,
           early, last_at > first_at ? (double) (received - 1) * bytes * 8e9 / (double) (last_at - first_at) : 0,
           quantile(0.01), quantile(0.5), quantile(0.99), quantile(1));
    return 0;
}
