package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.whatif.Question.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a recorded run asked when a task of another definition asks: by the name of the task within all that is
 * around it, else by its own name alone, else by its place in the definition. Nothing is found twice.
 */
final class Memory {
    private final boolean matchArguments;
    private final Map<List<Object>, Question> byKey = new HashMap<>();
    private final Map<List<Object>, List<Question>> byName = new HashMap<>();
    private final Map<List<Object>, List<Question>> byPlace = new HashMap<>();
    private final Set<List<Object>> found = new HashSet<>();

    Memory(Collection<Question> asked, boolean matchArguments) {
        this.matchArguments = matchArguments;
        for (Question question : asked) {
            Cast.Role role = question.role();
            byKey.put(List.of(question.kind(), role.key()), question);
            byName.computeIfAbsent(List.of(question.kind(), role.header().name()), _ -> new ArrayList<>())
                    .add(question);
            byPlace.computeIfAbsent(List.of(question.kind(), role.place()), _ -> new ArrayList<>())
                    .add(question);
        }
    }

    /** What was asked then; null when it was not. */
    @Nullable
    Question find(Question now) {
        Question then = candidates(now)
                .filter(one -> !matchArguments || one.arguments().equals(now.arguments()))
                .findFirst()
                .orElse(null);
        if (then != null) {
            found.add(List.of(then.kind(), then.role().key()));
        }
        return then;
    }

    /** Whether somebody of this name or place asked, be it with other arguments. */
    boolean askedOtherwise(Question now) {
        return candidates(now).findAny().isPresent();
    }

    private Stream<Question> candidates(Question now) {
        Kind kind = now.kind();
        Cast.Role role = now.role();
        return Stream.of(
                        Stream.ofNullable(byKey.get(List.of(kind, role.key()))),
                        byName.getOrDefault(List.of(kind, role.header().name()), List.of()).stream(),
                        byPlace.getOrDefault(List.of(kind, role.place()), List.of()).stream())
                .flatMap(one -> one)
                .filter(one -> !found.contains(List.of(one.kind(), one.role().key())));
    }

    /** With what somebody asked, for people: without what is only there to tell questions apart. */
    static @Nullable JsonNode shown(Question question) {
        return switch (question.kind()) {
            case STEP -> question.arguments().path("with");
            case CHILD, LISTEN -> question.arguments();
            case CALLBACK -> null;
        };
    }
}
