package io.tickmesh.launcher;

import java.net.InetAddress;

/// Addresses as they are put into a URL.
final class Hosts {
    private Hosts() {}

    /// Returns by what this machine reaches a server that is bound to `host`.
    static String reachable(String host) {
        if (isAnyAddress(host)) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static boolean isAnyAddress(String host) {
        try {
            return InetAddress.ofLiteral(host).isAnyLocalAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
