package dev.tapbench.profiles;

import java.util.List;
import java.util.stream.Collectors;

/** A statement whose answers contradict each other. The message has a line for each contradiction. */
public final class ContradictoryStatement extends IllegalArgumentException {
    ContradictoryStatement(List<FileProblem> contradictions) {
        super(contradictions.stream().map(FileProblem::getMessage).collect(Collectors.joining(System.lineSeparator())));
    }
}
