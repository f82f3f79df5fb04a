package dev.tapbench.risk.exploration;

import dev.tapbench.risk.model.DeviceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** States that can be reached from some first ones, and the moves between them. */
final class Graph {
    /** A move from one state to another, and what is spent with it. */
    record Edge(DeviceState from, Move move, long spent, DeviceState to) {}

    private final Map<DeviceState, List<Edge>> edges = new LinkedHashMap<>();

    /**
     * Breadth first, so that the states come in the order of how many moves they take.
     *
     * @param most states that are tried
     * @throws TooManyStates when there are more
     */
    Graph(List<DeviceState> first, Function<DeviceState, List<Edge>> moves, int most) {
        Deque<DeviceState> open = new ArrayDeque<>();
        for (DeviceState state : first) {
            if (edges.putIfAbsent(state, List.of()) == null) {
                open.add(state);
            }
        }
        while (!open.isEmpty()) {
            DeviceState state = open.remove();
            List<Edge> out = moves.apply(state);
            edges.put(state, out);
            for (Edge edge : out) {
                if (edges.putIfAbsent(edge.to(), List.of()) == null) {
                    open.add(edge.to());
                }
            }
            if (edges.size() > most) {
                throw new TooManyStates(most);
            }
        }
    }

    /** In the order of how many moves they take. */
    List<DeviceState> states() {
        return List.copyOf(edges.keySet());
    }

    List<Edge> from(DeviceState state) {
        return edges.getOrDefault(state, List.of());
    }

    /** The shortest way over edges that fit to a state that fits; empty where there is none. */
    Optional<List<Edge>> way(DeviceState start, Predicate<Edge> over, Predicate<DeviceState> to) {
        Map<DeviceState, Optional<Edge>> reachedBy = new HashMap<>();
        Deque<DeviceState> open = new ArrayDeque<>(List.of(start));
        reachedBy.put(start, Optional.empty());
        while (!open.isEmpty()) {
            DeviceState state = open.remove();
            if (to.test(state)) {
                return Optional.of(back(state, reachedBy));
            }
            for (Edge edge : from(state)) {
                if (over.test(edge) && reachedBy.putIfAbsent(edge.to(), Optional.of(edge)) == null) {
                    open.add(edge.to());
                }
            }
        }
        return Optional.empty();
    }

    private static List<Edge> back(DeviceState end, Map<DeviceState, Optional<Edge>> reachedBy) {
        List<Edge> way = new ArrayList<>();
        Optional<Edge> last = reachedBy.getOrDefault(end, Optional.empty());
        while (last.isPresent()) {
            way.add(last.get());
            last = reachedBy.getOrDefault(last.get().from(), Optional.empty());
        }
        Collections.reverse(way);
        return way;
    }
}
