/** What handlers reach others with, within what a step's tenant may reach: requests, documents, addresses. */
@NullMarked
package io.millrace.executor.outbound;

import org.jspecify.annotations.NullMarked;
