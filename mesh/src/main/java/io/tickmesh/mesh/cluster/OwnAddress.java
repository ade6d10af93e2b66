package io.tickmesh.mesh.cluster;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An address that this machine has. In a container it is not known before the start, only the network that it will be of.
final class OwnAddress {
    private OwnAddress() {}

    /// Returns the own address that `host` means: an address, a name, or a network such as `10.1.0.0/16`.
    static Optional<InetAddress> find(String host) {
        try {
            int slash = host.indexOf('/');
            if (slash >= 0) {
                byte[] network = InetAddress.getByName(host.substring(0, slash)).getAddress();
                return within(network, Integer.parseInt(host.substring(slash + 1)));
            }
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (NetworkInterface.getByInetAddress(address) != null) {
                    return Optional.of(address);
                }
            }
            return Optional.empty();
        } catch (UnknownHostException | SocketException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> within(byte[] network, int bits) throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> isWithin(address.getAddress(), network, bits))
                .findFirst();
    }

    static boolean isWithin(byte @Nullable [] address, byte[] network, int bits) {
        if (address == null || address.length != network.length || bits < 0) {
            return false;
        }
        if (bits > address.length * Byte.SIZE) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            int at = bit / Byte.SIZE;
            if ((address[at] & mask) != (network[at] & mask)) {
                return false;
            }
        }
        return true;
    }
}
