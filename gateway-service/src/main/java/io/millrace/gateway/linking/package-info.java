/** Makes definitions self-contained: what they refer to elsewhere is read once, when they are published, and put in. */
@NullMarked
package io.millrace.gateway.linking;

import org.jspecify.annotations.NullMarked;
