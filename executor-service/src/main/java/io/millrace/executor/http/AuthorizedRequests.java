package io.millrace.executor.http;

import io.millrace.executor.authentication.Authorization;
import io.millrace.executor.authentication.Authorizing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * Makes requests that say who makes them, and makes one a second time when it was refused and that can make a difference.
 *
 * @param <A> an answer to a request
 * @param status of an answer, 100 to 599
 * @param challenges the values of an answer's headers WWW-Authenticate
 */
record AuthorizedRequests<A>(ToIntFunction<A> status, Function<A, List<String>> challenges) {

    /**
     * The answer to a call.
     *
     * @param exchange sends the call with what it carries, once for each subscription
     * @return the second answer if there was one; fails as {@link Authorizing#first} and as the exchange does
     */
    Mono<A> answer(Authorizing authorizing, HttpCall call, Function<Optional<Authorization>, Mono<A>> exchange) {
        return Mono.fromFuture(authorizing::first).flatMap(exchange).flatMap(answer -> {
            if (status.applyAsInt(answer) != HttpStatus.UNAUTHORIZED.value()) {
                return Mono.just(answer);
            }
            Authorizing.Refusal refusal =
                    new Authorizing.Refusal(call.method().name(), call.target(), challenges.apply(answer));
            return Mono.fromFuture(() -> authorizing.second(refusal))
                    .flatMap(second -> second.isEmpty() ? Mono.just(answer) : exchange.apply(second));
        });
    }
}
