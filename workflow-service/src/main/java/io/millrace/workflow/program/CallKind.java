package io.millrace.workflow.program;

/** The kinds of work a call task hands to an executor. */
public enum CallKind {
    /**
     * An HTTP request. Arguments: {@code method} (upper case), {@code endpoint} (absolute URI with its templates
     * filled in), {@code headers}, {@code query}, {@code body} (each only if given), {@code output} ({@code content},
     * {@code response} or {@code raw}), {@code redirect} (whether a 3xx answer is taken as it is instead of an error).
     */
    HTTP,
    /**
     * An operation that an OpenAPI document describes. Arguments: {@code document} (a {@linkplain #A2A callee}),
     * {@code operationId} (text), {@code parameters} (object by the names of the document, the one named {@code body}
     * being the body unless a parameter has that name; only if given), {@code authentication} (only if given; see
     * below), {@code output} and {@code redirect} as for {@link #HTTP}.
     */
    OPENAPI,
    /**
     * A gRPC method. Arguments: {@code proto} (a {@linkplain #A2A callee}: where the .proto text is), {@code service}
     * (object with {@code name}, the service's full or simple name; {@code host}; {@code port}, 1 to 65535, only if
     * given; {@code authentication}, only if given), {@code method} (the simple name), {@code arguments} (an object, or
     * an array of objects for a method that takes a stream; only if given).
     */
    GRPC,
    /**
     * Messages published or received as an AsyncAPI document describes. Arguments: {@code document} (a
     * {@linkplain #A2A callee}), either {@code operation} (AsyncAPI 3) or {@code channel} (AsyncAPI 2), {@code server}
     * (object with {@code name} and, if given, {@code variables}; only if given), {@code protocol} (only if given), and
     * either {@code message} (object with {@code payload}, any value, and {@code headers}, an object; each only if
     * given) or {@code subscription}, {@code authentication} (only if given).
     *
     * <p>The subscription is an object with one of three. {@code consume} ({@code amount}, a number of messages from 1,
     * and {@code for}, milliseconds; at least one of them) is answered with an array of messages. {@code receive} is
     * answered with as many messages as are there, an object of {@code messages}, {@code position} and {@code kept}: it
     * has {@code most} (messages, from 1), {@code bytes} (of all of them, from 1), {@code wait} (longest time to wait for
     * the first one, milliseconds), {@code until} (no longer than this moment, milliseconds since 1970; only if given)
     * and {@code position} (that of the answer before; only if there was one). {@code leave} (the position of the last
     * answer, or null) ends what is {@code kept} for the subscription outside, and is answered with null.
     */
    ASYNCAPI,
    /**
     * A request to a server of the Model Context Protocol. Arguments: {@code protocolVersion} (such as 2025-06-18),
     * {@code method} (such as tools/call), {@code parameters} (object, only if given), {@code timeout} (milliseconds,
     * only if given), {@code transport} (object with {@code http}, an object with {@code server}, a
     * {@linkplain #A2A callee}, and, if given, {@code headers}), {@code client} (object with {@code name},
     * {@code version} and perhaps {@code description}; only if given).
     */
    MCP,
    /**
     * A request to an agent over the Agent2Agent protocol. Arguments: {@code agentCard}, {@code server} (each a callee;
     * at least one of them), {@code method} (such as message/send), {@code parameters} (object, only if given).
     *
     * <p>A callee, here and in the other kinds, is an object with {@code endpoint} (absolute http or https URI) and, if
     * given, {@code authentication} (object with {@code scheme}, which is one of basic, bearer, digest, oauth2 and oidc,
     * and what that scheme needs).
     */
    A2A,
    /** A function of the platform. Arguments: {@code function} (its name) and {@code input} (an object). */
    FUNCTION,
    /**
     * A script. Arguments: {@code language} ({@code js} or {@code python}), {@code code} or {@code source},
     * {@code arguments} (a list), {@code stdin}, {@code environment} (each only if given), {@code return} (see
     * {@link #CONTAINER}).
     */
    SCRIPT,
    /**
     * A command of a shell. Arguments: {@code command}, {@code arguments} (a list), {@code stdin},
     * {@code environment} (each but the command only if given), {@code return} (see {@link #CONTAINER}).
     */
    SHELL,
    /**
     * A container. Arguments: {@code image}, {@code name}, {@code command}, {@code ports}, {@code volumes},
     * {@code environment}, {@code stdin}, {@code arguments} (a list), {@code lifetime}, {@code pullPolicy} (each but
     * the image only if given), {@code return}: {@code stdout}, {@code stderr}, {@code code}, {@code all} or
     * {@code none}.
     */
    CONTAINER
}
