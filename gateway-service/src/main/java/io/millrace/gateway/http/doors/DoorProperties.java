package io.millrace.gateway.http.doors;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services behind the gateway are.
 *
 * @param auditUrl address of audit-service, http or https, without path
 * @param triggerUrl address of trigger-service, http or https, without path
 * @param innerTimeout how long one of them may take to begin its answer, 100 ms to 5 min
 */
@ConfigurationProperties("millrace.gateway")
record DoorProperties(
        @DefaultValue("http://localhost:8084") URI auditUrl,
        @DefaultValue("http://localhost:8083") URI triggerUrl,
        @DefaultValue("15s") Duration innerTimeout) {
    DoorProperties {
        check("audit-url", auditUrl);
        check("trigger-url", triggerUrl);
        if (innerTimeout.toMillis() < 100 || innerTimeout.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException(
                    "millrace.gateway.inner-timeout is " + innerTimeout + " but must be between 100 ms and 5 min");
        }
    }

    private static void check(String key, URI url) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        String path = url.getRawPath();
        if (!http || url.getHost() == null || (path != null && !path.isEmpty() && !path.equals("/"))) {
            throw new IllegalArgumentException("millrace.gateway." + key + " is '" + url
                    + "' but must be an http or https address without a path, such as http://localhost:8084");
        }
    }
}
