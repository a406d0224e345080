package io.millrace.workflow.engine;

/** Data does not fit the schema that its place has; becomes a validation error of the run. */
final class DataMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String detail;

    DataMismatch(String detail) {
        super(detail, null, false, false);
        this.detail = detail;
    }

    Fault fault() {
        return Fault.validation(detail);
    }
}
