package io.millrace.gateway.http.security;

import io.millrace.gateway.http.session.SessionCookie;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.OrServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Says which paths need a key, or a session that stands for one. What a key may do there stands at each endpoint. Webhooks carry their sender's own
 * authorization and callbacks a token in the path, so nobody looks for a key in them.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityWiring {
    private static final String API = "/v1/**";
    private static final String DESCRIPTION = "/v1/openapi.json";
    private static final String EDITOR_SCHEMA = "/v1/schemas/workflow.json";
    private static final String SESSION = "/v1/session";
    private static final String CALLBACKS = "/v1/tenants/*/callbacks/*";
    private static final String[] SCHEMAS = {"/schemas/**", "/subjects/**"};
    private static final String[] ONLY_FROM_HERE = {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'"
    };
    private static final String[] NEVER_USED = {
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking"
    };

    @Bean
    SecurityWebFilterChain doorChain(ServerHttpSecurity http, KeyAuthentication keys) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(String.join("; ", ONLY_FROM_HERE)))
                        .permissionsPolicy(policy -> policy.policy(Arrays.stream(NEVER_USED)
                                .map(one -> one + "=()")
                                .collect(Collectors.joining(", "))))
                        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterAt(keyFilter(keys), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers(HttpMethod.GET, DESCRIPTION, EDITOR_SCHEMA)
                        .permitAll()
                        .pathMatchers(HttpMethod.POST, SESSION)
                        .permitAll()
                        .pathMatchers(HttpMethod.DELETE, SESSION)
                        .permitAll()
                        .pathMatchers(CALLBACKS)
                        .permitAll()
                        .pathMatchers(API)
                        .authenticated()
                        .pathMatchers("/actuator/health/**", "/actuator/prometheus")
                        .permitAll()
                        .pathMatchers("/actuator/**")
                        .denyAll()
                        .anyExchange()
                        .permitAll())
                .exceptionHandling(answers -> answers.authenticationEntryPoint(
                                (exchange, e) -> Mono.error(unauthenticated(exchange)))
                        .accessDeniedHandler((exchange, e) ->
                                Mono.error(new Refused(new Refusal.Forbidden("Nobody may use this path.")))))
                .build();
    }

    @Bean
    ServerExchangeRejectedHandler rejectedHandler() {
        return (exchange, e) -> Mono.error(
                Refused.malformed("The request line or a header holds characters that are" + " not allowed there."));
    }

    private static Refused unauthenticated(ServerWebExchange exchange) {
        return new Refused(new Refusal.Unauthenticated(
                SessionCookie.isSent(exchange.getRequest())
                        ? "The session has ended: sign in again."
                        : "This needs a key: send Authorization: Bearer with it, or X-Api-Key."));
    }

    private static AuthenticationWebFilter keyFilter(KeyAuthentication keys) {
        // The converter has decided already; there is nothing left to ask.
        ReactiveAuthenticationManager decided = Mono::just;
        AuthenticationWebFilter filter = new AuthenticationWebFilter(decided);
        filter.setServerAuthenticationConverter(keys);
        filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
        String[] guarded = {API, SCHEMAS[0], SCHEMAS[1]};
        filter.setRequiresAuthenticationMatcher(new AndServerWebExchangeMatcher(
                ServerWebExchangeMatchers.pathMatchers(guarded),
                new NegatedServerWebExchangeMatcher(new OrServerWebExchangeMatcher(
                        ServerWebExchangeMatchers.pathMatchers(CALLBACKS),
                        ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, SESSION),
                        ServerWebExchangeMatchers.pathMatchers(HttpMethod.DELETE, SESSION)))));
        return filter;
    }
}
