package io.millrace.cli.http;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the server answered to a request that it took.
 *
 * @param status 200 to 299
 * @param body JSON; missing when there is none
 */
public record Answer(int status, JsonNode body) {}
