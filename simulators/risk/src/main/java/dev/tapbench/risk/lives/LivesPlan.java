package dev.tapbench.risk.lives;

import java.util.ArrayList;
import java.util.List;

/** What the types of cardholders come to for a tight loop: tables and thresholds. */
final class LivesPlan {
    /** Seconds of a month of 30 days. */
    static final int MONTH = 30 * 24 * 60 * 60;

    /** One type: tables of the time to the next payment and of its amount; of 65536 draws, those below a threshold are of a share. */
    static final class Type {
        /** Draws below this, and not below that of the type before, pick this type. */
        final int upTo;

        final int[] gaps;
        final long[] amounts;
        final int contactless;
        final int pinInSlot;
        final int online;
        final int issuerApproves;
        final int foreign;
        final long topUpBelow;
        final long topUpAmount;
        final int mistypes;

        private Type(CardholderType type, int upTo) {
            this.upTo = upTo;
            gaps = Quantiles.exponential(100.0 * MONTH / type.paymentsPerMonth());
            amounts = Quantiles.lognormal(type.medianAmount(), type.p95Amount());
            contactless = type.contactless().threshold();
            pinInSlot = type.pinInSlot().threshold();
            online = type.online().threshold();
            issuerApproves = type.issuerApproves().threshold();
            foreign = type.foreign().threshold();
            topUpBelow = type.topUpBelow();
            topUpAmount = type.topUpAmount();
            mistypes = type.mistypes().threshold();
        }
    }

    private final Type[] types;

    LivesPlan(List<CardholderType> all) {
        List<Type> found = new ArrayList<>();
        int before = 0;
        for (CardholderType type : all) {
            before += type.share().hundredths();
            found.add(new Type(type, new Percent(before).threshold()));
        }
        types = found.toArray(new Type[0]);
    }

    int types() {
        return types.length;
    }

    Type type(int index) {
        return types[index];
    }

    /** The type that a draw of 16 bits picks. */
    int pick(int draw) {
        int picked = 0;
        while (draw >= types[picked].upTo) {
            picked++;
        }
        return picked;
    }
}
