package io.millrace.schemas.egress;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A block of IP addresses: those that share their first bits. */
final class AddressBlock {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int V6_GROUPS = 8;

    private final byte[] first;
    private final int bits;

    private AddressBlock(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
     *
     * @return empty when the text is none of these
     */
    static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.length == 0) {
            return Optional.empty();
        }
        int bits = slash < 0 ? address.length * Byte.SIZE : number(text.substring(slash + 1), 10);
        return bits < 0 || bits > address.length * Byte.SIZE
                ? Optional.empty()
                : Optional.of(new AddressBlock(address, bits));
    }

    /** The block written in a text that is known to be one. */
    static AddressBlock of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no block of addresses"));
    }

    /** Whether an address of four or sixteen bytes lies in the block. */
    boolean contains(byte[] address) {
        if (address.length != first.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(address, 0, whole, first, 0, whole)
                && (rest == 0 || ((address[whole] ^ first[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0);
    }

    private static byte[] address(String text) {
        return text.indexOf(':') < 0 ? v4(text) : v6(text);
    }

    private static byte[] v4(String text) {
        Matcher parts = V4.matcher(text);
        if (!parts.matches()) {
            return new byte[0];
        }
        byte[] bytes = new byte[V4_BYTES];
        for (int i = 0; i < V4_BYTES; i++) {
            int part = Integer.parseInt(parts.group(i + 1));
            if (part > 0xff) {
                return new byte[0];
            }
            bytes[i] = (byte) part;
        }
        return bytes;
    }

    private static byte[] v6(String text) {
        int gap = text.indexOf("::");
        String[] left = groups(gap < 0 ? text : text.substring(0, gap));
        String[] right = gap < 0 ? new String[0] : groups(text.substring(gap + 2));
        int given = left.length + right.length;
        if (gap < 0 ? given != V6_GROUPS : given >= V6_GROUPS) {
            return new byte[0];
        }
        byte[] bytes = new byte[V6_BYTES];
        boolean readable = fill(bytes, 0, left) && fill(bytes, V6_GROUPS - right.length, right);
        return readable ? bytes : new byte[0];
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }

    private static boolean fill(byte[] bytes, int from, String[] groups) {
        for (int i = 0; i < groups.length; i++) {
            int group = groups[i].length() > V4_BYTES ? -1 : number(groups[i], 16);
            if (group < 0) {
                return false;
            }
            bytes[2 * (from + i)] = (byte) (group >>> Byte.SIZE);
            bytes[2 * (from + i) + 1] = (byte) group;
        }
        return true;
    }

    private static int number(String text, int radix) {
        if (text.isEmpty() || text.length() > V4_BYTES || !text.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
            return -1;
        }
        return Integer.parseInt(text, radix);
    }
}
