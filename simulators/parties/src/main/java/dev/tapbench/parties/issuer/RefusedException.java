package dev.tapbench.parties.issuer;

/** A step of a message's processing said no; ends in DE39. */
final class RefusedException extends RuntimeException {
    private final ResponseCode code;

    RefusedException(ResponseCode code, String reason) {
        super(reason);
        this.code = code;
    }

    ResponseCode code() {
        return code;
    }
}
