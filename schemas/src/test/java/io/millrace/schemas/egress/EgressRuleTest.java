package io.millrace.schemas.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressRuleTest {
    private static final String HOST = "callee.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3", // unspecified, this network
                "127.0.0.1",
                "127.255.255.254", // loopback
                "10.0.0.1",
                "10.255.255.255",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1", // private
                "100.64.0.1",
                "100.127.255.255", // carrier-grade NAT
                "169.254.0.1",
                "169.254.169.254", // link-local, metadata
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "192.88.99.1", // special purpose
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255", // multicast, reserved, broadcast
                "::",
                "::1", // unspecified, loopback
                "fc00::1",
                "fdff::1",
                "fd00:ec2::254", // unique local
                "fe80::1",
                "febf::1",
                "fec0::1", // link-local, site-local
                "ff02::1", // multicast
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "5f00::1", // documentation, discard, segment routing
                "64:ff9b:1::a00:1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2", // local NAT64, Teredo
                "::7f00:1",
                "::ffff:0:7f00:1" // IPv4-compatible, IPv4-translated
            })
    void shouldRefuseWhatIsNotThePublicInternet(String address) {
        // When
        boolean permitted = EgressRule.PUBLIC_ONLY.permits(HOST, bytes(address));

        // Then
        assertThat(permitted).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e"
            })
    void shouldPermitThePublicInternet(String address) {
        // When
        boolean permitted = EgressRule.PUBLIC_ONLY.permits(HOST, bytes(address));

        // Then
        assertThat(permitted).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7f000001", "0a000001", "a9fea9fe", "c0a80001", "64400001", "00000000", "e0000001"})
    void shouldRefuseAnAddressHiddenInsideAnotherOne(String v4) {
        // Given
        byte[] mapped = hex("00000000000000000000ffff" + v4);
        byte[] nat64 = hex("0064ff9b0000000000000000" + v4);
        byte[] sixToFour = hex("2002" + v4 + "00000000000000000001");

        // When
        List<Boolean> permitted = List.of(
                EgressRule.PUBLIC_ONLY.permits(HOST, mapped),
                EgressRule.PUBLIC_ONLY.permits(HOST, nat64),
                EgressRule.PUBLIC_ONLY.permits(HOST, sixToFour));

        // Then
        assertThat(permitted).containsOnly(false);
    }

    @Test
    void shouldPermitAPublicAddressInsideAnotherOne() {
        // When
        boolean permitted = EgressRule.PUBLIC_ONLY.permits(HOST, hex("0064ff9b000000000000000001010101"));

        // Then
        assertThat(permitted).isTrue();
    }

    @Test
    void shouldPermitExactlyTheBlockThatIsAllowed() {
        // Given
        EgressRule rule = EgressRule.allowing(List.of("10.1.0.0/16", "fd12:3456::/32", "192.168.7.7"));

        // When
        List<Boolean> inside = List.of(
                rule.permits(HOST, bytes("10.1.255.3")),
                rule.permits(HOST, bytes("fd12:3456::9")),
                rule.permits(HOST, bytes("192.168.7.7")),
                rule.permits(HOST, hex("00000000000000000000ffff0a010203")));
        List<Boolean> outside = List.of(
                rule.permits(HOST, bytes("10.2.0.1")),
                rule.permits(HOST, bytes("fd12:3457::9")),
                rule.permits(HOST, bytes("192.168.7.8")),
                rule.permits(HOST, bytes("127.0.0.1")));

        // Then
        assertThat(inside).containsOnly(true);
        assertThat(outside).containsOnly(false);
    }

    @Test
    void shouldPermitAnAllowedHostWhereverItPrivatelyIs() {
        // Given
        EgressRule rule = EgressRule.allowing(List.of("Erp.Internal.Example."));

        // When
        boolean named = rule.permits("erp.internal.example", bytes("10.0.0.5"));
        boolean otherName = rule.permits("crm.internal.example", bytes("10.0.0.5"));

        // Then
        assertThat(named).isTrue();
        assertThat(otherName).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "192.0.0.192"})
    void shouldNotPermitMetadataByAMereName(String address) {
        // Given
        EgressRule byName = EgressRule.allowing(List.of(HOST));
        EgressRule byAddress = EgressRule.allowing(List.of(address));

        // When
        boolean named = byName.permits(HOST, bytes(address));
        boolean exact = byAddress.permits(HOST, bytes(address));

        // Then
        assertThat(named).isFalse();
        assertThat(exact).isTrue();
    }

    @Test
    void shouldNameTheEntriesThatAllowNothing() {
        // When
        List<String> unreadable = EgressRule.unreadable(List.of(
                "10.0.0.0/8",
                "host.example",
                "10.0.0.0/33",
                "300.1.1.1",
                "not a host",
                "",
                "*",
                "1:2:3",
                "::/129",
                "fd00::/8",
                "::ffff:1.2.3.4",
                "http://host"));

        // Then
        assertThat(unreadable)
                .containsExactly(
                        "10.0.0.0/33",
                        "300.1.1.1",
                        "not a host",
                        "",
                        "*",
                        "1:2:3",
                        "::/129",
                        "::ffff:1.2.3.4",
                        "http://host");
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError("a literal needs no name server", e);
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
