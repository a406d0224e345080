package io.millrace.schemas.egress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which addresses the calls of a tenant may reach. By default only those of the public internet: nothing of the
 * IANA special-purpose registries (RFC 6890), whether written plainly or hidden inside an IPv6 address.
 *
 * <p>What is allowed besides: a block of addresses allows exactly that; a host name allows every address that the
 * name stands for, except link-local ones and those where clouds serve metadata. Those answer whoever asks with the
 * machine's own credentials, so a name, which somebody else's name server explains, is not enough for them.
 */
public final class EgressRule {
    /** Nothing but the public internet. */
    public static final EgressRule PUBLIC_ONLY = new EgressRule(Set.of(), List.of());

    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*\\.?");
    private static final int V4_BYTES = 4;

    private static final List<AddressBlock> NOT_PUBLIC_V4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    private static final List<AddressBlock> NOT_PUBLIC_V6 = blocks("2001::/23", "2001:db8::/32", "3fff::/20");
    private static final AddressBlock GLOBAL_V6 = AddressBlock.of("2000::/3");
    private static final List<AddressBlock> NEVER_BY_NAME =
            blocks("169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "100.100.100.200/32", "192.0.0.192/32");

    /** Forms of IPv6 address that carry an IPv4 address, and the byte at which it begins. */
    private static final List<Carrier> CARRIERS = List.of(
            new Carrier(AddressBlock.of("::ffff:0:0/96"), 12),
            new Carrier(AddressBlock.of("64:ff9b::/96"), 12),
            new Carrier(AddressBlock.of("2002::/16"), 2));

    private final Set<String> hosts;
    private final List<AddressBlock> allowed;

    private EgressRule(Set<String> hosts, List<AddressBlock> allowed) {
        this.hosts = hosts;
        this.allowed = allowed;
    }

    private record Carrier(AddressBlock block, int at) {}

    /**
     * The rule that a tenant's settings describe.
     *
     * @param allow host names, addresses and blocks such as {@code 10.1.0.0/16}; entries that are none of these allow
     *     nothing, see {@link #unreadable}
     */
    public static EgressRule allowing(List<String> allow) {
        Set<String> hosts = new TreeSet<>();
        List<AddressBlock> blocks = new ArrayList<>();
        for (String entry : allow) {
            String text = normal(entry);
            Optional<AddressBlock> block = AddressBlock.parse(text);
            if (block.isPresent()) {
                blocks.add(block.get());
            } else if (isHost(text)) {
                hosts.add(text);
            }
        }
        return hosts.isEmpty() && blocks.isEmpty()
                ? PUBLIC_ONLY
                : new EgressRule(Set.copyOf(hosts), List.copyOf(blocks));
    }

    /** Those entries of a tenant's settings that are neither host name nor address nor block. */
    public static List<String> unreadable(List<String> allow) {
        return allow.stream()
                .filter(entry -> AddressBlock.parse(normal(entry)).isEmpty() && !isHost(normal(entry)))
                .toList();
    }

    /**
     * Whether a call may connect to an address.
     *
     * @param host the name that the call was made with
     * @param address one of the addresses that the name stands for, four or sixteen bytes
     */
    public boolean permits(String host, byte[] address) {
        byte[] bare = unwrapped(address);
        if (covered(allowed, address) || covered(allowed, bare)) {
            return true;
        }
        return isPublic(bare) || (hosts.contains(normal(host)) && !covered(NEVER_BY_NAME, bare));
    }

    /**
     * Whether the tenant's settings themselves name a host or an address of it, so that somebody has decided that it is
     * to be trusted; an address is not named by being public.
     *
     * @param host the name that the call was made with
     * @param address one of the addresses that the name stands for, four or sixteen bytes
     */
    public boolean names(String host, byte[] address) {
        return permits(host, address)
                && (hosts.contains(normal(host)) || covered(allowed, address) || covered(allowed, unwrapped(address)));
    }

    private static boolean isPublic(byte[] address) {
        return address.length == V4_BYTES
                ? !covered(NOT_PUBLIC_V4, address)
                : GLOBAL_V6.contains(address) && !covered(NOT_PUBLIC_V6, address);
    }

    private static byte[] unwrapped(byte[] address) {
        for (Carrier carrier : CARRIERS) {
            if (carrier.block().contains(address)) {
                return Arrays.copyOfRange(address, carrier.at(), carrier.at() + V4_BYTES);
            }
        }
        return address;
    }

    private static boolean covered(List<AddressBlock> blocks, byte[] address) {
        for (AddressBlock block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHost(String text) {
        // Digits and dots alone are an address that is not one, never a name.
        return HOST.matcher(text).matches() && !text.matches("[0-9.]+");
    }

    private static String normal(String host) {
        String text = host.strip().toLowerCase(Locale.ROOT);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static List<AddressBlock> blocks(String... texts) {
        return Arrays.stream(texts).map(AddressBlock::of).toList();
    }
}
