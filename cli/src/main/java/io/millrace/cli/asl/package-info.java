/** The Amazon States Language (states-language.net), as the Open Workflow DSL. */
@NullMarked
package io.millrace.cli.asl;

import org.jspecify.annotations.NullMarked;
