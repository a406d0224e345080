/** Runs the services in Spring contexts of their own inside one JVM, each as if it were alone. */
@NullMarked
package io.millrace.standalone.hosting;

import org.jspecify.annotations.NullMarked;
