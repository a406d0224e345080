package io.millrace.audit.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a query that were asked for, and their values. */
final class Conditions {
    private final StringBuilder text = new StringBuilder(" where ");
    private final List<Object> values = new ArrayList<>();

    Conditions(String condition, Object value) {
        text.append(condition);
        values.add(value);
    }

    /** Adds a condition, unless its value is null. */
    Conditions and(String condition, @Nullable Object value) {
        if (value != null) {
            text.append(" and ").append(condition);
            values.add(value);
        }
        return this;
    }

    /** Adds a condition with two values. */
    Conditions and(String condition, Object first, Object second) {
        text.append(" and ").append(condition);
        values.addAll(Arrays.asList(first, second));
        return this;
    }

    /** Adds the condition that a column has one of some values, unless there are none. */
    Conditions andAnyOf(String column, List<String> some) {
        if (!some.isEmpty()) {
            text.append(" and ").append(column).append(" in (");
            text.append(String.join(", ", Collections.nCopies(some.size(), "?")))
                    .append(')');
            values.addAll(some);
        }
        return this;
    }

    String text() {
        return text.toString();
    }

    /** The values in order, and one more behind them. */
    Object[] with(Object last) {
        List<Object> all = new ArrayList<>(values);
        all.add(last);
        return all.toArray();
    }
}
