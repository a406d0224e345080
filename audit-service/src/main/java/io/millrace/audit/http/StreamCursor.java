package io.millrace.audit.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Up to where a stream of a tenant has been sent: an offset for every partition of the audit topic, because there is no
 * order between partitions. As text: partition, hyphen, offset, both in base 36, joined by dots.
 */
final class StreamCursor {
    private static final int BASE = 36;
    private static final int LONGEST = 20_000;
    private static final Pattern PART = Pattern.compile("([0-9a-z]{1,4})-([0-9a-z]{1,12})");

    private final Map<Integer, Long> next;

    StreamCursor(Map<Integer, Long> next) {
        this.next = new TreeMap<>(next);
    }

    /**
     * Reads the text form.
     *
     * @throws ProblemException 400 when it cannot be read
     */
    static StreamCursor parse(String text) {
        Map<Integer, Long> next = new TreeMap<>();
        for (String part : text.substring(0, Math.min(text.length(), LONGEST)).split("\\.", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw ProblemException.badRequest("Last-Event-ID must be the id of a message of this stream.");
            }
            next.put(Integer.parseInt(matcher.group(1), BASE), Long.parseLong(matcher.group(2), BASE));
        }
        return new StreamCursor(next);
    }

    /** The offset wanted next; a partition that was empty when the stream began is read from its beginning. */
    long next(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    void moveTo(int partition, long offset) {
        next.put(partition, offset);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        next.forEach((partition, offset) -> text.append(text.isEmpty() ? "" : ".")
                .append(Integer.toString(partition, BASE))
                .append('-')
                .append(Long.toString(offset, BASE)));
        return text.toString();
    }
}
