package dev.tapbench.cli;

import picocli.CommandLine.Option;

/** The options about what is printed, of every command. */
final class Output {
    @Option(
            names = "--json",
            description = "Print one JSON document on standard output, everything else on standard error.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print results only: no progress, no notes.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print details where there are any, and the stack trace of an error.")
    boolean verbose;
}
