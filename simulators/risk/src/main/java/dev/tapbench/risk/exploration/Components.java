package dev.tapbench.risk.exploration;

import dev.tapbench.risk.model.DeviceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Sets of states each of which can be reached from each other one of its set: strongly connected components, by the algorithm of
 * Tarjan (1972) without recursion. Their numbers are such that each move leads to the same number or a lower one.
 */
final class Components {
    private final Graph graph;
    private final Map<DeviceState, Integer> seenAs = new HashMap<>();
    private final Map<DeviceState, Integer> lowest = new HashMap<>();
    private final Map<DeviceState, Integer> numbers = new HashMap<>();
    private final Deque<DeviceState> unassigned = new ArrayDeque<>();
    private final List<List<DeviceState>> members = new ArrayList<>();

    private record Visit(DeviceState state, Iterator<Graph.Edge> edges) {}

    Components(Graph graph) {
        this.graph = graph;
        for (DeviceState state : graph.states()) {
            if (!seenAs.containsKey(state)) {
                visit(state);
            }
        }
    }

    int of(DeviceState state) {
        return numbers.getOrDefault(state, -1);
    }

    /** In the order of their numbers. */
    List<List<DeviceState>> all() {
        return members;
    }

    private void visit(DeviceState first) {
        Deque<Visit> path = new ArrayDeque<>();
        path.push(enter(first));
        while (!path.isEmpty()) {
            Visit visit = path.element();
            if (visit.edges().hasNext()) {
                DeviceState next = visit.edges().next().to();
                if (!seenAs.containsKey(next)) {
                    path.push(enter(next));
                } else if (!numbers.containsKey(next)) {
                    lower(visit.state(), seenAs.getOrDefault(next, 0));
                }
                continue;
            }
            path.pop();
            leave(visit.state());
            if (!path.isEmpty()) {
                lower(path.element().state(), lowest.getOrDefault(visit.state(), 0));
            }
        }
    }

    private Visit enter(DeviceState state) {
        seenAs.put(state, seenAs.size());
        lowest.put(state, seenAs.size() - 1);
        unassigned.push(state);
        return new Visit(state, graph.from(state).iterator());
    }

    private void lower(DeviceState state, int to) {
        lowest.merge(state, to, Math::min);
    }

    private void leave(DeviceState state) {
        if (!lowest.getOrDefault(state, 0).equals(seenAs.get(state))) {
            return;
        }
        List<DeviceState> component = new ArrayList<>();
        DeviceState member;
        do {
            member = unassigned.pop();
            numbers.put(member, members.size());
            component.add(member);
        } while (!member.equals(state));
        members.add(component);
    }
}
