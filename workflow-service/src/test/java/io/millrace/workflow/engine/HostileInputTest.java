package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.InvalidExpression;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that comes from outside ends the engine: definitions, expressions and states with random mistakes are either
 * taken or refused with a reason. {@code millrace.fuzz.inputs} says how many of each are tried.
 */
class HostileInputTest {
    private static final long INPUTS = Long.getLong("millrace.fuzz.inputs", 100_000);
    private static final String SIGNS = "-9e999[{}]:${$|\u0000\"'#&*!";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Compiler COMPILER = new Compiler(new DeepStackThread());
    private static final Expressions EXPRESSIONS = new Expressions(new DeepStackThread());

    private static final List<String> DEFINITIONS = List.of(Play.HEAD + """
                    use: {functions: {f: {set: {a: 1}}}, retries: {r: {delay: PT1S}}, extensions: [{e: {extend: all, before: [{b: {set: {}}}]}}]}
                    do:
                      - a: {for: {in: '[1]', each: x}, while: .a, do: [{b: {call: f, with: {x: '${ $x }'}}}]}
                      - c: {fork: {compete: true, branches: [{d: {wait: PT1S}}, {e: {emit: {event: {with: {type: t}}}}}]}}
                      - g: {try: [{h: {raise: {error: {type: 'urn:x', status: 400}}}}], catch: {retry: r, do: [{i: {set: {}}}]}}
                    """, Play.HEAD + """
                    timeout: {after: {hours: 1}}
                    schedule: {on: {one: {with: {type: '^a.*$'}}}}
                    do:
                      - l: {listen: {to: {any: [{with: {type: a}, correlate: {k: {from: .data.k, expect: 1}}}], until: '. | length > 3'}}, foreach: {do: [{m: {set: {}}}]}}
                      - n: {run: {workflow: {name: other, input: {a: '${ . }'}}, await: false}, then: p}
                      - o: {call: http, with: {method: post, endpoint: 'http://a.b/{c}', body: {a: '${ .b }'}}}
                      - p: {switch: [{q: {when: .x, then: end}}], metadata: {millrace: {compensate: [{r: {set: {}}}]}}}
                    """);

    private static final List<String> PROGRAMS = List.of(
            ".a | map(select(.b > 1) | {c: .d, e: (.f // 0)}) | add",
            "reduce .[] as $x (0; . + $x) | tostring | ascii_downcase | test(\"^a.*b$\")",
            "[limit(5; repeat(.a; . * 2))] | to_entries | from_entries? // \"no\"",
            "def f(x): if x > 0 then f(x - 1) else x end; f(.n) | @base64 | ltrimstr(\"a\")",
            "[paths] | length as $n | range($n) | tojson | fromjson | todate");

    private static final List<JsonNode> VALUES = List.of(
            Play.json("{\"a\": [{\"b\": 2, \"d\": null}], \"n\": 3}"),
            Play.json("[1, 2.5, \"x\", null, true, {\"k\": []}]"),
            Play.json("\"text\""));

    private static LongStream seeds() {
        return LongStream.range(0, INPUTS).parallel();
    }

    @Test
    void shouldTakeOrRefuseEveryDefinition() {
        // When
        long refusedWithReason =
                seeds().filter(HostileInputTest::refusesWithReason).count();

        // Then
        assertThat(refusedWithReason).isBetween(INPUTS / 2, INPUTS);
    }

    private static boolean refusesWithReason(long seed) {
        String text = mutated(DEFINITIONS, new SplittableRandom(seed));
        try {
            return COMPILER.compile(text) instanceof Compilation.Refused refused
                    && refused.problems().stream()
                            .allMatch(problem -> !problem.detail().isBlank());
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + text, e);
        }
    }

    @Test
    void shouldEvaluateOrRefuseEveryExpression() {
        // When
        long evaluated = seeds().filter(HostileInputTest::evaluates).count();

        // Then
        assertThat(evaluated).isPositive().isLessThan(INPUTS);
    }

    private static boolean evaluates(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        String jq = mutated(PROGRAMS, random);
        JsonNode value = VALUES.get(random.nextInt(VALUES.size()));
        try {
            JsonNode result = EXPRESSIONS.compile(jq, Set.of()).evaluate(value, Variables.NONE);
            return JSON.writeValueAsString(result) != null;
        } catch (InvalidExpression | ExpressionException refused) {
            return false;
        } catch (JsonProcessingException | RuntimeException | StackOverflowError e) {
            throw new AssertionError("seed " + seed + ": " + jq, e);
        }
    }

    @Test
    void shouldReadOrRefuseEveryState() {
        // Given
        Play run = Play.of("do: [{both: {fork: {branches: [{a: {call: echo}}, {b: {wait: PT1S}}]}}}]")
                .started("[1, 2]");
        byte[] state = StateCodec.write(run.state());

        // When
        long read = seeds().filter(seed -> isRead(state, seed)).count();

        // Then
        assertThat(read).isPositive().isLessThan(INPUTS);
    }

    private static boolean isRead(byte[] state, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] broken = state.clone();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        }
        try {
            return StateCodec.read(broken) != null;
        } catch (RuntimeException refused) {
            return false;
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** One of the texts with a few random changes: pieces doubled, dropped, swapped with those of another, or scrambled. */
    private static String mutated(List<String> texts, RandomGenerator random) {
        StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
        for (int i = 0; i < 1 + random.nextInt(4) && !text.isEmpty(); i++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + 1 + random.nextInt(12));
            String other = texts.get(random.nextInt(texts.size()));
            int at = random.nextInt(other.length());
            switch (random.nextInt(5)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to));
                case 2 -> text.replace(from, to, other.substring(at, Math.min(other.length(), at + 12)));
                case 3 ->
                    text.setCharAt(
                            from, (char) (random.nextInt(4) == 0 ? random.nextInt(65_536) : 32 + random.nextInt(95)));
                default -> text.insert(from, SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
        }
        return text.toString();
    }
}
