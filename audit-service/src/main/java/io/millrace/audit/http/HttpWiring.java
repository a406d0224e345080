package io.millrace.audit.http;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import io.millrace.audit.history.RunHistory;
import io.millrace.audit.intake.Audience;
import io.millrace.audit.intake.Bells;
import io.millrace.audit.intake.LakeExport;
import io.millrace.audit.intake.Progress;
import io.millrace.schemas.blobs.LargeValues;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The routes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
public final class HttpWiring {
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(60);

    /** For Spring. */
    public HttpWiring() {}

    @Bean
    ProblemAnswers problemAnswers() {
        return new ProblemAnswers();
    }

    @Bean
    Blocking blocking() {
        return new Blocking();
    }

    @Bean
    RouterFunction<ServerResponse> routes(
            IdentityProperties identity,
            RunHistory history,
            Progress progress,
            Bells bells,
            Audience audience,
            LakeExport lake,
            LargeValues largeValues,
            Blocking blocking) {
        Values values = new Values(largeValues);
        InstantSource clock = InstantSource.system();
        Gate gate = new Gate(identity, clock);
        SeenPosition seen = new SeenPosition(history, progress, audience);
        RecordQueries records = new RecordQueries(history, gate, seen, blocking);
        RunQueries runs = new RunQueries(history, gate, seen, values, blocking);
        AuditQueries audit = new AuditQueries(history, gate, seen, values, blocking);
        Streams streams = new Streams(history, bells, gate, seen, values, blocking);
        StatisticsQueries statistics = new StatisticsQueries(history, gate, seen, blocking, clock);
        String tenant = "/v1/tenants/{tenant}";
        return route().GET(tenant + "/runs", runs::list)
                .GET(tenant + "/runs/statistics", statistics::runs)
                .GET(tenant + "/runs/{run}", runs::one)
                .GET(tenant + "/runs/{run}/history", runs::history)
                .GET(tenant + "/runs/{run}/retry-points", runs::retryPoints)
                .GET(tenant + "/runs/{run}/records", records::of)
                .GET(tenant + "/runs/{run}/stream", streams::run)
                .GET(tenant + "/stream", streams::tenant)
                .GET(tenant + "/audit", audit::list)
                .POST("/internal/lake/flush", request -> {
                    gate.platformAdmin(request);
                    return Mono.fromFuture(lake::flush, true)
                            .timeout(LONGEST_FLUSH)
                            .flatMap(RunQueries::json);
                })
                .build();
    }
}
