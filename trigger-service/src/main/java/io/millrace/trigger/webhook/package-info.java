/** The core of webhooks: who is believed, and what event a delivery becomes. */
@NullMarked
package io.millrace.trigger.webhook;

import org.jspecify.annotations.NullMarked;
