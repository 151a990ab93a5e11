// Looks a name up with the C library that it is linked with, as any program in a container does.
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *list = NULL;
    if (argc != 2 || getaddrinfo(argv[1], NULL, &hints, &list) != 0) return 1;
    for (struct addrinfo *item = list; item; item = item->ai_next) {
        char text[INET6_ADDRSTRLEN];
        void *address = item->ai_family == AF_INET6 ? (void *)&((struct sockaddr_in6 *)item->ai_addr)->sin6_addr
                                                    : (void *)&((struct sockaddr_in *)item->ai_addr)->sin_addr;
        puts(inet_ntop(item->ai_family, address, text, sizeof text));
    }
    return 0;
}
