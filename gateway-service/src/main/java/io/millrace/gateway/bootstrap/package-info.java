/** What has to be there before anybody can do anything: the first key and, where it is wanted, the first tenant. */
@NullMarked
package io.millrace.gateway.bootstrap;

import org.jspecify.annotations.NullMarked;
