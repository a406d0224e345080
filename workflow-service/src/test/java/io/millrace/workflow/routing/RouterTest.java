package io.millrace.workflow.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.RunId;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.InvalidExpression;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Expressions EXPRESSIONS = new Expressions(new DeepStackThread());
    private static final Wants NOTHING = new Wants(List.of());
    private static final Wants ORDERS = new Wants(wants("""
            do:
              - pay:
                  listen:
                    to:
                      one:
                        with: {type: paid}
                        correlate: {order: {from: .data.order, expect: '${ .order }'}}
            """));

    private final RowsInMemory index = new RowsInMemory();
    private final RowsInMemory buffer = new RowsInMemory();
    private final Subscriptions subscriptions = new Subscriptions(index);
    private final RecentEvents recent =
            new RecentEvents(buffer, new RecentEvents.Limits(100, 100_000), (_, text) -> text);
    private final Router router = new Router(subscriptions, recent);
    private final List<String> delivered = new ArrayList<>();

    private static List<Want> wants(String body) {
        String head = "document: {dsl: '1.0.3', namespace: test, name: it, version: '1.0.0'}\n";
        if (new Compiler(new DeepStackThread()).compile(head + body) instanceof Compilation.Compiled compiled) {
            return Want.of(compiled.program());
        }
        throw new IllegalArgumentException(body);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Optional<Expression> compile(String jq) {
        try {
            return Optional.of(EXPRESSIONS.compile(jq, Set.of()));
        } catch (InvalidExpression e) {
            return Optional.empty();
        }
    }

    private static Waiting run(int number) {
        return new Waiting(new RunId(number, number), 1);
    }

    private static Interest paid(String order) {
        return Interest.of(Map.of("type", json("\"paid\"")), Map.of(".data.order", json(order)));
    }

    private void subscribe(String tenant, Waiting waiting, Interest... interests) {
        router.subscribed(
                tenant,
                waiting,
                List.of(interests),
                1_000,
                (text, offset) -> delivered.add(waiting.run().low() + "@" + offset));
    }

    private void paidEvent(String tenant, long offset, String order, Wants wants) {
        event(tenant, offset, "{\"type\": \"paid\", \"data\": {\"order\": " + order + "}}", wants);
    }

    private int event(String tenant, long offset, String text, Wants wants) {
        Sighting sighting = new Sighting(tenant, json(text), RouterTest::compile, Variables.NONE);
        return router.arrived(
                new Router.Arrival(sighting, offset, text, 1_000),
                wants,
                Set.of(),
                waiting -> delivered.add(waiting.run().low() + "@" + offset));
    }

    @Test
    void shouldFindTheOneAmongTenThousandByItsValue() {
        // Given
        for (int i = 0; i < 10_000; i++) {
            subscribe("acme", run(i), paid("\"o-" + i + "\""));
        }
        int before = index.read();

        // When
        paidEvent("acme", 7, "\"o-4711\"", NOTHING);

        // Then
        assertThat(delivered).containsExactly("4711@7");
        assertThat(index.read() - before).isLessThan(10);
    }

    @Test
    void shouldTakeNumbersByTheirValue() {
        // Given
        subscribe("acme", run(1), paid("1"));
        subscribe("acme", run(2), paid("2"));

        // When
        paidEvent("acme", 7, "1.0", NOTHING);

        // Then
        assertThat(delivered).containsExactly("1@7");
    }

    @Test
    void shouldDeliverNothingToAnotherTenant() {
        // Given
        subscribe("acme", run(1), paid("1"));
        paidEvent("acme", 6, "2", ORDERS);

        // When
        paidEvent("other", 7, "1", ORDERS);
        subscribe("other", run(2), paid("2"));

        // Then
        assertThat(delivered).isEmpty();
    }

    @Test
    void shouldWantAllCorrelationsAndAllAttributes() {
        // Given
        Map<String, JsonNode> type = Map.of("type", json("\"paid\""), "subject", json("\"s\""));
        subscribe("acme", run(1), Interest.of(type, Map.of(".data.a", json("1"), ".data.b", json("2"))));

        // When
        event("acme", 1, "{\"type\": \"paid\", \"subject\": \"s\", \"data\": {\"a\": 1, \"b\": 3}}", NOTHING);
        event("acme", 2, "{\"type\": \"paid\", \"subject\": \"t\", \"data\": {\"a\": 1, \"b\": 2}}", NOTHING);
        event("acme", 3, "{\"type\": \"paid\", \"data\": {\"a\": 1, \"b\": 2}}", NOTHING);
        event("acme", 4, "{\"type\": \"paid\", \"subject\": \"s\", \"data\": {\"a\": 1, \"b\": 2}}", NOTHING);

        // Then
        assertThat(delivered).containsExactly("1@4");
    }

    @Test
    void shouldMatchNothingWhenALookupFails() {
        // Given
        Map<String, JsonNode> type = Map.of("type", json("\"paid\""));
        subscribe("acme", run(1), Interest.of(type, Map.of(".data | error", json("1"))));
        subscribe("acme", run(2), Interest.of(type, Map.of(".data.a", json("null"))));

        // When
        event("acme", 1, "{\"type\": \"paid\", \"data\": {\"a\": null}}", NOTHING);

        // Then
        assertThat(delivered).isEmpty();
    }

    @Test
    void shouldDeliverOnceHoweverManyReasonsThereAre() {
        // Given
        Interest everything = Interest.of(Map.of(), Map.of());
        subscribe("acme", run(1), paid("1"), paid("1"), everything);

        // When
        paidEvent("acme", 1, "1", NOTHING);

        // Then
        assertThat(delivered).containsExactly("1@1");
    }

    @Test
    void shouldLeaveNothingBehindWhenNobodyWaits() {
        // Given
        subscribe("acme", run(1), paid("1"), paid("2"));
        subscribe("acme", run(2), paid("1"));

        // When
        router.unsubscribed("acme", run(1));
        router.unsubscribed("acme", run(2));
        router.unsubscribed("acme", run(2));

        // Then
        assertThat(index.size()).isZero();
    }

    @Test
    void shouldDeliverInOrderWhatCameBefore() {
        // Given
        paidEvent("acme", 3, "1", ORDERS);
        paidEvent("acme", 4, "2", ORDERS);
        paidEvent("acme", 5, "1", ORDERS);

        // When
        subscribe("acme", run(1), paid("1"));

        // Then
        assertThat(delivered).containsExactly("1@3", "1@5");
    }

    @Test
    void shouldDeliverNothingAgainWhenASubscriptionIsRepeated() {
        // Given
        paidEvent("acme", 3, "1", ORDERS);
        subscribe("acme", run(1), paid("1"));

        // When
        subscribe("acme", run(1), paid("1"));

        // Then
        assertThat(delivered).containsExactly("1@3");
    }

    @Test
    void shouldNotGiveARunTwiceWhatItTook() {
        // Given
        paidEvent("acme", 3, "1", ORDERS);
        paidEvent("acme", 4, "1", ORDERS);
        subscribe("acme", run(1), paid("1"));
        router.taken("acme", 3, run(1).run());
        delivered.clear();

        // When
        subscribe("acme", new Waiting(run(1).run(), 2), paid("1"));
        subscribe("acme", run(2), paid("1"));

        // Then
        assertThat(delivered).containsExactly("1@4", "2@3", "2@4");
    }

    @Test
    void shouldKeepOnlyWhatADefinitionCouldWant() {
        // When
        event("acme", 1, "{\"type\": \"other\", \"data\": {}}", ORDERS);
        paidEvent("acme", 2, "null", ORDERS);

        // Then
        assertThat(buffer.size()).isZero();
    }

    @Test
    void shouldLetEventsGoWhenTheirTimeIsOver() {
        // Given
        paidEvent("acme", 1, "1", ORDERS);
        router.taken("acme", 1, run(9).run());

        // When
        recent.expire(61_000);
        int atTheLastMoment = buffer.size();
        recent.expire(61_001);

        // Then
        assertThat(atTheLastMoment).isPositive();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void shouldDropTheOldestWhenThereAreTooMany() {
        // Given
        for (int offset = 0; offset < 100; offset++) {
            paidEvent("acme", offset, "1", ORDERS);
        }

        // When
        int dropped = event("acme", 100, "{\"type\": \"paid\", \"data\": {\"order\": 1}}", ORDERS);

        // Then
        subscribe("acme", run(1), paid("1"));
        assertThat(dropped).isOne();
        assertThat(delivered).hasSize(100).startsWith("1@1").endsWith("1@100");
    }

    @Test
    void shouldDropTheOldestWhenTheyAreTooLarge() {
        // Given
        String large = "x".repeat(40_000);
        paidEvent("acme", 1, "1", ORDERS);
        event("acme", 2, "{\"type\": \"paid\", \"data\": {\"order\": 1, \"x\": \"" + large + "\"}}", ORDERS);

        // When
        int dropped = event(
                "acme", 3, "{\"type\": \"paid\", \"data\": {\"order\": 1, \"x\": \"" + large + large + "\"}}", ORDERS);

        // Then
        subscribe("acme", run(1), paid("1"));
        assertThat(dropped).isEqualTo(2);
        assertThat(delivered).containsExactly("1@3");
    }

    @Test
    void shouldKeepEventsAsLongAsTheDefinitionSays() {
        // Given
        String listen = "do: [{a: {listen: {to: {any: []}}}}]";
        String metadata = "document: {dsl: '1.0.3', namespace: test, name: it, version: '1.0.0',"
                + " metadata: {millrace: {buffer: {minutes: 5}}}}\n";

        // When
        List<Want> wants =
                new Compiler(new DeepStackThread()).compile(metadata + listen) instanceof Compilation.Compiled compiled
                        ? Want.of(compiled.program())
                        : List.of();

        // Then
        assertThat(wants)
                .singleElement()
                .satisfies(want -> assertThat(want.keep()).hasMinutes(5));
    }
}
