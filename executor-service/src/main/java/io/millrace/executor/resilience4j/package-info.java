/** Quotas of tenants and trust in callees, kept by resilience4j's bulkheads, rate limiters and circuit breakers. */
@NullMarked
package io.millrace.executor.resilience4j;

import org.jspecify.annotations.NullMarked;
