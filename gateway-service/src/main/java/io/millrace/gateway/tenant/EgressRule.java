package io.millrace.gateway.tenant;

import java.util.regex.Pattern;

/** The form of an exception to the rule that outgoing calls reach public addresses only. */
final class EgressRule {
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
            + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern ONLY_DIGITS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private EgressRule() {}

    static boolean isValid(String rule) {
        int slash = rule.indexOf('/');
        String host = slash < 0 ? rule : rule.substring(0, slash);
        if (isIpv4(host)) {
            return slash < 0 || isLength(rule.substring(slash + 1), IPV4_BITS);
        }
        if (isIpv6(host)) {
            return slash < 0 || isLength(rule.substring(slash + 1), IPV6_BITS);
        }
        return slash < 0
                && HOST.matcher(host).matches()
                && !ONLY_DIGITS.matcher(host).matches();
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (!isLength(part, 255)) {
                return false;
            }
        }
        return true;
    }

    // RFC 4291, section 2.2: eight groups, or fewer with one double colon; the last two may be an IPv4 address.
    private static boolean isIpv6(String text) {
        if (!IPV6.matcher(text).matches() || text.indexOf(':') < 0) {
            return false;
        }
        boolean shortened = text.contains("::");
        if (shortened && text.indexOf("::") != text.lastIndexOf("::")) {
            return false;
        }
        String[] groups = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            String group = groups[i];
            if (group.indexOf('.') >= 0) {
                if (i != groups.length - 1 || !isIpv4(group)) {
                    return false;
                }
                count += 2;
            } else if (group.length() > 4) {
                return false;
            } else if (!group.isEmpty()) {
                count++;
            } else if (!shortened) {
                return false;
            }
        }
        return shortened ? count < 8 : count == 8;
    }

    private static boolean isLength(String text, int most) {
        return text.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(text) <= most;
    }
}
