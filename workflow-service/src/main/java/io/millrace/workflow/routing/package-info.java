/** Which events go to which waiting tasks: an index of those that wait, and the events of the last moments. */
@NullMarked
package io.millrace.workflow.routing;

import org.jspecify.annotations.NullMarked;
