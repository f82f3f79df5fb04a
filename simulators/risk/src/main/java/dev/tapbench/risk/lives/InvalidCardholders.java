package dev.tapbench.risk.lives;

/** A cell of a table of cardholder types is wrong. Says which, and what was expected in its place. */
public final class InvalidCardholders extends IllegalArgumentException {
    private final Column column;
    private final int row;
    private final String problem;
    private final String expected;

    /**
     * @param row from 0, without the table's head
     * @param problem what is wrong with the cell, its value included
     */
    InvalidCardholders(Column column, int row, String problem, String expected) {
        super("row " + (row + 1) + ": " + column.key() + " " + problem + ": expected " + expected);
        this.column = column;
        this.row = row;
        this.problem = problem;
        this.expected = expected;
    }

    public Column column() {
        return column;
    }

    /** From 0, without the table's head. */
    public int row() {
        return row;
    }

    public String problem() {
        return problem;
    }

    public String expected() {
        return expected;
    }
}
