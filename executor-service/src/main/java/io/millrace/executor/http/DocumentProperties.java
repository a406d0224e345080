package io.millrace.executor.http;

import io.millrace.executor.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the documents that describe callees, such as those of OpenAPI.
 *
 * @param maxSize greatest document, 1 byte to 100 MB
 * @param fresh time for which a document is used without asking whether it has changed, from 0 s
 * @param remembered size of all documents that are remembered together, 1 byte to 10 GB
 */
@ConfigurationProperties("millrace.executor.documents")
record DocumentProperties(
        @DefaultValue("4MB") DataSize maxSize,
        @DefaultValue("60s") Duration fresh,
        @DefaultValue("64MB") DataSize remembered) {
    private static final Settings SETTINGS = new Settings("millrace.executor.documents");

    DocumentProperties {
        SETTINGS.check(
                "max-size", maxSize, maxSize.toBytes() >= 1 && maxSize.toMegabytes() <= 100, "between 1B and 100MB");
        SETTINGS.check("fresh", fresh, !fresh.isNegative(), "at least 0s");
        SETTINGS.check(
                "remembered",
                remembered,
                remembered.toBytes() >= 1 && remembered.toGigabytes() <= 10,
                "between 1B and 10GB");
    }
}
