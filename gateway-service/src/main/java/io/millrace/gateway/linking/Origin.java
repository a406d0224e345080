package io.millrace.gateway.linking;

/**
 * Where something that was put into a definition comes from.
 *
 * @param place JSON pointer of the place of the definition as it was written that led to it
 * @param what it is, for a sentence
 */
record Origin(String place, String what) {}
