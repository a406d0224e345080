package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** The names jq gives to the kinds of values. */
final class Kinds {

    private Kinds() {}

    static String of(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case OBJECT -> "object";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case STRING, BINARY -> "string";
            case NULL, MISSING, POJO -> "null";
        };
    }
}
