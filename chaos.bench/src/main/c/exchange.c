/*
 * What the netlink plane says to the kernel, said by a program that does nothing else: changes every layer of a port
 * in one datagram together with a listing, reads the answers and compares them with what was sent.
 *
 *   exchange /run/netns/NAME INTERFACE netem|no-netem WARM_UP RUNS
 *
 * Prints the nanoseconds of each run: first of "change and read back", then of "read the counters", a line each.
 * The layers must be there, with the handles of CHAOS.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/gen_stats.h>
#include <linux/pkt_sched.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define TBF 0xc4a0000u
#define NETEM 0xc4b0000u
#define PFIFO 0xc4c0000u
#define TICK_NANOS 64

static int sock, interface, with_netem;
static uint32_t sequence;

static struct { char bytes[4096]; size_t length; } out;
static char in[65536];

/* What the kernel showed of our layers. */
static struct {
    uint64_t rate, latency, sent, dropped;
    uint32_t loss, limit, layers;
} shown;

static void fail(const char *what) {
    fprintf(stderr, "exchange: %s: %s\n", what, strerror(errno));
    exit(1);
}

static struct nlmsghdr *begin(uint16_t type, uint16_t flags, uint32_t handle, uint32_t parent) {
    struct nlmsghdr *header = (struct nlmsghdr *) (out.bytes + out.length);
    struct tcmsg *body = NLMSG_DATA(header);
    memset(header, 0, NLMSG_SPACE(sizeof *body));
    header->nlmsg_type = type;
    header->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags;
    header->nlmsg_seq = ++sequence;
    body->tcm_ifindex = type == RTM_GETQDISC ? 0 : interface;
    body->tcm_handle = handle;
    body->tcm_parent = parent;
    out.length += NLMSG_SPACE(sizeof *body);
    return header;
}

static void end(struct nlmsghdr *header) {
    header->nlmsg_len = (uint32_t) (out.bytes + out.length - (char *) header);
}

static void raw(const void *bytes, size_t length) {
    memcpy(out.bytes + out.length, bytes, length);
    memset(out.bytes + out.length + length, 0, RTA_ALIGN(length) - length);
    out.length += RTA_ALIGN(length);
}

static void attribute(uint16_t type, const void *bytes, size_t length) {
    struct rtattr header = { .rta_len = (uint16_t) RTA_LENGTH(length), .rta_type = type };
    raw(&header, sizeof header);
    raw(bytes, length);
}

static struct rtattr *nest(uint16_t type) {
    struct rtattr *header = (struct rtattr *) (out.bytes + out.length);
    struct rtattr empty = { .rta_type = type };
    raw(&empty, sizeof empty);
    return header;
}

static void close_nest(struct rtattr *header) {
    header->rta_len = (uint16_t) (out.bytes + out.length - (char *) header);
}

static struct nlmsghdr *change(const char *kind, uint32_t handle, uint32_t parent) {
    struct nlmsghdr *header = begin(RTM_NEWQDISC, 0, handle, parent);
    attribute(TCA_KIND, kind, strlen(kind) + 1);
    return header;
}

static void change_tbf(uint64_t rate) {
    uint32_t burst = 5000;
    struct tc_tbf_qopt parameters = {
        .rate = { .linklayer = TC_LINKLAYER_ETHERNET, .cell_align = -1, .rate = (uint32_t) rate },
        .limit = 1000000,
        .buffer = (uint32_t) (burst * 1000000000ull / rate / TICK_NANOS),
    };
    struct nlmsghdr *header = change("tbf", TBF, TC_H_ROOT);
    struct rtattr *options = nest(TCA_OPTIONS);
    attribute(TCA_TBF_PARMS, &parameters, sizeof parameters);
    attribute(TCA_TBF_BURST, &burst, sizeof burst);
    close_nest(options);
    end(header);
}

static void change_netem(uint64_t latency, uint32_t loss) {
    struct tc_netem_qopt parameters = { .limit = 100000, .loss = loss };
    struct tc_netem_corr corr = { 0 };
    struct tc_netem_reorder reorder = { 0 };
    struct tc_netem_corrupt corrupt = { 0 };
    struct tc_netem_rate rate = { 0 };
    struct tc_netem_slot slot = { 0 };
    uint64_t jitter = 0;
    uint32_t ecn = 0;
    struct nlmsghdr *header = change("netem", NETEM, TBF | 1);
    struct rtattr *options = nest(TCA_OPTIONS);
    raw(&parameters, sizeof parameters);
    attribute(TCA_NETEM_LATENCY64, &latency, sizeof latency);
    attribute(TCA_NETEM_JITTER64, &jitter, sizeof jitter);
    attribute(TCA_NETEM_CORR, &corr, sizeof corr);
    attribute(TCA_NETEM_REORDER, &reorder, sizeof reorder);
    attribute(TCA_NETEM_CORRUPT, &corrupt, sizeof corrupt);
    attribute(TCA_NETEM_RATE, &rate, sizeof rate);
    attribute(TCA_NETEM_ECN, &ecn, sizeof ecn);
    attribute(TCA_NETEM_SLOT, &slot, sizeof slot);
    close_nest(options);
    end(header);
}

static void change_pfifo(uint32_t limit) {
    struct tc_fifo_qopt parameters = { .limit = limit };
    struct nlmsghdr *header = change("pfifo", PFIFO, (with_netem ? NETEM : TBF) | 1);
    attribute(TCA_OPTIONS, &parameters, sizeof parameters);
    end(header);
}

static void list(void) {
    end(begin(RTM_GETQDISC, NLM_F_DUMP, 0, 0));
}

static void index_attributes(struct rtattr *at, int length, struct rtattr **found, int most) {
    memset(found, 0, sizeof *found * (size_t) (most + 1));
    for (; RTA_OK(at, length); at = RTA_NEXT(at, length)) {
        int type = at->rta_type & NLA_TYPE_MASK;
        if (type <= most) {
            found[type] = at;
        }
    }
}

static void read_counters(struct rtattr *stats) {
    struct rtattr *found[TCA_STATS_MAX + 1];
    index_attributes(RTA_DATA(stats), (int) RTA_PAYLOAD(stats), found, TCA_STATS_MAX);
    if (found[TCA_STATS_BASIC]) {
        shown.sent += ((struct gnet_stats_basic *) RTA_DATA(found[TCA_STATS_BASIC]))->packets;
    }
    if (found[TCA_STATS_QUEUE]) {
        shown.dropped += ((struct gnet_stats_queue *) RTA_DATA(found[TCA_STATS_QUEUE]))->drops;
    }
}

static void read_netem(struct rtattr *options) {
    struct rtattr *found[TCA_NETEM_MAX + 1];
    struct tc_netem_qopt *parameters = RTA_DATA(options);
    size_t fixed = RTA_ALIGN(sizeof *parameters);
    index_attributes((struct rtattr *) ((char *) parameters + fixed), (int) (RTA_PAYLOAD(options) - fixed), found,
                     TCA_NETEM_MAX);
    shown.loss = parameters->loss;
    if (found[TCA_NETEM_LATENCY64]) {
        memcpy(&shown.latency, RTA_DATA(found[TCA_NETEM_LATENCY64]), sizeof shown.latency);
    }
}

static void read_qdisc(struct nlmsghdr *header) {
    struct tcmsg *body = NLMSG_DATA(header);
    struct rtattr *found[TCA_MAX + 1];
    if (body->tcm_ifindex != interface) {
        return;
    }
    index_attributes(TCA_RTA(body), (int) TCA_PAYLOAD(header), found, TCA_MAX);
    shown.layers++;
    if (found[TCA_STATS2]) {
        read_counters(found[TCA_STATS2]);
    }
    if (!found[TCA_OPTIONS]) {
        return;
    }
    if (body->tcm_handle == TBF) {
        struct rtattr *inside[TCA_TBF_MAX + 1];
        index_attributes(RTA_DATA(found[TCA_OPTIONS]), (int) RTA_PAYLOAD(found[TCA_OPTIONS]), inside, TCA_TBF_MAX);
        if (inside[TCA_TBF_PARMS]) {
            shown.rate = ((struct tc_tbf_qopt *) RTA_DATA(inside[TCA_TBF_PARMS]))->rate.rate;
        }
    } else if (body->tcm_handle == NETEM) {
        read_netem(found[TCA_OPTIONS]);
    } else if (body->tcm_handle == PFIFO) {
        shown.limit = ((struct tc_fifo_qopt *) RTA_DATA(found[TCA_OPTIONS]))->limit;
    }
}

/* Sends what was written, and takes answers until the listing and every request before it are answered. */
static void converse(uint32_t first) {
    uint32_t open = sequence - first + 1;
    memset(&shown, 0, sizeof shown);
    if (send(sock, out.bytes, out.length, 0) != (ssize_t) out.length) {
        fail("send");
    }
    while (open > 0) {
        ssize_t got = recv(sock, in, sizeof in, 0);
        int left = (int) got;
        if (got < 0) {
            fail("recv");
        }
        for (struct nlmsghdr *at = (struct nlmsghdr *) in; NLMSG_OK(at, (unsigned) left); at = NLMSG_NEXT(at, left)) {
            if (at->nlmsg_seq < first || at->nlmsg_seq > sequence) {
                continue;
            }
            if (at->nlmsg_type == NLMSG_ERROR) {
                errno = -((struct nlmsgerr *) NLMSG_DATA(at))->error;
                if (errno != 0) {
                    fail("the kernel refused");
                }
                open--;
            } else if (at->nlmsg_type == NLMSG_DONE) {
                open--;
            } else if (at->nlmsg_type == RTM_NEWQDISC) {
                read_qdisc(at);
            }
        }
    }
    out.length = 0;
}

static void change_and_read(unsigned number) {
    uint64_t rate = 1250000 + number % 2, latency = (40 + number % 2) * 1000000ull;
    uint32_t loss = 42949673, limit = 100 + number % 2, first = sequence + 1;
    change_tbf(rate);
    if (with_netem) {
        change_netem(latency, loss);
    }
    change_pfifo(limit);
    list();
    converse(first);
    if (shown.rate != rate || shown.limit != limit
        || (with_netem && (shown.latency != latency || shown.loss != loss))) {
        errno = 0;
        fail("the kernel holds something else");
    }
}

static void read_all_counters(unsigned number) {
    uint32_t first = sequence + 1;
    (void) number;
    list();
    converse(first);
    if (shown.layers == 0) {
        errno = 0;
        fail("no layers");
    }
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t) time.tv_sec * 1000000000u + (uint64_t) time.tv_nsec;
}

static void measure(void (*work)(unsigned), unsigned warm_up, unsigned runs) {
    for (unsigned i = 1; i <= warm_up + runs; i++) {
        uint64_t began = now();
        work(i);
        if (i > warm_up) {
            printf("%llu\n", (unsigned long long) (now() - began));
        }
    }
}

int main(int count, char **arguments) {
    int on = 1, namespace;
    if (count != 6) {
        fprintf(stderr, "usage: exchange NAMESPACE INTERFACE netem|no-netem WARM_UP RUNS\n");
        return 2;
    }
    namespace = open(arguments[1], O_RDONLY | O_CLOEXEC);
    if (namespace < 0 || setns(namespace, CLONE_NEWNET) < 0) {
        fail(arguments[1]);
    }
    interface = (int) if_nametoindex(arguments[2]);
    with_netem = strcmp(arguments[3], "netem") == 0;
    sock = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (interface == 0 || sock < 0) {
        fail(arguments[2]);
    }
    setsockopt(sock, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
    setsockopt(sock, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof on);
    measure(change_and_read, (unsigned) atoi(arguments[4]), (unsigned) atoi(arguments[5]));
    measure(read_all_counters, (unsigned) atoi(arguments[4]), (unsigned) atoi(arguments[5]));
    return 0;
}
