package io.millrace.gateway.http.doors;

/**
 * The two services to which the gateway passes requests on. Whoever runs them in the same JVM provides a bean of this
 * type; without one the gateway calls them over HTTP.
 *
 * @param audit answers reads of runs and of the audit
 * @param trigger answers webhooks
 */
public record InnerDoors(InnerDoor audit, InnerDoor trigger) {}
