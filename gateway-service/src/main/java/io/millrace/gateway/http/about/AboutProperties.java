package io.millrace.gateway.http.about;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the gateway says to those without a key.
 *
 * @param publicSchemas whether the schemas of the topics are read without a key
 */
@ConfigurationProperties("millrace.gateway")
record AboutProperties(@DefaultValue("false") boolean publicSchemas) {}
