/** What the gateway says of itself: its API, its limits and the schemas of its topics. */
@NullMarked
package io.millrace.gateway.http.about;

import org.jspecify.annotations.NullMarked;
