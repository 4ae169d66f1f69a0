/* Writes down what a program asks the kernel to do with qdiscs: each RTM_NEWQDISC message as hexadecimal, one a line,
 * into the file that CAPTURE names. Loaded before the C library (LD_PRELOAD); every message goes on to the kernel. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

static void record(const unsigned char *bytes, size_t length)
{
	const struct nlmsghdr *header = (const void *) bytes;
	const char *name = getenv("CAPTURE");
	if (!name || length < sizeof *header || header->nlmsg_type != RTM_NEWQDISC)
		return;
	FILE *file = fopen(name, "a");
	if (!file)
		abort();
	for (size_t i = 0; i < header->nlmsg_len && i < length; i++)
		fprintf(file, "%02x", bytes[i]);
	fputc('\n', file);
	fclose(file);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	ssize_t (*real)(int, const struct msghdr *, int) = dlsym(RTLD_NEXT, "sendmsg");
	unsigned char whole[1 << 17];
	size_t length = 0;
	for (size_t i = 0; i < message->msg_iovlen; i++) {
		const unsigned char *from = message->msg_iov[i].iov_base;
		for (size_t j = 0; j < message->msg_iov[i].iov_len && length < sizeof whole; j++)
			whole[length++] = from[j];
	}
	record(whole, length);
	return real(fd, message, flags);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags)
{
	ssize_t (*real)(int, const void *, size_t, int) = dlsym(RTLD_NEXT, "send");
	record(bytes, length);
	return real(fd, bytes, length, flags);
}
