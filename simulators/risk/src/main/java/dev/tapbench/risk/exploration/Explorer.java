package dev.tapbench.risk.exploration;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Graph.Edge;
import dev.tapbench.risk.exploration.Graph.Step;
import dev.tapbench.risk.exploration.Move.Issuer;
import dev.tapbench.risk.model.DeviceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Finds the most that a thief can spend with a device of a profile, from any state that honest use can bring it into, and the
 * shortest way to it, in the model that is held against the applet. What is tried stands for all that could be: see
 * {@link #ABSTRACTION} for how that is checked.
 */
public final class Explorer {
    /** What fits into two gigabytes. */
    private static final int MOST_STATES = 2_000_000;

    /** What is tried here, and what is not. */
    public static final Abstraction ABSTRACTION = new Abstraction(
            "nothing, what each limit still lets pass, what was armed, more than there is, and where money or a line lasts"
                    + " one unit beyond it",
            "the same explorations with all amounts, on 10,000 small random profiles (ExplorerTest)",
            List.of(
                    "what is spent in another currency: converted, it is at most what as much of the profile's own is; uncounted,"
                            + " the issuer alone decides how much (the same explorations with such payments find nothing more in"
                            + " the profile's own)",
                    "a device that is armed for more than it may spend alone: who takes it in that moment spends as much, once",
                    "what an owner wants beyond the issuer's limits",
                    "commands of the issuer to the card, blocked devices, and wrong PINs"));

    private final World world;
    private final int most;
    private final Tried tried;
    private final Graph honest;

    /**
     * @param phone whether the device can ask its holder
     * @param contacts whether it can be put into a slot
     * @throws TooManyStates when it can be in more states than can be tried
     */
    public Explorer(RiskProfile profile, boolean phone, boolean contacts) {
        this(new World(profile, phone, contacts), new Tried(state -> Amounts.of(profile, state), false), MOST_STATES);
    }

    /**
     * What is tried.
     *
     * @param amounts in a state
     * @param eachAlone whether each move is tried, and without the next. Otherwise none abroad is tried, and a tap that asks for
     *     the passcode is tried with it, only the one of the largest amount: armed, it lets every smaller one pass, and unanswered
     *     it changes nothing
     */
    record Tried(Function<DeviceState, List<Long>> amounts, boolean eachAlone) {}

    /** @param most states that are tried */
    Explorer(World world, Tried tried, int most) {
        this.world = world;
        this.tried = tried;
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

    /** What is spent with these moves by a device that other moves have brought from new to where it is; minor units. */
    public long spent(List<Move> before, List<Move> moves) {
        return world.spent(before, moves);
    }

    // Moves

    /**
     * The owner pays anywhere, is asked and answers, for no more than the device may spend alone, and loads as much as fits. (Who
     * takes a device armed for a larger payment spends that once: any amount, and its owner's own.)
     */
    private List<Step> honestMoves(DeviceState state) {
        return moves(state, true, OptionalLong.of(state.upperAmount()));
    }

    private List<Step> theftMoves(DeviceState state, Thief thief) {
        boolean proves = thief.knowsPin() && OwnersProof.canBeSeen(world.profile());
        return moves(state, thief.online(), proves ? OptionalLong.of(Amounts.ENORMOUS) : OptionalLong.empty());
    }

    /**
     * Who cannot ask the issuer loads nothing.
     *
     * @param proves up to which amount a device that asks for its owner gets the proof; empty where the proof is not known
     */
    private List<Step> moves(DeviceState state, boolean online, OptionalLong proves) {
        List<Step> steps = new ArrayList<>();
        pay(state, Issuer.NEVER, proves, steps);
        if (online) {
            pay(state, Issuer.AT_WISH, proves, steps);
            pay(state, Issuer.ALWAYS, proves, steps);
            abroad(state, steps);
        }
        if (proves.isPresent()) {
            verify(state, steps);
            if (online) {
                load(state, steps);
            }
        }
        return steps;
    }

    private void pay(DeviceState state, Issuer issuer, OptionalLong proves, List<Step> steps) {
        long asksFor = -1;
        for (long amount : tried.amounts().apply(state)) {
            Move.Pay tap = new Move.Pay(amount, true, issuer);
            boolean asks = world.asks(state, tap);
            if (!asks || (tried.eachAlone() && amount <= proves.orElse(amount))) {
                add(state, List.of(tap), steps);
            } else {
                asksFor = Math.max(asksFor, Math.min(amount, proves.orElse(amount)));
            }
            if (world.contacts()) {
                add(state, List.of(new Move.Pay(amount, false, issuer)), steps);
            }
            Move.Pay gate = new Move.Pay(amount, true, issuer, true);
            if (world.exemptsGates()
                    && (!world.asks(state, gate) || (tried.eachAlone() && amount <= proves.orElse(amount)))) {
                add(state, List.of(gate), steps);
            }
        }
        if (proves.isPresent() && asksFor >= 0 && !tried.eachAlone()) {
            add(state, List.of(new Move.Pay(asksFor, true, issuer), new Move.Passcode()), steps);
        }
    }

    /** What is not counted is not worth trying: these are tried to see that it is not. */
    private void abroad(DeviceState state, List<Step> steps) {
        if (tried.eachAlone()) {
            add(state, List.of(new Move.PayAbroad(true, false)), steps);
            if (world.contacts()) {
                add(state, List.of(new Move.PayAbroad(false, false)), steps);
            }
            if (world.exemptsGates()) {
                add(state, List.of(new Move.PayAbroad(true, true)), steps);
            }
        }
    }

    private void verify(DeviceState state, List<Step> steps) {
        if (world.contacts()) {
            add(state, List.of(new Move.PinInSlot()), steps);
        } else if (tried.eachAlone()) {
            add(state, List.of(new Move.Passcode()), steps);
        }
    }

    private void load(DeviceState state, List<Step> steps) {
        long room = world.profile().maximumBalance().orElse(0) - state.funds();
        if (world.profile().kind() == RiskProfile.Kind.PREPAID && room > 0) {
            add(state, List.of(new Move.Load(room)), steps);
        }
    }

    private void add(DeviceState state, List<Move> moves, List<Step> steps) {
        world.after(state, moves)
                .filter(result -> result.spent() > 0 || !result.state().equals(state))
                .ifPresent(result -> steps.add(new Step(moves, result.spent(), result.state())));
    }

    // No end

    /** A payment of any amount, or spending that leads back to where it began. */
    private Optional<Exposure> endless(Graph theft, Components components) {
        boolean[] endless = new boolean[components.all().size()];
        for (int number = 0; number < endless.length; number++) {
            for (int state : components.all().get(number)) {
                boolean leadsThere = theft.from(state).stream().anyMatch(edge -> endless[components.of(edge.to())]);
                endless[number] |=
                        leadsThere || source(theft, components, state).isPresent();
            }
        }
        // A state that honest use comes to has the same number in both graphs.
        for (int start = 0; start < honest.size(); start++) {
            if (endless[components.of(start)]) {
                List<Edge> all = new ArrayList<>(theft.way(
                                start,
                                e -> endless[components.of(e.to())],
                                s -> source(theft, components, s).isPresent())
                        .orElseThrow());
                int at = all.isEmpty() ? start : all.get(all.size() - 1).to();
                Edge edge = source(theft, components, at).orElseThrow();
                all.add(edge);
                int loop = 0;
                if (edge.spent() < Amounts.ENORMOUS) {
                    List<Edge> back = theft.way(edge.to(), e -> true, s -> s == edge.from())
                            .orElseThrow();
                    all.addAll(back);
                    loop = edge.moves().size() + moves(back).size();
                }
                return Optional.of(new Exposure(OptionalLong.empty(), before(start), moves(all), loop));
            }
        }
        return Optional.empty();
    }

    private static Optional<Edge> source(Graph theft, Components components, int state) {
        return theft.from(state).stream()
                .filter(edge -> edge.spent() >= Amounts.ENORMOUS
                        || (edge.spent() > 0 && components.of(edge.to()) == components.of(state)))
                .max(Comparator.comparingLong(Edge::spent));
    }

    // An end

    private Exposure most(Graph theft, Components components) {
        long[] best = best(theft, components);
        int start = 0;
        for (int state = 0; state < honest.size(); state++) {
            if (best[components.of(state)] > best[components.of(start)]) {
                start = state;
            }
        }
        List<Edge> way = theft.way(
                        start,
                        edge -> edge.spent() + best[components.of(edge.to())] == best[components.of(edge.from())],
                        state -> best[components.of(state)] == 0)
                .orElseThrow();
        return new Exposure(OptionalLong.of(best[components.of(start)]), before(start), moves(way), 0);
    }

    /** No move inside a component spends anything, so all its states are worth the same. */
    private static long[] best(Graph theft, Components components) {
        long[] best = new long[components.all().size()];
        for (int number = 0; number < best.length; number++) {
            for (int state : components.all().get(number)) {
                for (Edge edge : theft.from(state)) {
                    best[number] = Math.max(best[number], edge.spent() + best[components.of(edge.to())]);
                }
            }
        }
        return best;
    }

    private List<Move> before(int start) {
        return moves(honest.way(0, e -> true, s -> s == start).orElseThrow());
    }

    private static List<Move> moves(List<Edge> way) {
        return way.stream().flatMap(edge -> edge.moves().stream()).toList();
    }
}
