package io.millrace.gateway.event;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.records.CloudEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attributes of one event by name, in their string form, and the rules that CloudEvents 1.0 has for them. */
final class EventAttributes {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,40}");
    private static final int LONGEST = 1_024;
    private static final int MOST = 64;

    private final Map<String, String> values = new TreeMap<>();
    private final String pointer;
    private final List<Flaw> flaws;

    /**
     * No attributes yet.
     *
     * @param pointer of the event in the body, empty when it is the body
     * @param flaws takes what is wrong
     */
    EventAttributes(String pointer, List<Flaw> flaws) {
        this.pointer = pointer;
        this.flaws = flaws;
    }

    void put(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            flaw(name, "is no attribute name: lower-case letters and digits only");
        } else if (value.length() > LONGEST) {
            flaw(name, "has " + value.length() + " characters but may have at most " + LONGEST);
        } else if (values.size() == MOST) {
            flaw(name, "is one attribute too many: at most " + MOST);
        } else {
            values.put(name, value);
        }
    }

    void flaw(String name, String detail) {
        flaws.add(Flaw.at(pointer + (name.isEmpty() ? "" : "/" + name), (name.isEmpty() ? "" : name + " ") + detail));
    }

    @Nullable
    String take(String name) {
        return values.remove(name);
    }

    CloudEvent.Builder event(String tenant) {
        if (!"1.0".equals(take("specversion"))) {
            flaw("specversion", "must be 1.0");
        }
        return CloudEvent.newBuilder()
                .setTenant(tenant)
                .setId(required("id"))
                .setSource(required("source"))
                .setType(required("type"))
                .setSubject(take("subject"))
                .setTime(time(take("time")))
                .setDatacontenttype(take("datacontenttype"))
                .setDataschema(take("dataschema"))
                .setExtensions(Map.copyOf(values));
    }

    private String required(String name) {
        String value = take(name);
        if (value == null || value.isEmpty()) {
            flaw(name, "is missing: it must be a text that is not empty");
            return "";
        }
        return value;
    }

    private @Nullable Instant time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            flaw("time", "must be a time of RFC 3339 such as 2026-11-20T08:30:00Z");
            return null;
        }
    }
}
