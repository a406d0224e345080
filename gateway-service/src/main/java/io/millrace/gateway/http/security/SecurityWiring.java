package io.millrace.gateway.http.security;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
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
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.NegatedServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import reactor.core.publisher.Mono;

/**
 * Says which paths need a key. What a key may do there stands at each endpoint. Webhooks carry their sender's own
 * authorization and callbacks a token in the path, so nobody looks for a key in them.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityWiring {
    private static final String API = "/v1/**";
    private static final String DESCRIPTION = "/v1/openapi.json";
    private static final String EDITOR_SCHEMA = "/v1/schemas/workflow.json";
    private static final String CALLBACKS = "/v1/tenants/*/callbacks/*";
    private static final String[] SCHEMAS = {"/schemas/**", "/subjects/**"};
    private static final String[] ONLY_STYLE_FROM_HERE = {
        "default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"
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
                                policy -> policy.policyDirectives(String.join("; ", ONLY_STYLE_FROM_HERE)))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .addFilterAt(keyFilter(keys), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges -> exchanges
                        .pathMatchers(HttpMethod.GET, DESCRIPTION, EDITOR_SCHEMA)
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
                                (exchange, e) -> Mono.error(new Refused(new Refusal.Unauthenticated(
                                        "This needs a key: send Authorization: Bearer with it, or X-Api-Key."))))
                        .accessDeniedHandler((exchange, e) ->
                                Mono.error(new Refused(new Refusal.Forbidden("Nobody may use this path.")))))
                .build();
    }

    @Bean
    ServerExchangeRejectedHandler rejectedHandler() {
        return (exchange, e) -> Mono.error(
                Refused.malformed("The request line or a header holds characters that are" + " not allowed there."));
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
                new NegatedServerWebExchangeMatcher(ServerWebExchangeMatchers.pathMatchers(CALLBACKS))));
        return filter;
    }
}
