/** HTTP: the address where senders deliver webhooks, behind the gateway. */
@NullMarked
package io.millrace.trigger.http;

import org.jspecify.annotations.NullMarked;
