package io.millrace.trigger.webhook;

import static io.millrace.trigger.webhook.Samples.BODY;
import static io.millrace.trigger.webhook.Samples.NOW;
import static io.millrace.trigger.webhook.Samples.SECRET;
import static io.millrace.trigger.webhook.Samples.delivery;
import static io.millrace.trigger.webhook.Samples.trigger;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.trigger.definition.Authentication;
import io.millrace.trigger.definition.Deduplication;
import io.millrace.trigger.definition.Target;
import io.millrace.trigger.definition.WebhookTrigger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

class ReceptionTest {
    private static final Deduplication BY_SCHEME = new Deduplication.ByScheme();
    private static final Authentication OPEN = new Authentication.None();

    @Test
    void shouldMakeAnEventOfADelivery() {
        // When
        Reception reception = Reception.of(
                trigger(Samples.GITHUB_SCHEME, BY_SCHEME), delivery(Samples.GITHUB, BODY), SECRET, NOW, "unused");

        // Then
        assertThat(reception)
                .isEqualTo(new Reception.Accepted(new WebhookEvent(
                        "acme",
                        "b771c5360364fbae511d7966ac74bec7c8d418983ce89d76a588ec3ab3941c3e",
                        "/hooks/acme/push",
                        "io.millrace.webhook",
                        NOW,
                        Map.of(
                                "millracetarget", "workflow:greet",
                                "deliveryid", "72d3162e",
                                "githubevent", "push",
                                "httpmethod", "POST"),
                        BODY)));
    }

    @Test
    void shouldGiveAnEventTheTypeOfItsTarget() {
        // Given
        WebhookTrigger trigger = new WebhookTrigger(
                "acme", "push", OPEN, new Target.Event("com.example.pushed"), Set.of("POST"), BY_SCHEME);

        // When
        WebhookEvent event = accepted(trigger, delivery(Map.of(), BODY), "1");

        // Then
        assertThat(event.type()).isEqualTo("com.example.pushed");
        assertThat(event.extensions()).doesNotContainKey("millracetarget");
    }

    @Test
    void shouldNotBelieveWithoutProof() {
        // When
        Reception reception = Reception.of(
                trigger(Samples.GITHUB_SCHEME, BY_SCHEME), delivery(Map.of(), BODY), SECRET, NOW, "unused");

        // Then
        assertThat(reception).isEqualTo(new Reception.Refused(RefusalCode.SIGNATURE_MISSING));
    }

    static Stream<Arguments> deliveriesThatSayWhichTheyAre() {
        Authentication token = new Authentication.Token("s", "X-Token");
        return Stream.of(
                Arguments.of(Samples.STRIPE_SCHEME, SECRET, Samples.STRIPE, "evt_1"),
                Arguments.of(Samples.STANDARD_SCHEME, Samples.STANDARD_SECRET, Samples.STANDARD, "msg_1"),
                Arguments.of(token, SECRET, Map.of("X-Token", "river-and-wheel", "Idempotency-Key", "k1"), "k1"));
    }

    @ParameterizedTest
    @MethodSource("deliveriesThatSayWhichTheyAre")
    void shouldFindTheDeliveryIdWhereTheSchemesSendersPutIt(
            Authentication authentication, SecretValue secret, Map<String, String> headers, String deliveryId) {
        // When
        Reception reception =
                Reception.of(trigger(authentication, BY_SCHEME), delivery(headers, BODY), secret, NOW, "unused");

        // Then
        assertThat(reception)
                .isInstanceOfSatisfying(
                        Reception.Accepted.class,
                        accepted -> assertThat(accepted.event().extensions()).containsEntry("deliveryid", deliveryId));
    }

    @Test
    void shouldGiveARepeatedDeliveryTheSameIdAndAnotherOneAnother() {
        // Given
        WebhookTrigger byPointer = trigger(OPEN, new Deduplication.ByPointer(JsonPointer.compile("/order/id")));

        // When
        List<String> ids = Stream.of(
                        "{\"order\":{\"id\":7}}", "{\"order\":{\"id\":7},\"try\":2}", "{\"order\":{\"id\":8}}")
                .map(body ->
                        accepted(byPointer, delivery(Map.of(), body), "fresh").id())
                .toList();

        // Then
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    @Test
    void shouldTellTheSameDeliveryIdOfTwoTriggersApart() {
        // Given
        Delivery delivery = delivery(Map.of("Idempotency-Key", "1"), BODY);
        WebhookTrigger one = new WebhookTrigger("a", "bc", OPEN, new Target.Workflow("w"), Set.of("POST"), BY_SCHEME);
        WebhookTrigger two = new WebhookTrigger("ab", "c", OPEN, new Target.Workflow("w"), Set.of("POST"), BY_SCHEME);

        // When
        List<String> ids = List.of(
                accepted(one, delivery, "x").id(), accepted(two, delivery, "x").id());

        // Then
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void shouldTellDeliveriesApartThatDoNotSayWhichTheyAre() {
        // Given
        WebhookTrigger byHeader = trigger(OPEN, new Deduplication.ByHeader("X-Order"));
        Delivery delivery = delivery(Map.of(), BODY);

        // When
        List<String> ids = List.of(
                accepted(byHeader, delivery, "1").id(),
                accepted(byHeader, delivery, "2").id());

        // Then
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void shouldNotLetAFreshIdMeetAGivenOne() {
        // Given
        WebhookTrigger open = trigger(OPEN, BY_SCHEME);

        // When
        List<String> ids = List.of(
                accepted(open, delivery(Map.of("Idempotency-Key", "1"), BODY), "2")
                        .id(),
                accepted(open, delivery(Map.of(), BODY), "1").id());

        // Then
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": [1, 2.50, \"ü\"]}", "[]", "\"text\"", "17", "null"})
    void shouldLeaveJsonAsItWasSent(String json) {
        // When
        WebhookEvent event = accepted(
                trigger(OPEN, BY_SCHEME),
                delivery(Map.of("Content-Type", "application/json; charset=utf-8"), json),
                "1");

        // Then
        assertThat(event.data()).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "a=1&b=2"})
    void shouldWrapWhatIsNotJsonAsText(String body) {
        // When
        WebhookEvent event =
                accepted(trigger(OPEN, BY_SCHEME), delivery(Map.of("Content-Type", "application/json"), body), "1");

        // Then
        assertThat(JsonMapper.shared().readTree(event.data()))
                .isEqualTo(JsonMapper.shared()
                        .createObjectNode()
                        .put("body", body)
                        .put("encoding", "text")
                        .put("contentType", "application/json"));
    }

    @Test
    void shouldWrapJsonThatIsNestedWithoutEndAsText() {
        // Given
        String nested = "[".repeat(100_000);

        // When
        WebhookEvent event = accepted(trigger(OPEN, BY_SCHEME), delivery(Map.of(), nested), "1");

        // Then
        assertThat(JsonMapper.shared().readTree(event.data()).get("encoding").stringValue())
                .isEqualTo("text");
    }

    @Test
    void shouldWrapBytesInBase64() {
        // Given
        byte[] bytes = {(byte) 0xff, 0, 1};

        // When
        WebhookEvent event = accepted(trigger(OPEN, BY_SCHEME), new Delivery("POST", Map.of(), bytes), "1");

        // Then
        assertThat(event.data()).isEqualTo("{\"body\":\"/wAB\",\"encoding\":\"base64\"}");
    }

    @Test
    void shouldMakeAnEventWithoutDataOfAnEmptyBody() {
        // When
        WebhookEvent event = accepted(trigger(OPEN, BY_SCHEME), new Delivery("GET", Map.of(), new byte[0]), "1");

        // Then
        assertThat(event.data()).isNull();
        assertThat(event.extensions()).containsEntry("httpmethod", "GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "line\nbreak", "ümlaut"})
    void shouldKeepWhatIsNotPrintableOutOfAttributes(String deliveryId) {
        // When
        WebhookEvent event =
                accepted(trigger(OPEN, BY_SCHEME), delivery(Map.of("Idempotency-Key", deliveryId), BODY), "1");

        // Then
        assertThat(event.extensions()).doesNotContainKey("deliveryid");
    }

    @Test
    void shouldAnswerSlacksQuestionOnlyWhenItIsSigned() {
        // Given
        String question = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw\"}";
        WebhookTrigger slack = trigger(Samples.SLACK_SCHEME, BY_SCHEME);

        // When
        Reception signed = Reception.of(
                slack,
                delivery(
                        Map.of(
                                "X-Slack-Request-Timestamp", "1763683200",
                                "X-Slack-Signature",
                                        "v0=b6d211c1bc6d2e6d6a301c6bb3bd80610429843b570e07dc2b8c305e2a1ce366"),
                        question),
                SECRET,
                NOW,
                "1");
        Reception unsigned = Reception.of(slack, delivery(Map.of(), question), SECRET, NOW, "1");

        // Then
        assertThat(signed).isEqualTo(new Reception.Challenged("3eZbrw"));
        assertThat(unsigned).isEqualTo(new Reception.Refused(RefusalCode.SIGNATURE_MISSING));
    }

    @Test
    void shouldNeverShowASecret() {
        // When
        String text = new TriggerLookup.Found.Usable(trigger(Samples.GITHUB_SCHEME, BY_SCHEME), SECRET, 0).toString();

        // Then
        assertThat(text).doesNotContain("river-and-wheel");
    }

    private static WebhookEvent accepted(WebhookTrigger trigger, Delivery delivery, String fresh) {
        Reception reception = Reception.of(trigger, delivery, null, NOW, fresh);
        assertThat(reception).isInstanceOf(Reception.Accepted.class);
        return ((Reception.Accepted) reception).event();
    }
}
