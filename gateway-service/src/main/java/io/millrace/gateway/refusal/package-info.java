/** What the gateway answers when it does not do what was asked, apart from how HTTP says it. */
@NullMarked
package io.millrace.gateway.refusal;

import org.jspecify.annotations.NullMarked;
