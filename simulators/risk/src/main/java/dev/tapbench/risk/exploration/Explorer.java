package dev.tapbench.risk.exploration;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Graph.Edge;
import dev.tapbench.risk.model.DeviceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Finds the most that a thief can spend with a device of a profile, from any state that honest use can bring it into, and the
 * shortest way to it. Everything that can matter is tried: the answer is exact for the model, which is held against the applet.
 */
public final class Explorer {
    /** What fits into the memory of a laptop. */
    private static final int MOST_STATES = 200_000;

    private final World world;
    private final int most;
    private final Function<DeviceState, List<Long>> amounts;
    private final Graph honest;

    /**
     * @param phone whether the device can ask its holder
     * @param contacts whether it can be put into a slot
     * @throws TooManyStates when it can be in more states than can be tried
     */
    public Explorer(RiskProfile profile, boolean phone, boolean contacts) {
        this(new World(profile, phone, contacts), state -> Amounts.of(profile, state), MOST_STATES);
    }

    /**
     * @param amounts that are tried in a state
     * @param most states that are tried
     */
    Explorer(World world, Function<DeviceState, List<Long>> amounts, int most) {
        this.world = world;
        this.amounts = amounts;
        this.most = most;
        honest = new Graph(List.of(world.fresh()), this::honestMoves, most);
    }

    /** How many states honest use can bring the device into, of those that differ in what they allow. */
    public int honestStates() {
        return honest.states().size();
    }

    /** The most that this thief can spend. */
    public Exposure exposure(Thief thief) {
        Graph theft = new Graph(honest.states(), state -> theftMoves(state, thief), most);
        Components components = new Components(theft);
        Optional<Exposure> endless = endless(theft, components);
        return endless.isPresent() ? endless.get() : most(theft, components);
    }

    // Moves

    /** The owner pays anywhere, is asked and answers, and loads as much as fits. */
    private List<Edge> honestMoves(DeviceState state) {
        List<Edge> edges = new ArrayList<>();
        pay(state, false, edges);
        pay(state, true, edges);
        verify(state, edges);
        load(state, edges);
        return edges;
    }

    private List<Edge> theftMoves(DeviceState state, Thief thief) {
        List<Edge> edges = new ArrayList<>();
        pay(state, false, edges);
        if (thief.online()) {
            pay(state, true, edges);
        }
        if (thief.knowsPin()) {
            verify(state, edges);
            if (thief.online()) {
                load(state, edges);
            }
        }
        return edges;
    }

    private void pay(DeviceState state, boolean online, List<Edge> edges) {
        for (long amount : amounts.apply(state)) {
            add(state, new Move.Pay(amount, true, online), edges);
            if (world.contacts()) {
                add(state, new Move.Pay(amount, false, online), edges);
            }
        }
    }

    private void verify(DeviceState state, List<Edge> edges) {
        add(state, world.phone() ? new Move.Passcode() : new Move.PinInSlot(), edges);
    }

    private void load(DeviceState state, List<Edge> edges) {
        long room = world.profile().maximumBalance().orElse(0) - state.funds();
        if (world.profile().kind() == RiskProfile.Kind.PREPAID && room > 0) {
            add(state, new Move.Load(room), edges);
        }
    }

    private void add(DeviceState state, Move move, List<Edge> edges) {
        world.after(state, move)
                .filter(result -> result.spent() > 0 || !result.state().equals(state))
                .ifPresent(result -> edges.add(new Edge(state, move, result.spent(), result.state())));
    }

    // No end

    /** A payment of any amount, or spending that leads back to where it began. */
    private Optional<Exposure> endless(Graph theft, Components components) {
        for (DeviceState start : honest.states()) {
            Optional<List<Edge>> way = theft.way(
                    start, e -> true, s -> source(theft, components, s).isPresent());
            if (way.isPresent()) {
                List<Edge> all = new ArrayList<>(way.get());
                DeviceState at = all.isEmpty() ? start : all.get(all.size() - 1).to();
                Edge edge = source(theft, components, at).orElseThrow();
                all.add(edge);
                int loop = 0;
                if (edge.spent() < Amounts.ENORMOUS) {
                    List<Edge> back = theft.way(edge.to(), e -> true, s -> s.equals(edge.from()))
                            .orElseThrow();
                    all.addAll(back);
                    loop = 1 + back.size();
                }
                return Optional.of(new Exposure(OptionalLong.empty(), before(start), moves(all), loop));
            }
        }
        return Optional.empty();
    }

    private static Optional<Edge> source(Graph theft, Components components, DeviceState state) {
        return theft.from(state).stream()
                .filter(edge -> edge.spent() >= Amounts.ENORMOUS
                        || (edge.spent() > 0 && components.of(edge.to()) == components.of(state)))
                .findFirst();
    }

    // An end

    private Exposure most(Graph theft, Components components) {
        Map<Integer, Long> best = best(theft, components);
        DeviceState start = world.fresh();
        for (DeviceState state : honest.states()) {
            if (at(best, components, state) > at(best, components, start)) {
                start = state;
            }
        }
        List<Edge> way = theft.way(
                        start,
                        edge -> edge.spent() + at(best, components, edge.to()) == at(best, components, edge.from()),
                        state -> at(best, components, state) == 0)
                .orElseThrow();
        return new Exposure(OptionalLong.of(at(best, components, start)), before(start), moves(way), 0);
    }

    private static long at(Map<Integer, Long> best, Components components, DeviceState state) {
        return best.getOrDefault(components.of(state), 0L);
    }

    /** No move inside a component spends anything, so all its states are worth the same. */
    private static Map<Integer, Long> best(Graph theft, Components components) {
        Map<Integer, Long> best = new HashMap<>();
        for (int number = 0; number < components.all().size(); number++) {
            long most = 0;
            for (DeviceState state : components.all().get(number)) {
                for (Edge edge : theft.from(state)) {
                    most = Math.max(most, edge.spent() + at(best, components, edge.to()));
                }
            }
            best.put(number, most);
        }
        return best;
    }

    private List<Move> before(DeviceState start) {
        return moves(honest.way(world.fresh(), e -> true, s -> s.equals(start)).orElseThrow());
    }

    private static List<Move> moves(List<Edge> way) {
        return way.stream().map(Edge::move).toList();
    }
}
