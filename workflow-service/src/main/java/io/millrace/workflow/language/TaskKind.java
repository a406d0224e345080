package io.millrace.workflow.language;

import java.util.Arrays;
import java.util.List;

/** What a task can do, each known by the property that says so. */
enum TaskKind {
    FOR("for"),
    FORK("fork"),
    LISTEN("listen"),
    RUN("run"),
    DO("do"),
    SET("set"),
    SWITCH("switch"),
    RAISE("raise"),
    WAIT("wait"),
    EMIT("emit"),
    CALL("call"),
    TRY("try");

    static final List<String> WORDS =
            Arrays.stream(values()).map(TaskKind::word).toList();

    private final String word;

    TaskKind(String word) {
        this.word = word;
    }

    /** The property that makes a task one of this kind. */
    String word() {
        return word;
    }

    /** All properties a task of this kind has beyond those every task has. */
    List<String> properties() {
        return switch (this) {
            case DO, SET, SWITCH, RAISE, WAIT, EMIT, FORK, RUN -> List.of(word);
            case CALL -> List.of(word, "with");
            case TRY -> List.of(word, "catch");
            case FOR -> List.of(word, "while", "do");
            case LISTEN -> List.of(word, "foreach");
        };
    }
}
