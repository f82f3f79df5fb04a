package dev.tapbench.risk.exploration;

import dev.tapbench.risk.RiskProfile;
import dev.tapbench.risk.exploration.Move.Issuer;
import dev.tapbench.risk.exploration.World.Lived;
import dev.tapbench.risk.model.DeviceState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where two profiles part: both devices live the same honest life, move by move, until they react differently. Of each kind of
 * difference the shortest way to it is kept.
 */
public final class Differences {
    /** Pairs of states that are tried. */
    private static final int MOST_PAIRS = 100_000;

    private final World before;
    private final World after;
    private final Map<List<Reaction>, Difference> found = new LinkedHashMap<>();
    private final Map<Pair, Reached> reachedBy = new HashMap<>();
    private final Deque<Pair> open = new ArrayDeque<>();
    private boolean complete = true;

    private record Pair(DeviceState before, DeviceState after) {}

    private record Reached(Pair from, Move move) {}

    /**
     * One kind of difference.
     *
     * @param way what both devices do alike first, as short as it can be
     * @param move then this
     * @param before what the old profile's device does with it
     * @param after what the new profile's device does
     */
    public record Difference(List<Move> way, Move move, Reaction before, Reaction after) {
        public Difference {
            way = List.copyOf(way);
        }
    }

    /**
     * Compares two profiles in one currency.
     *
     * @param phone whether the devices can ask their holders
     * @param contacts whether they can be put into a slot
     */
    public Differences(RiskProfile before, RiskProfile after, boolean phone, boolean contacts) {
        this.before = new World(before, phone, contacts);
        this.after = new World(after, phone, contacts);
        Pair fresh = new Pair(this.before.fresh(), this.after.fresh());
        reachedBy.put(fresh, new Reached(fresh, new Move.Passcode()));
        open.add(fresh);
        while (!open.isEmpty()) {
            Pair pair = open.remove();
            moves(pair).forEach(move -> live(pair, move));
        }
    }

    /** One of each kind, those with the shortest ways first. */
    public List<Difference> all() {
        return List.copyOf(found.values());
    }

    /** Whether all pairs of states were tried; otherwise there may be further kinds. */
    public boolean complete() {
        return complete;
    }

    private Set<Move> moves(Pair pair) {
        Set<Move> moves = new LinkedHashSet<>();
        Set<Long> amounts = new HashSet<>(Amounts.of(before.profile(), pair.before()));
        amounts.addAll(Amounts.of(after.profile(), pair.after()));
        amounts.stream().sorted().forEach(amount -> {
            for (Issuer issuer : Issuer.values()) {
                moves.add(new Move.Pay(amount, true, issuer));
                if (before.contacts()) {
                    moves.add(new Move.Pay(amount, false, issuer));
                }
                if (before.exemptsGates() || after.exemptsGates()) {
                    moves.add(new Move.Pay(amount, true, issuer, true));
                }
            }
        });
        moves.add(new Move.PayAbroad(true, false));
        if (before.contacts()) {
            moves.add(new Move.PinInSlot());
        }
        if (before.phone()) {
            moves.add(new Move.Passcode());
        }
        if (before.profile().kind() == RiskProfile.Kind.PREPAID) {
            room(before, pair.before(), moves);
            room(after, pair.after(), moves);
        }
        return moves;
    }

    private static void room(World world, DeviceState state, Set<Move> moves) {
        long room = world.profile().maximumBalance().orElse(0) - state.funds();
        if (room > 0) {
            moves.add(new Move.Load(room));
        }
    }

    private void live(Pair pair, Move move) {
        Lived old = before.live(pair.before(), move);
        Lived now = after.live(pair.after(), move);
        if (old.reaction() != now.reaction()) {
            found.computeIfAbsent(
                    List.of(old.reaction(), now.reaction()),
                    kind -> new Difference(way(pair), move, old.reaction(), now.reaction()));
            return;
        }
        Pair next = new Pair(old.state(), now.state());
        if (reachedBy.containsKey(next)) {
            return;
        }
        if (reachedBy.size() >= MOST_PAIRS) {
            complete = false;
            return;
        }
        reachedBy.put(next, new Reached(pair, move));
        open.add(next);
    }

    private List<Move> way(Pair to) {
        List<Move> way = new ArrayList<>();
        Pair at = to;
        while (true) {
            Reached reached = reachedBy.get(at);
            if (reached == null || reached.from().equals(at)) {
                Collections.reverse(way);
                return way;
            }
            way.add(reached.move());
            at = reached.from();
        }
    }
}
