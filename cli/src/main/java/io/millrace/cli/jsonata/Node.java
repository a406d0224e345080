package io.millrace.cli.jsonata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A part of a JSONata expression. */
sealed interface Node {

    /** A text, a number, a boolean or null. */
    record Literal(JsonNode value) implements Node {}

    /** A variable, without {@code $}; empty for the current data. */
    record Variable(String name) implements Node {}

    /** A property of the current data. */
    record Name(String name) implements Node {}

    /** Steps from somewhere. */
    record Path(Node root, List<Step> steps) implements Node {

        /** Copies what it is given. */
        public Path {
            steps = List.copyOf(steps);
        }
    }

    /** Two operands. */
    record Binary(String operator, Node left, Node right) implements Node {}

    /** A sign. */
    record Negative(Node operand) implements Node {}

    /** One of two. */
    record Conditional(Node condition, Node then, Node otherwise) implements Node {}

    /** A function, without {@code $}. */
    record Call(String function, List<Node> arguments) implements Node {}

    /** A function written in place. */
    record Lambda(List<String> parameters, Node body) implements Node {}

    /** The construction of an object. */
    record Members(List<Member> members) implements Node {}

    /** A property to be constructed. */
    record Member(Node name, Node value) {}

    /** The construction of an array. */
    record Elements(List<Node> elements) implements Node {}

    /** Whole numbers from one to another. */
    record Range(Node from, Node to) implements Node {}

    /** Several in sequence, of which the last counts. */
    record Block(List<Node> nodes) implements Node {}

    /** Gives a name to a value. */
    record Bind(String variable, Node value) implements Node {}

    /** A step of a path. */
    sealed interface Step {

        /** To a property. */
        record Field(String name) implements Step {}

        /** To an element. */
        record Index(int index) implements Step {}

        /** To the elements for which a condition holds. */
        record Filter(Node condition) implements Step {}

        /** To what an expression makes of each. */
        record Each(Node expression) implements Step {}
    }
}
