/** The whole product on one broker; file names are the feature list. */
@NullMarked
package io.millrace.acceptance;

import org.jspecify.annotations.NullMarked;
