package dev.tapbench.risk.model;

import dev.tapbench.risk.model.IssuerWord.Block;
import dev.tapbench.risk.model.ScriptCommand.Amount;
import dev.tapbench.risk.model.ScriptCommand.PutAmount;
import dev.tapbench.risk.model.ScriptCommand.PutCount;
import java.util.Optional;

/** What an issuer's scripts change of limits, sums and tries. */
final class IssuerScripts {
    private final FirstPair first;
    private final SecondPair second;
    private final HolderChecks holder;

    IssuerScripts(FirstPair first, SecondPair second, HolderChecks holder) {
        this.first = first;
        this.second = second;
        this.holder = holder;
    }

    /** What is blocked after a command about that; empty for any other. */
    static Optional<Block> blocking(ScriptCommand command) {
        if (command instanceof ScriptCommand.BlockApplication) {
            return Optional.of(Block.APPLICATION);
        }
        if (command instanceof ScriptCommand.UnblockApplication) {
            return Optional.of(Block.NOTHING);
        }
        return command instanceof ScriptCommand.BlockCard ? Optional.of(Block.CARD) : Optional.empty();
    }

    /**
     * Does a command that blocks nothing.
     *
     * @return whether its value fits the others
     */
    boolean obey(ScriptCommand command) {
        if (command instanceof PutCount put) {
            count(put);
            return true;
        }
        if (command instanceof PutAmount put && put.which() != Amount.LOST_OR_STOLEN) {
            return first.put(put.which(), put.value());
        }
        if (command instanceof PutAmount put) {
            second.amountLimit = put.value();
        } else {
            holder.unblock();
        }
        return true;
    }

    private void count(PutCount put) {
        switch (put.which()) {
            case LOWER -> first.lowerCount = put.value();
            case UPPER -> first.upperCount = put.value();
            case LOST_OR_STOLEN -> second.countLimit = put.value();
        }
    }
}
