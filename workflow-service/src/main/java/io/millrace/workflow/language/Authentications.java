package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.expression.Constant;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.NearMiss;
import io.millrace.workflow.expression.Template;
import io.millrace.workflow.program.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles how a call says who makes it. What comes out evaluates to an object: {@code scheme}, and beside it either the
 * properties of the scheme as the specification names them, or {@code properties}, which stands for a secret that holds
 * them.
 */
record Authentications(ExpressionReader expressions, Reusables reusables) {

    private static final List<String> SCHEMES = List.of("basic", "bearer", "digest", "oauth2", "oidc");
    private static final List<String> GRANTS = List.of(
            "client_credentials", "password", "refresh_token", "urn:ietf:params:oauth:grant-type:token-exchange");
    private static final String NEEDS_A_PERSON = "authorization_code";
    private static final List<String> CLIENT_AUTHENTICATIONS =
            List.of("client_secret_post", "client_secret_basic", "client_secret_jwt", "private_key_jwt", "none");
    private static final List<String> ENCODINGS = List.of("application/x-www-form-urlencoded", "application/json");

    /** What the property {@code authentication} of an endpoint, a document or a server says, if it has one. */
    Optional<Expression> of(Part owner, Set<String> variables) {
        return of(owner, variables, Map.of());
    }

    /**
     * As above, for a callee that cannot be told in every way who calls.
     *
     * @param impossible by scheme, what is said to whoever uses it
     */
    Optional<Expression> of(Part owner, Set<String> variables, Map<String, String> impossible) {
        return owner.get("authentication")
                .filter(part -> part.isObject("`authentication`"))
                .flatMap(part -> {
                    Optional<Part> declared = part.has("use") ? named(part) : Optional.of(part);
                    declared.ifPresent(it -> impossible.entrySet().stream()
                            .filter(each -> it.has(each.getKey()))
                            .forEach(each -> part.problem(each.getValue())));
                    return declared.flatMap(it -> inPlace(it, variables));
                });
    }

    /** Reports what is wrong with a declared authentication that nothing uses. */
    void check(Part declared, Set<String> variables) {
        if (declared.isObject("An authentication")) {
            var _ = inPlace(declared, variables);
        }
    }

    private Optional<Part> named(Part part) {
        part.allow("`authentication`", List.of("use"));
        return part.get("use")
                .filter(use -> use.text("`use`").isPresent())
                .flatMap(use -> reusables.inPlaceOrNamed(use, "authentications", "authentication"))
                .filter(declared -> declared.isObject("An authentication"));
    }

    private Optional<Expression> inPlace(Part part, Set<String> variables) {
        part.allow("an authentication", SCHEMES, List.of());
        List<Part> given =
                SCHEMES.stream().flatMap(scheme -> part.get(scheme).stream()).toList();
        if (given.size() != 1) {
            part.problem("An authentication has exactly one of " + Part.list(SCHEMES) + ".");
            return Optional.empty();
        }
        Part scheme = given.getFirst();
        if (!scheme.isObject("`" + scheme.name() + "`")) {
            return Optional.empty();
        }
        Map<String, Expression> fields = new LinkedHashMap<>();
        fields.put("scheme", text(scheme.name()));
        if (scheme.has("use")) {
            scheme.allow("`" + scheme.name() + "` with `use`", List.of("use"));
            scheme.get("use").ifPresent(secret -> fields.put("properties", secret(secret)));
        } else {
            switch (scheme.name()) {
                case "bearer" -> texts(scheme, List.of("token"), variables, fields);
                case "basic", "digest" -> texts(scheme, List.of("username", "password"), variables, fields);
                default -> new Grant(scheme, variables, fields).compile();
            }
        }
        return Optional.of(new Template.Fields(fields));
    }

    /** The secret that holds the properties. */
    private Expression secret(Part use) {
        String name = use.text("`use`").orElse("");
        if (Linked.contains(use.pointer())) {
            use.problem(Linked.KEPT);
        } else if (!name.isEmpty() && !reusables.secrets().contains(name)) {
            use.problem("The secret `" + name + "` is not declared under `use.secrets`."
                    + NearMiss.hint(name, reusables.secrets().stream()));
        }
        return text(SecretReferences.to(name));
    }

    private void texts(Part scheme, List<String> names, Set<String> variables, Map<String, Expression> fields) {
        scheme.allow("`" + scheme.name() + "`", names, List.of("use"));
        for (String name : names) {
            scheme.required(name, "`" + scheme.name() + "`")
                    .ifPresent(value -> fields.put(name, textual(value, variables)));
        }
    }

    private Expression textual(Part part, Set<String> variables) {
        var _ = part.text("`" + part.name() + "`");
        return expressions.template(part, variables);
    }

    private static Constant text(String value) {
        return new Constant(JsonNodeFactory.instance.textNode(value));
    }

    /** How a token is asked for: OAuth 2.0 and OpenID Connect. */
    private final class Grant {
        private final Part scheme;
        private final Set<String> variables;
        private final Map<String, Expression> fields;

        private Grant(Part scheme, Set<String> variables, Map<String, Expression> fields) {
            this.scheme = scheme;
            this.variables = variables;
            this.fields = fields;
        }

        void compile() {
            String what = "`" + scheme.name() + "`";
            boolean discovers = scheme.name().equals("oidc");
            scheme.allow(
                    what,
                    List.of(
                            "authority",
                            "grant",
                            "client",
                            "endpoints",
                            "request",
                            "issuers",
                            "scopes",
                            "audiences",
                            "username",
                            "password",
                            "subject",
                            "actor"));
            scheme.required("authority", what).ifPresent(part -> fields.put("authority", authority(part)));
            scheme.required("grant", what).ifPresent(this::grant);
            object("client", List.of("id", "secret", "assertion", "authentication"))
                    .ifPresent(this::client);
            if (discovers && scheme.has("endpoints")) {
                scheme.get("endpoints")
                        .ifPresent(part -> part.problem(
                                "`oidc` finds its endpoints at the authority; leave `endpoints` out or use `oauth2`."));
            } else {
                object("endpoints", List.of("token", "revocation", "introspection"));
            }
            object("request", List.of("encoding"))
                    .flatMap(part -> part.get("encoding"))
                    .ifPresent(this::encoding);
            for (String name : List.of("issuers", "scopes", "audiences")) {
                scheme.get(name).ifPresent(part -> fields.put(name, list(part)));
            }
            for (String name : List.of("username", "password")) {
                scheme.get(name).ifPresent(part -> fields.put(name, textual(part, variables)));
            }
            for (String name : List.of("subject", "actor")) {
                object(name, List.of("token", "type")).ifPresent(part -> part.required("token", "`" + name + "`"));
            }
        }

        private Expression authority(Part part) {
            Optional<String> address = part.text("`authority`");
            if (address.isEmpty()) {
                return text("");
            }
            return isExpression(part)
                    ? new Endpoint.Computed(expressions.condition(part, variables))
                    : Endpoint.parse(part, address.get());
        }

        private void grant(Part part) {
            fields.put("grant", expressions.template(part, variables));
            if (isExpression(part)) {
                return;
            }
            if (part.node().asText().equals(NEEDS_A_PERSON)) {
                part.problem(
                        "The grant `" + NEEDS_A_PERSON + "` needs a person who signs in with a browser, which a run"
                                + " does not have; use `client_credentials`, or `refresh_token` with a token that a person"
                                + " obtained.");
                return;
            }
            part.word("`grant`", GRANTS).ifPresent(grant -> {
                List<String> needed = switch (grant) {
                    case "password" -> List.of("username", "password");
                    case "client_credentials" -> List.of("client");
                    default -> List.of("subject");
                };
                needed.forEach(name -> scheme.required(name, "The grant `" + grant + "`"));
            });
        }

        private void client(Part client) {
            Optional<Part> way = client.get("authentication").filter(part -> !isExpression(part));
            way.flatMap(part -> part.word("`authentication`", CLIENT_AUTHENTICATIONS))
                    .filter("private_key_jwt"::equals)
                    .ifPresent(_ -> client.required("assertion", "A client that authenticates by `private_key_jwt`"));
        }

        private void encoding(Part encoding) {
            if (!isExpression(encoding)) {
                var _ = encoding.word("`encoding`", ENCODINGS);
            }
        }

        private Expression list(Part part) {
            if (!isExpression(part) && part.isArray("`" + part.name() + "`")) {
                part.elements().forEach(element -> element.text("What is listed under `" + part.name() + "`"));
            }
            return expressions.template(part, variables);
        }

        /** An object of texts. */
        private Optional<Part> object(String name, List<String> properties) {
            Optional<Part> object = scheme.get(name).filter(part -> part.isObject("`" + name + "`"));
            object.ifPresent(part -> {
                part.allow("`" + name + "`", properties);
                part.properties().forEach(property -> property.text("`" + property.name() + "`"));
                fields.put(name, expressions.template(part, variables));
            });
            return object;
        }
    }

    private static boolean isExpression(Part part) {
        return part.node().isTextual()
                && Expressions.embedded(part.node().textValue()).isPresent();
    }
}
