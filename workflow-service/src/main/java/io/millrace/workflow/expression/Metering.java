package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.FormattingFilter;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.ImportStatement;
import net.thisptr.jackson.jq.internal.tree.ObjectConstruction;
import net.thisptr.jackson.jq.internal.tree.StringInterpolation;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.VariableKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.binaryop.BinaryOperatorExpression;
import net.thisptr.jackson.jq.internal.tree.binaryop.assignment.Assignment;
import net.thisptr.jackson.jq.internal.tree.binaryop.assignment.ComplexAssignment;
import net.thisptr.jackson.jq.internal.tree.binaryop.assignment.UpdateAssignment;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.FieldAccess;
import net.thisptr.jackson.jq.internal.tree.literal.StringLiteral;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ValueMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link MeteredNode} in front of every node of a parsed jq expression, and notes which names it uses.
 *
 * <p>jackson-jq cannot be interrupted and has no hook in its evaluation, and its nodes keep their children in private
 * fields. So this class walks and changes those fields; it knows nothing about a node but the types of its fields, and
 * {@code MeteringTest} fails if a version of the library has nodes it does not reach.
 */
final class Metering {

    private static final String LIBRARY = "net.thisptr.jackson.jq.internal.";

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            for (Class<?> at = type; at.getName().startsWith(LIBRARY); at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        field.setAccessible(true);
                        fields.add(field);
                    }
                }
            }
            return fields;
        }
    };

    /**
     * The names an expression mentions.
     *
     * @param calls functions called, as {@code name/arity}; formats as {@code @name}
     * @param definedFunctions functions and function parameters it defines itself, as {@code name/arity}
     * @param variables variables read, without {@code $}
     * @param boundVariables variables it binds itself
     * @param modules what it imports
     * @param secrets the secrets it names, each as it stands behind {@code $secrets}
     */
    record Names(
            Set<String> calls,
            Set<String> definedFunctions,
            Set<String> variables,
            Set<String> boundVariables,
            Set<String> modules,
            Set<String> secrets) {

        Names() {
            this(new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        }
    }

    private final Names names = new Names();

    Names names() {
        return names;
    }

    /** Meters an expression. Its nodes are changed: it must not be used by itself any more. */
    Expression meter(Expression parsed) {
        if (parsed instanceof MeteredNode metered) {
            return metered;
        }
        Optional<SecretPath> secret = SecretPath.of(parsed);
        if (secret.isPresent()) {
            names.secrets().add(secret.get().secret());
            JsonNode reference = secret.get().reference();
            return new MeteredNode((_, _, _, output, _) -> output.emit(reference, null), false);
        }
        meterParts(parsed);
        // The rest pass on parts of what they get, or texts, which are charged for wherever they pass.
        boolean makesValues = parsed instanceof ArrayConstruction
                || parsed instanceof ObjectConstruction
                || parsed instanceof BinaryOperatorExpression;
        return new MeteredNode(parsed, makesValues);
    }

    /** Meters every expression inside something of the library, wherever it keeps it. */
    void meterParts(Object part) {
        note(part);
        for (Field field : FIELDS.get(part.getClass())) {
            Object value = get(field, part);
            // The library casts the name of a destructured field back to a literal.
            if (value != null && !(part instanceof ObjectMatcher.FieldMatcher && value instanceof StringLiteral)) {
                set(field, part, meterValue(part, field.getName(), value));
            }
        }
    }

    private @Nullable Object meterValue(Object owner, String field, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Expression expression -> meterChild(owner, field, expression);
            case BinaryOperator operator -> new MeteredOperator(operator);
            case List<?> list ->
                list.stream().map(element -> meterValue(owner, field, element)).toList();
            case Pair<?, ?> pair -> Pair.of(meterValue(owner, field, pair._1), meterValue(owner, field, pair._2));
            default -> {
                if (value.getClass().getName().startsWith(LIBRARY)) {
                    meterParts(value);
                }
                yield value;
            }
        };
    }

    private Expression meterChild(Object owner, String field, Expression child) {
        Expression metered = meter(child);
        if (owner instanceof StringInterpolation) {
            return new ChargedPart(metered, 1, ChargedPart.Of.VALUE);
        }
        if (owner instanceof FieldAccess) {
            return field.equals("target")
                    ? new CarefulFunction.GuardedPart(metered, Secrecy::isReference, "Looking into a text")
                    : new CarefulFunction.GuardedPart(metered, Secrecy::isReference, "Looking up by name");
        }
        boolean assigns =
                owner instanceof Assignment || owner instanceof UpdateAssignment || owner instanceof ComplexAssignment;
        return assigns && field.equals("lhs") ? new ChargedPart(metered, 8, ChargedPart.Of.INPUT) : metered;
    }

    private void note(Object part) {
        switch (part) {
            case FunctionCall call ->
                names.calls().add(text(call, "name") + "/" + list(call, "args").size());
            case FormattingFilter format -> names.calls().add("@" + text(format, "name"));
            case FunctionDefinition definition -> {
                List<?> parameters = list(definition, "args");
                names.definedFunctions().add(text(definition, "fname") + "/" + parameters.size());
                for (Object parameter : parameters) {
                    String name = (String) parameter;
                    if (name.startsWith("$")) {
                        names.boundVariables().add(name.substring(1));
                    }
                    names.definedFunctions().add((name.startsWith("$") ? name.substring(1) : name) + "/0");
                }
            }
            case VariableAccess access -> names.variables().add(text(access, "name"));
            case VariableKeyFieldConstruction access -> names.variables().add(text(access, "name"));
            case ValueMatcher binding -> names.boundVariables().add(text(binding, "name"));
            case ObjectMatcher.FieldMatcher binding -> {
                if (value(binding, "name") instanceof StringLiteral literal) {
                    names.boundVariables().add(literal.value().asText());
                }
            }
            case ImportStatement imported -> names.modules().add(imported.path);
            default -> {
                // Mentions no name.
            }
        }
    }

    private static String text(Object part, String field) {
        return (String) value(part, field);
    }

    private static List<?> list(Object part, String field) {
        return (List<?>) value(part, field);
    }

    /** What a node keeps in a field; it must have the field, and something in it. */
    static Object value(Object part, String name) {
        return Objects.requireNonNull(valueIfAny(part, name));
    }

    /** What a node keeps in a field that it must have. */
    static @Nullable Object valueIfAny(Object part, String name) {
        for (Field field : FIELDS.get(part.getClass())) {
            if (field.getName().equals(name)) {
                return get(field, part);
            }
        }
        throw new IllegalStateException("jackson-jq has no field " + name + " in " + part.getClass());
    }

    private static @Nullable Object get(Field field, Object part) {
        try {
            return field.get(part);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void set(Field field, Object part, @Nullable Object value) {
        try {
            field.set(part, value);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
