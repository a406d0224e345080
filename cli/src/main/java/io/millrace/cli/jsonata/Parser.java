package io.millrace.cli.jsonata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.cli.expression.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSONata by precedence of its operators (docs.jsonata.org). */
final class Parser {

    private static final int DEEPEST = 64;
    private static final int CONDITION = 20;
    private static final int STEP = 75;
    private static final Map<String, Integer> BINDING = Map.ofEntries(
            Map.entry(":=", 10),
            Map.entry("?", CONDITION),
            Map.entry("?:", CONDITION),
            Map.entry("??", CONDITION),
            Map.entry("or", 25),
            Map.entry("and", 30),
            Map.entry("=", 40),
            Map.entry("!=", 40),
            Map.entry("<", 40),
            Map.entry("<=", 40),
            Map.entry(">", 40),
            Map.entry(">=", 40),
            Map.entry("in", 40),
            Map.entry("&", 50),
            Map.entry("+", 50),
            Map.entry("-", 50),
            Map.entry("*", 60),
            Map.entry("/", 60),
            Map.entry("%", 60),
            Map.entry(".", STEP),
            Map.entry("[", 80));

    private final List<Lexer.Token> tokens;
    private int position;
    private int depth;

    private Parser(List<Lexer.Token> tokens) {
        this.tokens = tokens;
    }

    static Node parse(String text) throws Untranslatable {
        Parser parser = new Parser(Lexer.tokens(text));
        Node node = parser.expression(0);
        if (parser.peek().kind() != Lexer.Kind.END) {
            throw parser.unexpected();
        }
        return node;
    }

    private Lexer.Token peek() {
        return tokens.get(position);
    }

    private Lexer.Token take() {
        return tokens.get(position < tokens.size() - 1 ? position++ : position);
    }

    private boolean accept(String operator) {
        boolean there = peek().is(operator);
        if (there) {
            take();
        }
        return there;
    }

    private void expect(String operator) throws Untranslatable {
        if (!accept(operator)) {
            throw unexpected();
        }
    }

    private Untranslatable unexpected() {
        return peek().kind() == Lexer.Kind.END
                ? new Untranslatable("it ends too early")
                : new Untranslatable("`" + peek().text() + "` is not expected there");
    }

    private Node expression(int binding) throws Untranslatable {
        if (++depth > DEEPEST) {
            throw new Untranslatable("it is nested deeper than " + DEEPEST + " levels");
        }
        Node left = prefix();
        for (int next = binding(); next > binding; next = binding()) {
            left = infix(left, take().text());
        }
        depth--;
        return left;
    }

    private int binding() {
        Lexer.Token token = peek();
        boolean isWord =
                token.kind() == Lexer.Kind.NAME && List.of("and", "or", "in").contains(token.text());
        return token.kind() == Lexer.Kind.OPERATOR || isWord ? BINDING.getOrDefault(token.text(), 0) : 0;
    }

    private Node prefix() throws Untranslatable {
        Lexer.Token token = take();
        return switch (token.kind()) {
            case TEXT -> new Node.Literal(JsonNodeFactory.instance.textNode(token.text()));
            case NUMBER -> number(token.text());
            case VARIABLE -> accept("(") ? new Node.Call(token.text(), arguments()) : new Node.Variable(token.text());
            case NAME -> name(token.text());
            case OPERATOR ->
                switch (token.text()) {
                    case "-" -> new Node.Negative(expression(70));
                    case "(" -> block();
                    case "[" -> elements();
                    case "{" -> members();
                    case "/" -> throw new Untranslatable("regular expressions are not translated");
                    case "*", "**" -> throw new Untranslatable("wildcards are not translated");
                    default -> throw new Untranslatable("`" + token.text() + "` is not expected there");
                };
            case END -> throw new Untranslatable("it ends too early");
        };
    }

    private Node name(String name) throws Untranslatable {
        return switch (name) {
            case "true" -> new Node.Literal(JsonNodeFactory.instance.booleanNode(true));
            case "false" -> new Node.Literal(JsonNodeFactory.instance.booleanNode(false));
            case "null" -> new Node.Literal(JsonNodeFactory.instance.nullNode());
            case "function" -> peek().is("(") ? lambda() : new Node.Name(name);
            default -> new Node.Name(name);
        };
    }

    private static Node number(String digits) throws Untranslatable {
        if (digits.matches("\\d{1,18}")) {
            return new Node.Literal(JsonNodeFactory.instance.numberNode(Long.parseLong(digits)));
        }
        if (digits.matches("\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][-+]?\\d{1,2})?")) {
            return new Node.Literal(JsonNodeFactory.instance.numberNode(Double.parseDouble(digits)));
        }
        throw new Untranslatable("`" + digits + "` is not a number");
    }

    private List<Node> arguments() throws Untranslatable {
        List<Node> arguments = new ArrayList<>();
        while (!accept(")")) {
            if (!arguments.isEmpty()) {
                expect(",");
            }
            arguments.add(expression(0));
        }
        return arguments;
    }

    private Node lambda() throws Untranslatable {
        expect("(");
        List<String> parameters = new ArrayList<>();
        while (!accept(")")) {
            if (!parameters.isEmpty()) {
                expect(",");
            }
            if (peek().kind() != Lexer.Kind.VARIABLE) {
                throw unexpected();
            }
            parameters.add(take().text());
        }
        expect("{");
        Node body = expression(0);
        expect("}");
        return new Node.Lambda(parameters, body);
    }

    private Node block() throws Untranslatable {
        List<Node> nodes = new ArrayList<>();
        while (!accept(")")) {
            nodes.add(expression(0));
            if (!peek().is(")")) {
                expect(";");
            }
        }
        if (nodes.isEmpty()) {
            throw new Untranslatable("a pair of parentheses is empty");
        }
        return new Node.Block(nodes);
    }

    private Node elements() throws Untranslatable {
        List<Node> elements = new ArrayList<>();
        while (!accept("]")) {
            if (!elements.isEmpty()) {
                expect(",");
            }
            Node element = expression(0);
            elements.add(accept("..") ? new Node.Range(element, expression(0)) : element);
        }
        return new Node.Elements(elements);
    }

    private Node members() throws Untranslatable {
        List<Node.Member> members = new ArrayList<>();
        while (!accept("}")) {
            if (!members.isEmpty()) {
                expect(",");
            }
            Node name = expression(0);
            expect(":");
            members.add(new Node.Member(name, expression(0)));
        }
        return new Node.Members(members);
    }

    private Node infix(Node left, String operator) throws Untranslatable {
        return switch (operator) {
            case "." -> steps(left, expression(STEP));
            case "[" -> {
                if (accept("]")) {
                    throw new Untranslatable("`[]` after a path is not translated");
                }
                Node inside = expression(0);
                expect("]");
                yield step(left, predicate(inside));
            }
            case ":=" -> {
                if (left instanceof Node.Variable(String variable) && !variable.isEmpty()) {
                    yield new Node.Bind(variable, expression(9));
                }
                throw new Untranslatable("only a variable can be given a value");
            }
            case "?" -> {
                Node then = expression(0);
                Node otherwise =
                        accept(":") ? expression(CONDITION - 1) : new Node.Literal(JsonNodeFactory.instance.nullNode());
                yield new Node.Conditional(left, then, otherwise);
            }
            default -> new Node.Binary(operator, left, expression(BINDING.getOrDefault(operator, 0)));
        };
    }

    /** A predicate binds to the name before it; from the whole path it is one step more. */
    private static Node steps(Node left, Node right) {
        if (right instanceof Node.Path(Node root, List<Node.Step> after)) {
            Node path = step(left, stepOf(root));
            for (Node.Step step : after) {
                path = step(path, step);
            }
            return path;
        }
        return step(left, stepOf(right));
    }

    private static Node.Step stepOf(Node right) {
        return switch (right) {
            case Node.Name(String name) -> new Node.Step.Field(name);
            // A name may be written in quotes.
            case Node.Literal(var value) when value.isTextual() -> new Node.Step.Field(value.textValue());
            default -> new Node.Step.Each(right);
        };
    }

    private static Node.Step predicate(Node inside) {
        return switch (inside) {
            case Node.Literal(var value) when value.isInt() || value.isLong() -> new Node.Step.Index(value.intValue());
            case Node.Negative(Node.Literal(var value))
            when value.isIntegralNumber() -> new Node.Step.Index(-value.intValue());
            default -> new Node.Step.Filter(inside);
        };
    }

    private static Node step(Node left, Node.Step step) {
        List<Node.Step> steps = new ArrayList<>();
        if (left instanceof Node.Path(Node root, List<Node.Step> before)) {
            steps.addAll(before);
            steps.add(step);
            return new Node.Path(root, steps);
        }
        return new Node.Path(left, List.of(step));
    }
}
