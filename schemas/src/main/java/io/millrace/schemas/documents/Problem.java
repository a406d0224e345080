package io.millrace.schemas.documents;

/**
 * One thing that is wrong with a document.
 *
 * @param pointer JSON pointer of the place; of something missing, the pointer it would have
 * @param line of the place in the text, from 1; of something missing, of what it is missing from
 * @param column from 1
 * @param detail what is wrong and what to do, in full sentences
 */
public record Problem(String pointer, int line, int column, String detail) {}
