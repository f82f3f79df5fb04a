package dev.tapbench.reports;

/** The scenario itself is wrong: a requirement tag that its trace does not bear out, a missing or doubled id. Broken, cause test. */
public final class TestDefectException extends RuntimeException {
    public TestDefectException(String message) {
        super(message);
    }
}
