package dev.tapbench.risk.exploration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Sets of states each of which can be reached from each other one of its set: strongly connected components, by the algorithm of
 * Tarjan (1972) without recursion. Their numbers are such that each move leads to the same number or a lower one.
 */
final class Components {
    private static final int NOT_YET = -1;

    private final Graph graph;
    private final int[] seenAs;
    private final int[] lowest;
    private final int[] numbers;
    private int seen;
    private final Deque<Integer> unassigned = new ArrayDeque<>();
    private final List<List<Integer>> members = new ArrayList<>();

    private record Visit(int state, Iterator<Graph.Edge> edges) {}

    Components(Graph graph) {
        this.graph = graph;
        seenAs = new int[graph.size()];
        lowest = new int[graph.size()];
        numbers = new int[graph.size()];
        Arrays.fill(seenAs, NOT_YET);
        Arrays.fill(numbers, NOT_YET);
        for (int state = 0; state < graph.size(); state++) {
            if (seenAs[state] == NOT_YET) {
                visit(state);
            }
        }
    }

    int of(int state) {
        return numbers[state];
    }

    /** Their states, in the order of their numbers. */
    List<List<Integer>> all() {
        return members;
    }

    private void visit(int first) {
        Deque<Visit> path = new ArrayDeque<>();
        path.push(enter(first));
        while (!path.isEmpty()) {
            Visit visit = path.element();
            if (visit.edges().hasNext()) {
                int next = visit.edges().next().to();
                if (seenAs[next] == NOT_YET) {
                    path.push(enter(next));
                } else if (numbers[next] == NOT_YET) {
                    lower(visit.state(), seenAs[next]);
                }
                continue;
            }
            path.pop();
            leave(visit.state());
            if (!path.isEmpty()) {
                lower(path.element().state(), lowest[visit.state()]);
            }
        }
    }

    private Visit enter(int state) {
        seenAs[state] = seen;
        lowest[state] = seen;
        seen++;
        unassigned.push(state);
        return new Visit(state, graph.from(state).iterator());
    }

    private void lower(int state, int to) {
        lowest[state] = Math.min(lowest[state], to);
    }

    private void leave(int state) {
        if (lowest[state] != seenAs[state]) {
            return;
        }
        List<Integer> component = new ArrayList<>();
        int member;
        do {
            member = unassigned.pop();
            numbers[member] = members.size();
            component.add(member);
        } while (member != state);
        members.add(component);
    }
}
