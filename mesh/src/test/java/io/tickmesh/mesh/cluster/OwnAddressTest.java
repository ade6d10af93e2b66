package io.tickmesh.mesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class OwnAddressTest {
    @Test
    void findsAnAddressANameAndANetworkOfThisMachine() {
        InetAddress loopback = InetAddress.getLoopbackAddress();

        assertThat(OwnAddress.find("127.0.0.1")).contains(loopback);
        assertThat(OwnAddress.find("127.0.0.0/8")).contains(loopback);
        assertThat(OwnAddress.find("localhost")).get().matches(InetAddress::isLoopbackAddress);
    }

    @Test
    void findsNothingThatThisMachineDoesNotHave() {
        assertThat(OwnAddress.find("198.51.100.1")).isEmpty();
        assertThat(OwnAddress.find("198.51.100.0/24")).isEmpty();
        assertThat(OwnAddress.find("nowhere.invalid")).isEmpty();
        assertThat(OwnAddress.find("127.0.0.0/many")).isEmpty();
        assertThat(OwnAddress.find("127.0.0.0/33")).isEmpty();
    }

    @Test
    void comparesTheBitsOfTheNetworkAlone() throws Exception {
        assertThat(OwnAddress.isWithin(bytes("10.1.127.9"), bytes("10.1.0.0"), 17)).isTrue();
        assertThat(OwnAddress.isWithin(bytes("10.1.128.9"), bytes("10.1.0.0"), 17)).isFalse();
        assertThat(OwnAddress.isWithin(bytes("::1"), bytes("10.1.0.0"), 0)).isFalse();
    }

    private static byte[] bytes(String address) throws UnknownHostException {
        return InetAddress.getAllByName(address)[0].getAddress();
    }
}
