package io.millrace.workflow.expression;

/**
 * A text that a regular expression is matched against, which pays for being read. A match reads a character once, and
 * spends on it at most the size of its program.
 */
final class MeteredText implements CharSequence {

    private static final int CHARACTERS_PER_CHARGE = 64;

    private final String text;
    private final Meter meter;
    private final long charge;
    private int unpaid;

    /**
     * @param programSize see {@link com.google.re2j.Pattern#programSize()}
     */
    MeteredText(String text, Meter meter, int programSize) {
        this.text = text;
        this.meter = meter;
        this.charge = 8L + programSize;
    }

    @Override
    public char charAt(int index) {
        if (++unpaid == CHARACTERS_PER_CHARGE) {
            unpaid = 0;
            meter.charge(charge);
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
