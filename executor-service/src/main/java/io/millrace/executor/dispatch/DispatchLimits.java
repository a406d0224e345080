package io.millrace.executor.dispatch;

import java.time.Duration;

/**
 * How much an executor takes on.
 *
 * @param queueCapacity commands of one tenant that wait before the partitions they come from are paused, from 1
 * @param inFlight steps at work at the same time, from 1
 * @param remembered done attempts that are remembered to recognise repeats, from 1
 * @param longestStep after this time a step is given up even when its command has a later deadline or none
 */
public record DispatchLimits(int queueCapacity, int inFlight, int remembered, Duration longestStep) {}
