/** What the settings of all rooms are held to, and how a wrong one is told. */
@NullMarked
package io.millrace.executor.settings;

import org.jspecify.annotations.NullMarked;
