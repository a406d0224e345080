package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.StandardErrors;
import org.junit.jupiter.api.Test;

class CallbackTest {
    private static final String APPROVAL = """
            do:
              - approve:
                  call: callback
                  with:
                    request: {call: echo, with: {token: '${ $callback.token }', who: '${ .who }'}}
                    expires: PT1H
                    heartbeat: PT5M
              - after: {set: '${ {answer: .} }'}
            """;

    private static RunInput answer(Play run, RunInput.Answer answer) {
        int position = run.events(RunEvent.CallbackOpened.class).getLast().position();
        String token =
                run.steps("approve").getLast().arguments().at("/input/token").asText();
        byte[] bytes = java.util.Base64.getUrlDecoder().decode(token);
        byte[] code = java.util.Arrays.copyOfRange(bytes, 20, bytes.length);
        return new RunInput.AnswerCallback("callback", position, RunInput.Code.of(code), answer);
    }

    @Test
    void shouldWaitUntilSomebodyCompletesItByItsToken() {
        // Given
        Play run = Play.of(APPROVAL).started("{\"who\": \"ann\"}").stepSucceeded("null");

        // When
        run.accept(answer(run, new RunInput.Answer.Done(Play.json("\"yes\""))));

        // Then
        assertThat(run.output()).isEqualTo("{\"answer\":\"yes\"}");
    }

    @Test
    void shouldTakeAnAnswerThatIsFasterThanTheStepThatAsked() {
        // Given
        Play run = Play.of(APPROVAL).started("{}");

        // When
        run.accept(answer(run, new RunInput.Answer.Done(Play.json("1"))));

        // Then
        assertThat(run.output()).isEqualTo("{\"answer\":1}");
    }

    @Test
    void shouldTakeATokenOnlyOnce() {
        // Given
        Play run = Play.of(APPROVAL + "  - more: {call: echo}\n").started("{}");
        RunInput answer = answer(run, new RunInput.Answer.Done(Play.json("1")));
        run.accept(answer);

        // When
        Decision again = run.offered(answer);

        // Then
        assertThat(again)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.WRONG_TOKEN));
    }

    @Test
    void shouldRefuseAWrongToken() {
        // Given
        Play run = Play.of(APPROVAL).started("{}");
        int position = run.events(RunEvent.CallbackOpened.class).getLast().position();
        RunInput wrong = new RunInput.AnswerCallback(
                "callback", position, RunInput.Code.of(new byte[18]), new RunInput.Answer.Done(Play.json("1")));

        // When
        Decision decision = run.offered(wrong);

        // Then
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void shouldTakeTheAnswerOfSomebodyTheGatewayVouchesFor() {
        // Given
        Play run = Play.of("do: [{approve: {call: callback}}]").started("{}");
        int position = run.events(RunEvent.CallbackOpened.class).getLast().position();

        // When
        run.accept(new RunInput.AnswerCallback("key-7", position, null, new RunInput.Answer.Done(Play.json("{}"))));

        // Then
        assertThat(run.output()).isEqualTo("{}");
    }

    @Test
    void shouldFailWithTheErrorThatIsAnswered() {
        // Given
        Play run = Play.of(APPROVAL).started("{}");

        // When
        run.accept(answer(run, new RunInput.Answer.Failed(new Fault("urn:no", 409, "No", null, null))));

        // Then
        assertThat(run.fault()).isEqualTo(new Fault("urn:no", 409, "No", null, "/do/0/approve"));
    }

    @Test
    void shouldTimeOutWhenNobodyAnswers() {
        // Given
        Play run = Play.of("do: [{approve: {call: callback, with: {expires: PT1H}}}]")
                .started("{}");

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.TIMEOUT);
    }

    @Test
    void shouldTimeOutWithoutASignOfLife() {
        // Given
        Play run = Play.of(APPROVAL).started("{}").stepSucceeded("null");

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.fault().detail()).contains("no sign of life");
        assertThat(java.time.Duration.between(Play.BEGIN, run.now())).hasMinutes(5);
    }

    @Test
    void shouldWaitOnAfterASignOfLife() {
        // Given
        Play run = Play.of(APPROVAL).started("{}").stepSucceeded("null").after(java.time.Duration.ofMinutes(4));

        // When
        run.accept(answer(run, new RunInput.Answer.Alive()));

        // Then
        run.nextTimerFired();
        assertThat(java.time.Duration.between(Play.BEGIN, run.now())).hasMinutes(9);
    }

    @Test
    void shouldFailWhenTheTokenCannotBeHandedOver() {
        // Given
        Play run = Play.of(APPROVAL).started("{}");

        // When
        run.stepFailed(503);

        // Then
        assertThat(run.fault().status()).isEqualTo(503);
    }

    @Test
    void shouldGiveTheSameTokenInAReplayAndAnotherOneToEachRun() {
        // Given
        Play one = Play.of(APPROVAL).started("{}");
        Play again = Play.of(APPROVAL).started("{}");

        // When
        String token =
                one.steps("approve").getLast().arguments().at("/input/token").asText();

        // Then
        assertThat(again.steps("approve")
                        .getLast()
                        .arguments()
                        .at("/input/token")
                        .asText())
                .isEqualTo(token)
                .isNotEqualTo(new Seed("b3RoZXI=").token(new io.millrace.schemas.RunId(1, 2), 1));
    }
}
