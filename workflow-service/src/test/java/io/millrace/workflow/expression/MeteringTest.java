package io.millrace.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.literal.StringLiteral;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meter stands in front of every node of jackson-jq. A new version of the library that hides one fails here. */
class MeteringTest {

    private static final String LIBRARY = "net.thisptr.jackson.jq.internal.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 2 - 3 * 4 / 5 % 6 == 7 and 1 != 2 or 3 < 4 // 5",
                ".a = 1 | .b |= 2 | .c += 3 | .d -= 4 | .e *= 5 | .f /= 6 | .g %= 7 | .h //= 8",
                ".a[1].b[1:2]?[\"c\"].\"d\"[] | .[]? | ..",
                "[1, 2, -3, null, true, \"s\"] | {a: 1, \"b\": 2, (\"c\"): 3, d, $__loc, \"e\\(1)\": 4, @base64 \"f\": 5}",
                "if 1 then 2 elif 3 then 4 else 5 end | try 6 catch 7 | 8? | @csv \"\\(9)\\(10)\"",
                "def f(g; $h): g + $h; f(1; 2) | reduce .[] as [$a, {b: $c, $d, \"e\": $g, (\"f\"): $h}] (1; 2)",
                "foreach .[] as $x (1; 2; 3) | label $out | 4 as $y | break $out | foreach .[] as $x (1; 2)",
            })
    void shouldStandInFrontOfEveryNode(String jq) throws Exception {
        // Given
        Expression parsed = ExpressionParser.compile(jq, Builtins.JQ);

        // When
        Expression metered = new Metering().meter(parsed);

        // Then
        List<String> bare = new ArrayList<>();
        findBare(metered, "", bare);
        assertThat(metered).isInstanceOf(MeteredNode.class);
        assertThat(bare).isEmpty();
    }

    private static void findBare(Object at, String path, List<String> bare) throws IllegalAccessException {
        switch (at) {
            case MeteredNode(Expression node, boolean _) -> findInFields(node, path, bare);
            case ChargedPart(Expression part, int _, ChargedPart.Of _) -> findBare(part, path, bare);
            case CarefulFunction.GuardedPart guarded -> findBare(guarded.part(), path, bare);
            case MeteredOperator _ -> {
                // Stands in front of an operator.
            }
            case Expression node -> bare.add(path + " " + node.getClass());
            case BinaryOperator operator -> bare.add(path + " " + operator.getClass());
            case List<?> list -> {
                for (Object element : list) {
                    if (element != null) {
                        findBare(element, path + "[]", bare);
                    }
                }
            }
            case Pair<?, ?> pair -> {
                findBare(pair._1, path, bare);
                findBare(pair._2, path, bare);
            }
            default -> findInFields(at, path, bare);
        }
    }

    private static void findInFields(Object part, String path, List<String> bare) throws IllegalAccessException {
        for (Class<?> type = part.getClass(); type.getName().startsWith(LIBRARY); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                    continue;
                }
                field.setAccessible(true);
                Object value = field.get(part);
                boolean namesAField = part instanceof ObjectMatcher.FieldMatcher && value instanceof StringLiteral;
                if (value != null && !namesAField) {
                    findBare(value, path + "/" + type.getSimpleName() + "." + field.getName(), bare);
                }
            }
        }
    }

    @Test
    void shouldKnowEveryKindOfFieldTheNodesHave() throws Exception {
        // Given
        Set<String> known = new TreeSet<>(Set.of(
                String.class.getName(),
                List.class.getName(),
                Pair.class.getName(),
                JsonNode.class.getName(),
                "int",
                Version.class.getName(),
                "boolean",
                Expression.class.getName(),
                BinaryOperator.class.getName()));
        File jar = new File(Expression.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        // When
        Set<String> unknown = new TreeSet<>();
        try (JarFile classes = new JarFile(jar)) {
            for (var entries = classes.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName().replace('/', '.');
                if (name.startsWith(LIBRARY + "tree.") && name.endsWith(".class") && !name.contains("Operator$")) {
                    Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                    for (Field field : type.getDeclaredFields()) {
                        String kind = field.getType().getName();
                        if (!Modifier.isStatic(field.getModifiers())
                                && !field.isSynthetic()
                                && !known.contains(kind)
                                && !kind.startsWith(LIBRARY + "tree.")) {
                            unknown.add(type.getName() + "." + field.getName() + ": " + kind);
                        }
                    }
                }
            }
        }

        // Then
        assertThat(unknown)
                .containsExactlyInAnyOrder(
                        // Values of a match that are made while evaluating.
                        "net.thisptr.jackson.jq.internal.tree.matcher.PatternMatcher$MatchWithPath.path:"
                                + " net.thisptr.jackson.jq.path.Path");
    }
}
