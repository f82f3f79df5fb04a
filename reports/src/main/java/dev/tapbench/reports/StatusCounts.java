package dev.tapbench.reports;

/** How many scenarios ended how. */
public record StatusCounts(int passed, int failed, int broken, int skipped) {
    public int total() {
        return passed + failed + broken + skipped;
    }

    /** These and one more. */
    public StatusCounts and(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> new StatusCounts(passed + 1, failed, broken, skipped);
            case FAILED -> new StatusCounts(passed, failed + 1, broken, skipped);
            case BROKEN -> new StatusCounts(passed, failed, broken + 1, skipped);
            case SKIPPED -> new StatusCounts(passed, failed, broken, skipped + 1);
        };
    }
}
