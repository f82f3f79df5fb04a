package dev.tapbench.risk.exploration;

import dev.tapbench.risk.model.DeviceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** States that can be reached from some first ones, and the moves between them. A state is spoken of by its number. */
final class Graph {
    /** What moves bring that are made together: the state after them, and what is spent with them in minor units. */
    record Step(List<Move> moves, long spent, DeviceState to) {}

    /** A step between numbered states. */
    record Edge(int from, List<Move> moves, long spent, int to) {}

    private final List<DeviceState> states = new ArrayList<>();
    private final Map<DeviceState, Integer> numbers = new HashMap<>();
    private final List<List<Edge>> edges = new ArrayList<>();

    /**
     * Breadth first, so that the states come in the order of how many moves they take.
     *
     * @param most states that are tried
     * @throws TooManyStates when there are more
     */
    Graph(List<DeviceState> first, Function<DeviceState, List<Step>> moves, int most) {
        first.forEach(this::number);
        for (int from = 0; from < states.size(); from++) {
            List<Edge> out = new ArrayList<>();
            for (Step step : moves.apply(states.get(from))) {
                out.add(new Edge(from, step.moves(), step.spent(), number(step.to())));
            }
            edges.add(List.copyOf(out));
            if (states.size() > most) {
                throw new TooManyStates(most);
            }
        }
    }

    private int number(DeviceState state) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        states.add(state);
        return states.size() - 1;
    }

    /** In the order of their numbers, which is that of how many moves they take. */
    List<DeviceState> states() {
        return Collections.unmodifiableList(states);
    }

    int size() {
        return states.size();
    }

    List<Edge> from(int state) {
        return edges.get(state);
    }

    /** The shortest way over edges that fit to a state that fits; empty where there is none. */
    Optional<List<Edge>> way(int start, Predicate<Edge> over, IntPredicate to) {
        // The edge by which each state was reached first; the start needs none.
        Edge[] reachedBy = new Edge[size()];
        boolean[] reached = new boolean[size()];
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        reached[start] = true;
        while (!open.isEmpty()) {
            int state = open.remove();
            if (to.test(state)) {
                return Optional.of(back(start, state, reachedBy));
            }
            for (Edge edge : from(state)) {
                if (!reached[edge.to()] && over.test(edge)) {
                    reached[edge.to()] = true;
                    reachedBy[edge.to()] = edge;
                    open.add(edge.to());
                }
            }
        }
        return Optional.empty();
    }

    private static List<Edge> back(int start, int end, Edge[] reachedBy) {
        List<Edge> way = new ArrayList<>();
        for (int at = end; at != start; at = way.get(way.size() - 1).from()) {
            way.add(reachedBy[at]);
        }
        Collections.reverse(way);
        return way;
    }
}
